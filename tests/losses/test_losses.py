"""Losses and penalties against closed forms, central differences and the papers' equations."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ganlab import losses
from ganlab.losses import DRAGAN, GP, LOSSES, R1, R2, Clip, get_loss, get_penalties, smoothed

logits = st.floats(-100, 100)


def sigmoid(t):
    return 1 / (1 + math.exp(-t)) if t >= 0 else math.exp(t) / (1 + math.exp(t))


def log_sigmoid(t):
    return -math.log1p(math.exp(-t)) if t >= 0 else t - math.log1p(math.exp(t))


# each game once more, from the papers' probabilities, in double precision and without softplus
PAPERS = {
    "minimax": (lambda r, f: -log_sigmoid(r) - log_sigmoid(-f), lambda r, f: log_sigmoid(-f)),
    "nonsaturating": (lambda r, f: -log_sigmoid(r) - log_sigmoid(-f), lambda r, f: -log_sigmoid(f)),
    "lsgan": (lambda r, f: (r - 1) ** 2 + f**2, lambda r, f: (f - 1) ** 2),
    "hinge": (lambda r, f: max(0, 1 - r) + max(0, 1 + f), lambda r, f: -f),
    "wgan": (lambda r, f: f - r, lambda r, f: -f),
    "relativistic": (lambda r, f: -log_sigmoid(r - f), lambda r, f: -log_sigmoid(f - r)),
}


@pytest.mark.parametrize("name", PAPERS)
@given(r=logits, f=logits)
def test_losses_are_those_of_the_papers(name, r, f):
    tensors = torch.tensor([r], dtype=torch.float64), torch.tensor([f], dtype=torch.float64)
    for mine, theirs in zip((LOSSES[name].d, LOSSES[name].g), PAPERS[name]):
        assert mine(*tensors).item() == pytest.approx(theirs(r, f), rel=1e-8, abs=1e-8)


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("logit", [-100.0, -30.0, 0.0, 30.0, 100.0])
def test_losses_and_slopes_are_finite_in_float32(name, logit):
    for player in "dg":
        r, f = (torch.full((3,), s * logit, requires_grad=True) for s in (1, -1))
        value = getattr(LOSSES[name], player)(r, f)
        assert value.shape == (3,) and value.isfinite().all()
        for slope in torch.autograd.grad(value.sum(), (r, f), allow_unused=True):
            assert slope is None or slope.isfinite().all()


def test_who_saturates():
    f = torch.tensor([-30.0], requires_grad=True)
    slopes = {n: torch.autograd.grad(LOSSES[n].g(torch.zeros(1), f).sum(), f)[0].item() for n in LOSSES}
    assert slopes["minimax"] == pytest.approx(-sigmoid(-30), rel=1e-4)  # 1e-13: nothing is learnt
    assert slopes["nonsaturating"] == pytest.approx(-1) and slopes["relativistic"] == pytest.approx(-1)
    assert slopes["wgan"] == slopes["hinge"] == -1 and slopes["lsgan"] == -62


@pytest.mark.parametrize(
    "name, score", [("minimax", 0.0), ("nonsaturating", 0.0), ("lsgan", 0.5), ("relativistic", 1.7)]
)
def test_equilibrium_is_what_a_perfect_generator_and_the_best_answer_give(name, score):
    s = torch.tensor([score])
    assert LOSSES[name].d(s, s).item() == pytest.approx(LOSSES[name].equilibrium[0])
    assert LOSSES[name].g(s, s).item() == pytest.approx(LOSSES[name].equilibrium[1])


@given(p=st.floats(0.01, 0.99))
def test_the_best_logistic_answer_is_the_log_odds(p):
    "Goodfellow 2014, prop. 1: where reals have probability p of the mass, D* = p, so the score is logit p."
    score = torch.tensor([math.log(p / (1 - p))], dtype=torch.float64, requires_grad=True)
    zero = torch.zeros(1, dtype=torch.float64)
    d = LOSSES["nonsaturating"].d
    objective = p * (d(score, zero) - math.log(2)) + (1 - p) * (d(zero, score) - math.log(2))
    assert torch.autograd.grad(objective.sum(), score)[0].item() == pytest.approx(0, abs=1e-9)
    assert LOSSES["nonsaturating"].squash(score).item() == pytest.approx(p)


@pytest.mark.parametrize(
    "penalty, expected",
    [
        (R1(1.0), 2.0),
        (R1(0.1), 0.2),
        (R2(1.0), 2.0),
        (GP(10.0), 10.0),
        (GP(1.0), 1.0),
        (DRAGAN(5.0), 5.0),
        (Clip(0.1), 0.0),
    ],
)
@pytest.mark.parametrize("n", [1, 2, 64])
def test_penalties_of_the_critic_2x(penalty, expected, n):
    "D(x) = 2x: slope 2 for each sample, whatever the batch; a norm over the batch would give 2√n."
    x_real, x_fake = torch.randn(n, 1), torch.randn(n, 1)
    assert penalty(lambda x: 2 * x[:, 0], x_real, x_fake).item() == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("shape", [(3,), (2, 4, 5)])
def test_the_norm_runs_over_all_dimensions_of_a_sample(shape):
    x = torch.randn(7, *shape)
    w = torch.randn(shape)
    norm = w.norm().item()
    def critic(x):
        return (x * w).flatten(1).sum(1)
    assert R1(2.0)(critic, x, x).item() == pytest.approx(norm**2, rel=1e-5)
    assert GP(1.0)(critic, x, x + 1).item() == pytest.approx((norm - 1) ** 2, rel=1e-4)


def test_r1_looks_at_reals_and_r2_at_fakes():
    "D(x) = x²/2 has slope x: the penalty is w/2 · mean x² at the place where it looks."
    real, fake = torch.tensor([[1.0], [3.0]]), torch.tensor([[0.0], [2.0]])
    def critic(x):
        return x[:, 0] ** 2 / 2
    assert R1(2.0)(critic, real, fake).item() == pytest.approx((1 + 9) / 2)
    assert R2(2.0)(critic, real, fake).item() == pytest.approx((0 + 4) / 2)


def test_gp_draws_an_epsilon_for_each_sample_between_its_pair():
    seen = []
    def critic(x):
        return (seen.append(x.detach()), x.sum(1))[1]
    GP()(critic, torch.ones(500, 3), torch.zeros(500, 3), torch.Generator().manual_seed(0))
    eps = seen[0]
    assert (eps == eps[:, :1]).all() and eps[:, 0].unique().numel() > 490  # one a sample, the same in each column
    assert 0 <= eps.min() and eps.max() <= 1 and abs(eps.mean().item() - 0.5) < 0.05  # uniform: σ of the mean .013
    assert abs(eps[:, 0].var().item() - 1 / 12) < 0.01


def test_dragan_stays_within_half_a_standard_deviation():
    seen = []
    def critic(x):
        return (seen.append(x.detach()), x.sum(1))[1]
    x = torch.randn(400, 3, generator=torch.Generator().manual_seed(1))
    DRAGAN()(critic, x, x, torch.Generator().manual_seed(0))
    moved = (seen[0] - x) / x.std(correction=0)
    assert 0 <= moved.min() and moved.max() <= 0.5 + 1e-5 and moved.max() > 0.45


def test_gp_has_a_finite_slope_where_the_critic_is_flat():
    w = torch.zeros(3, requires_grad=True)
    value = GP(1.0)(lambda x: x @ w, torch.randn(4, 3), torch.randn(4, 3))
    assert value.item() == pytest.approx(1, abs=1e-4) and torch.autograd.grad(value, w)[0].isfinite().all()


@pytest.mark.parametrize("penalty", [R1(0.3), R2(0.3), GP(2.0), DRAGAN(2.0)])
def test_penalties_are_differentiable_by_the_critics_weights(penalty):
    "The second derivative that autograd takes, against central differences in double precision."
    x_real, x_fake = (
        torch.randn(6, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(k)) for k in (1, 2)
    )

    def value(w):
        return penalty(lambda x: torch.tanh(x @ w), x_real, x_fake, torch.Generator().manual_seed(3))

    w = torch.tensor([0.4, -0.7], dtype=torch.float64, requires_grad=True)
    slope = torch.autograd.grad(value(w), w)[0]
    h = 1e-6
    numeric = [(value(w + h * e) - value(w - h * e)).item() / (2 * h) for e in torch.eye(2, dtype=torch.float64)]
    np.testing.assert_allclose(slope, numeric, rtol=1e-6)


def test_clip_fences_every_weight():
    layer = torch.nn.Linear(5, 5)
    with torch.no_grad():
        layer.weight.mul_(100)
    Clip(0.01).clamp(layer)
    assert all(p.abs().max() <= 0.01 for p in layer.parameters())


@given(alpha=st.floats(0, 0.9))
@settings(max_examples=20)
def test_label_smoothing_moves_the_best_answer_to_the_label(alpha):
    r = torch.linspace(-4, 6, 10001, dtype=torch.float64)
    zero = torch.zeros_like(r)
    best = r[smoothed(losses.lsgan, alpha).d(r, zero).argmin()].item()
    assert best == pytest.approx(1 - alpha, abs=2e-3)
    if alpha > 0.02:
        best = r[smoothed(losses.nonsaturating, alpha).d(r, zero).argmin()].item()
        assert sigmoid(best) == pytest.approx(1 - alpha, abs=2e-3)


def test_names():
    assert get_loss("hinge") is losses.hinge
    assert get_penalties("r1:0.5+r2") == (R1(0.5), R2()) and get_penalties(None) == ()
    assert get_penalties(GP(3)) == (GP(3),)
    assert repr(losses.hinge) == "losses.hinge" and eval(repr(R1(0.5))) == R1(0.5)


@pytest.mark.parametrize(
    "call, word",
    [
        (lambda: get_loss("hindge"), "hindge"),
        (lambda: get_loss(3), "loss"),
        (lambda: get_penalties("r3"), "r3"),
        (lambda: get_penalties("gp:x"), "gp:x"),
        (lambda: get_penalties("gp:-1"), "gp:-1"),
        (lambda: get_penalties(3.0), "penalty"),
        (lambda: R1(float("nan")), "R1"),
        (lambda: GP(-1), "GP"),
        (lambda: smoothed(losses.wgan, 0.1), "label_smoothing"),
        (lambda: smoothed(losses.minimax, 1.5), "label_smoothing"),
        (lambda: get_penalties("r1:inf"), "r1:inf"),
    ],
)
def test_bad_arguments_are_named(call, word):
    with pytest.raises(ValueError, match=word):
        call()


def test_least_squares_with_smoothed_labels_by_hand():
    d = smoothed(LOSSES["lsgan"], 0.25).d
    r, f = torch.tensor([0.5, -1.0]), torch.tensor([3.0, -0.5])
    torch.testing.assert_close(d(r, f), torch.tensor([9.0625, 3.3125]))  # (r - 0.75)² + f²


def test_dragan_goes_up_to_half_a_standard_deviation_of_data_on_any_scale():
    x = torch.tensor([[0.0], [20.0]]).repeat(500, 1)  # whose standard deviation is 10
    moved = DRAGAN().points(x, x, torch.Generator().manual_seed(0)) - x
    assert 0 <= moved.min() < 0.1 and 4.9 < moved.max() < 5 and abs(moved.mean() - 2.5) < 0.2


@pytest.mark.parametrize("penalty", [GP(), DRAGAN()])
def test_points_have_the_precision_of_the_samples(penalty):
    assert penalty.points(torch.randn(5, 2).double(), torch.randn(5, 2).double()).dtype == torch.float64


def test_clip_has_two_fences():
    critic = torch.nn.Linear(3, 1)
    with torch.no_grad():
        critic.weight.copy_(torch.tensor([[-7.0, 0.125, 7.0]]))
        critic.bias.fill_(-0.5)
    Clip(0.25).clamp(critic)
    assert critic.weight.tolist() == [[-0.25, 0.125, 0.25]] and critic.bias.item() == -0.25


def test_a_penalty_has_the_defaults_of_its_paper():
    gradient = torch.tensor([[3.0, 4.0], [0.3, 0.4]])  # of norms 5 and 0.5
    torch.testing.assert_close(losses.off_target(gradient), torch.tensor([16.0, 0.25]))
    torch.testing.assert_close(losses.Penalty(2.0).value(gradient), torch.tensor([16.0, 0.25]))
    assert [losses.PENALTIES[name]().weight for name in ("r1", "r2", "gp", "dragan", "clip")] == [.1, .1, 10, 10, .01]


@pytest.mark.parametrize("call, said", [
    (lambda: R1(float("inf")), "the weight of R1 must be a finite number ≥ 0, got inf"),
    (lambda: GP(1.0, target=float("inf")), "the target of GP must be a finite number ≥ 0, got inf"),
    (lambda: DRAGAN(1.0, one_sided=1), "one_sided of DRAGAN must be True or False, got 1"),
    (lambda: get_loss("vanilla"), "loss must be one of minimax, nonsaturating, lsgan, wgan, hinge, relativistic, or a "
     "losses.Loss; got 'vanilla'"),
    (lambda: smoothed(LOSSES["lsgan"], 1.0), "label_smoothing must be in [0, 1), got 1.0"),
    (lambda: smoothed(LOSSES["hinge"], 0.1), "label_smoothing needs a loss with labels (minimax, nonsaturating, "
     "lsgan), not hinge"),
    (lambda: get_penalties("r1+gq:2"), "penalty must be made of r1, r2, gp, dragan, clip, joined by '+'; got 'gq:2'"),
])
def test_what_is_refused_is_named_to_the_letter(call, said):
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value) == said


def test_no_penalty_and_none_at_all_and_a_weight_of_nothing():
    assert get_penalties("none") == get_penalties(None) == () and get_penalties("gp:0") == (GP(0.0),)


@pytest.mark.parametrize("penalties, code", [
    ((), "None"), ((R1(0.5),), "'r1:0.5'"), ((R1(0.5), GP(2.0)), "'r1:0.5+gp:2'"),
    ((GP(2.0, target=0.0),), "ganlab.losses.GP(weight=2.0, target=0.0, one_sided=False)"),
    ((R1(0.5), GP(2.0, one_sided=True)), "(ganlab.losses.R1(weight=0.5), "
     "ganlab.losses.GP(weight=2.0, target=1.0, one_sided=True))"),
    ((R1(1 / 3),), "ganlab.losses.R1(weight=0.3333333333333333)"),  # six digits would not give it back
])
def test_penalties_as_one_would_write_them(penalties, code):
    assert losses.penalty_code(penalties) == code
