"""Slow motion: to the bit the ordinary step, stopped anywhere, and nothing of it when it is let go."""

import signal
import threading

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ganlab import GAN
from ganlab.games.schedules import Alternate
from ganlab.training.engine import Diverged
from ganlab.games.phases import Phase
from ganlab.training.slow_motion import Slowly
from ganlab.training.trainer import Trainer

SMALL = dict(width=8, depth=2, batch_size=16)
RECIPES = {
    "default": {},
    "logistic, no penalty": dict(loss="nonsaturating", penalty=None),
    "packs": dict(pack=4, loss="nonsaturating"),
    "two penalties": dict(penalty="r1+r2", loss="relativistic"),
    "at random places": dict(penalty="gp", loss="wgan"),
    "clipped": dict(penalty="clip", loss="wgan", optimizer="rmsprop"),
    "dragan": dict(penalty="dragan", loss="minimax"),
    "dice and memory": dict(dropout=0.3, batch_norm=True, ema=0.9),
    "noise": dict(instance_noise=0.2, label_smoothing=0.1, loss="lsgan", anneal=None),
    "the loser trains": dict(schedule="loser"),
    "two of D": dict(schedule=Alternate(2, 1), loss="hinge", penalty=None),
}
VERBS = {"d": "step_d", "g": "step_g", "round": "step"}


def pair(**changes):
    "Two GANs in the same state, a few rounds on."
    data = changes.pop("data", "ring")
    return [GAN(data, seed=3, **SMALL | changes).fit(2, progress=False) for _ in range(2)]


def told(gan) -> dict:
    return {name: values.tolist() for name, values in gan.history.items()}


def same(one, other) -> bool:
    return (one.state_hash() == other.state_hash() and one.events == other.events and told(one) == told(other)
            and one.moment == other.moment and one.timeline.branch.stops == other.timeline.branch.stops)


@pytest.mark.parametrize("name", RECIPES)
def test_finished_it_is_the_ordinary_step_to_the_bit(name):
    slow, quick = pair(**RECIPES[name])
    for what in ("round", "d", "g", "g", "d", "round", "d", "round", "g"):
        phases = list(slow.slowly(what))
        step = getattr(quick, VERBS[what])()
        assert same(slow, quick), what
        last = phases[-1]
        assert last.last and last.name == "weights" and not any(phase.last for phase in phases[:-1])
        for attribute in ("losses", "scores_real", "scores_fake", "x_real", "x_fake", "z", "gradient"):
            mine, theirs = getattr(last.taken, attribute), getattr(step, attribute)
            assert torch.equal(mine, theirs), attribute
        assert (last.loss, last.grad_norms, last.step) == (step.loss, step.grad_norms, step.step)
        assert torch.equal(last.scores_fake, step.scores_fake) and torch.equal(last.x_fake, step.x_fake)


@pytest.mark.parametrize("data, changes", [("digits", dict(labels=True)), ("digits", dict(pack=2)),
                                           (np.random.default_rng(0).normal(size=(200, 1)), {}),
                                           (np.random.default_rng(0).normal(size=(200, 5)) * [1, 2, 3, 4, 9], {})])
def test_of_any_data(data, changes):
    sizes = {} if data is not None and isinstance(data, str) else SMALL
    slow, quick = (GAN(data, seed=2, **{"batch_size": 8} | sizes | changes) for _ in range(2))
    for what in ("round", "g", "d"):
        phases = list(slow.slowly(what))
        getattr(quick, VERBS[what])()
        assert same(slow, quick)
        assert all(phase.sentence for phase in phases)
    noun = {(1, 8, 8): "images", (1,): "values", (5,): "rows"}[tuple(slow.data.shape)]
    assert phases[0].sentence == f"8 real {noun} are drawn from the data." or phases[0].sentence.startswith("16 real")


def test_phases_come_in_order_and_know_what_is_known():
    slow, _ = pair(loss="nonsaturating")
    phases = list(slow.slowly("round"))
    d, g = [p for p in phases if p.who == "d"], [p for p in phases if p.who == "g"]
    assert [p.name for p in d] == "real z fakes score_real score_fake loss gradient weights".split()
    assert [p.name for p in g] == "z fakes score_fake loss pull gradient weights".split()
    assert [p.place for p in g] == list(range(7)) and {p.of for p in d} == {8}
    relativistic = GAN("ring", loss="relativistic", **SMALL).engine.order_of("g")
    assert list(relativistic) == "real z fakes score_real score_fake loss pull gradient weights".split()
    assert not d[1].again and g[0].again and torch.equal(g[0].z, d[1].z)
    real, z, fakes, score_real, score_fake, loss, gradient, weights = d
    assert real.x_real.shape == (16, 2) and real.z is None and z.z.shape == (16, 2) and z.x_fake is None
    assert score_real.scores_fake is None and score_fake.losses is None and loss.grad_norms is None
    assert gradient.moved is None
    s = score_fake.scores_real, score_fake.scores_fake  # Goodfellow 2014, eq. 1, once more
    by_hand = -(torch.sigmoid(s[0]).log() + (1 - torch.sigmoid(s[1])).log()).mean().item()
    assert loss.loss == pytest.approx(by_hand, rel=1e-5)
    assert score_real.said_real == pytest.approx(torch.sigmoid(s[0]).mean().item(), abs=1e-6)
    assert f"{score_real.said_real:.2f}" in score_real.sentence and f"{loss.loss:.3f}" in loss.sentence


def test_how_far_the_weights_go_and_where_the_fakes_land():
    slow, _ = pair(optimizer="sgd", lr=(0.1, 0.2), betas=(0.0, 0.9), anneal=None)
    for what, lr in (("d", 0.2), ("g", 0.1)):
        *_, last = slow.slowly(what)
        total = sum(norm**2 for norm in last.grad_norms.values()) ** 0.5
        assert last.moved == pytest.approx(lr * total, rel=1e-4)  # plain gradient descent
    assert torch.allclose(last.x_landed, slow.generate(last.z, ema=False), atol=1e-6)
    assert (last.x_landed - last.x_fake).abs().max() > 0


def test_the_pull_is_the_slope_of_each_fakes_own_loss():
    "A critic that is linear in the networks' units: D(x) = w·x. G pays softplus(-D), whose slope by x is -σ(-D) w."
    class Linear(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.w = torch.nn.Parameter(torch.tensor([1.5, -0.5]))

        def forward(self, x):
            return x @ self.w

    data = np.random.default_rng(1).normal(size=(300, 2)) * [1.0, 10.0] + [5.0, 0.0]
    gan = GAN(data, discriminator=Linear(), loss="nonsaturating", penalty=None, seed=1, **SMALL)
    pull = next(phase for phase in gan.slowly("g") if phase.name == "pull")
    slope = -torch.sigmoid(-pull.scores_fake)[:, None] * torch.tensor([1.5, -0.5])
    assert torch.allclose(pull.pull, -slope / gan.data.spread, rtol=1e-4)  # in the data's units


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(sorted(RECIPES)),
    acts=st.lists(
        st.tuples(
            st.sampled_from(["d", "g", "round"]),
            st.integers(0, 20),
            st.sampled_from(["abandon", "finish", "go on", "elsewhere", "leave"]),
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_stopped_anywhere(name, acts):
    "Wherever a step is paused, and however it ends: a GAN that takes the finished steps at once is in the same state."
    slow, quick = pair(**RECIPES[name])
    for what, stop, then in acts:
        going, before, past = slow.slowly(what), slow.state_hash(), (told(slow), slow.events)
        for _, phase in zip(range(stop), going):
            if not phase.last:
                assert slow.state_hash() == before == slow.fork().state_hash() and slow.events == past[1]
        under_way = going.begun and not going.over
        if then == "finish" or going.over:
            going.finish()
        elif then == "abandon":
            going.abandon()
            assert slow.state_hash() == before and (told(slow), slow.events) == past
        elif then == "go on":
            slow.step_d()
        elif then == "elsewhere":
            slow.rewind(slow.moment)
        if going.ending == "finished":
            getattr(quick, VERBS[what])()
        if then == "go on" and under_way:
            quick.step_d()
        elif then == "go on" and not going.over:
            quick.step_d()
        if then != "leave" or going.over:
            assert slow.state_hash() == quick.state_hash(), (what, stop, then)
        elif under_way:
            assert slow.slow is going
            going.abandon()
    slow.step(), quick.step()
    assert slow.state_hash() == quick.state_hash() and told(slow) == told(quick)


GO_ON = {
    "step_d": lambda gan: gan.step_d(),
    "step": lambda gan: gan.step(),
    "fit": lambda gan: gan.fit(2, progress=False),
    "set": lambda gan: gan.set(loss="hinge"),
    "mark": lambda gan: gan.mark("here"),
    "slowly": lambda gan: list(gan.slowly("d")),
}
ELSEWHERE = {"rewind": lambda gan: gan.rewind(1), "reset": lambda gan: gan.reset(), "redo": lambda gan: gan.redo()}
LOOK = {
    "state": lambda gan: gan.state(),
    "preview": lambda gan: gan.preview("g"),
    "fork": lambda gan: gan.fork(),
    "sample": lambda gan: gan.sample(3),
    "score": lambda gan: gan.score(torch.zeros(2, 2)),
    "script": lambda gan: gan.script(),
}


@pytest.mark.parametrize("verb", GO_ON)
@pytest.mark.parametrize("what, stop", [("d", 3), ("g", 5), ("round", 11)])
def test_who_goes_on_has_it_finished_first(verb, what, stop, capsys):
    slow, quick = pair(ema=0.9)
    going = slow.slowly(what)
    for _ in range(stop):
        next(going)
    GO_ON[verb](slow)
    getattr(quick, VERBS[what])(), GO_ON[verb](quick)
    assert going.ending == "finished" and same(slow, quick)
    assert "finished first" in capsys.readouterr().out
    with pytest.raises(ValueError, match="undo"):
        going.abandon()
    with pytest.raises(StopIteration):
        next(going)


@pytest.mark.parametrize("verb", ELSEWHERE)
def test_who_goes_elsewhere_has_it_abandoned(verb, capsys):
    slow, quick = pair(dropout=0.2)
    if verb == "redo":
        slow.step_d(), slow.undo(), quick.step_d(), quick.undo()
    going = slow.slowly("round")
    for _ in range(9):
        next(going)
    ELSEWHERE[verb](slow), ELSEWHERE[verb](quick)
    assert going.ending == "abandoned" and same(slow, quick) and "abandoned" in capsys.readouterr().out
    with pytest.raises(ValueError, match="abandoned"):
        going.finish()


def test_undo_takes_back_what_is_under_way_and_nothing_else():
    slow, _ = pair()
    before = slow.state_hash()
    next(slow.slowly("d"))
    assert slow.can_undo
    slow.undo()
    assert slow.slow is None and slow.state_hash() == before and slow.rounds == 2
    list(slow.slowly("round"))
    slow.undo()
    assert slow.state_hash() == before


@pytest.mark.parametrize("verb", LOOK)
def test_who_looks_changes_nothing(verb):
    slow, quick = pair(batch_norm=True)
    going = slow.slowly("round")
    for n in range(13):
        next(going)
        LOOK[verb](slow)
        assert slow.slow is going
    going.finish()
    quick.step()
    assert same(slow, quick)


def test_a_preview_a_file_and_a_twin_are_of_the_moment_before(tmp_path):
    slow, quick = pair()
    going = slow.slowly("round")
    for _ in range(12):
        next(going)
    twin = slow.fork()
    assert twin.slow is None and same(twin, quick)
    assert slow.preview("g").loss == quick.preview("g").loss
    slow.save(tmp_path / "run.ganlab")
    assert GAN.load(tmp_path / "run.ganlab").state_hash() == quick.state_hash()
    twin.step(), quick.step(), going.finish()
    assert slow.state_hash() == quick.state_hash() == twin.state_hash()


def test_in_the_past_it_ends_the_future_when_it_is_finished_and_not_before():
    slow, quick = pair()
    slow.fit(5, progress=False).rewind(2)
    going = slow.slowly("d")
    for _ in range(5):
        next(going)
    assert slow.horizon == 7
    going.abandon()
    assert slow.horizon == 7 and slow.moment == 2 and slow.state_hash() == quick.state_hash()
    list(slow.slowly("d"))
    quick.step_d()
    assert slow.horizon == 3 and slow.state_hash() == quick.state_hash()


def test_it_can_be_replayed():
    slow, _ = pair(dropout=0.2)
    for what in ("d", "g", "round", "g", "round"):
        list(slow.slowly(what))
    last = slow.state_hash()
    assert slow.rewind(0).rewind(slow.horizon).state_hash() == last


def test_a_step_that_diverges_is_not_taken():
    gan = GAN("ring", loss="wgan", penalty=None, lr=1e30, **SMALL)
    gan.step_d()
    before, history = gan.state_hash(), told(gan)
    with pytest.raises(Diverged, match="not taken"):
        gan.slowly("round").finish()
    assert gan.slow is None and gan.state_hash() == before and told(gan) == history
    going = gan.slowly("round")
    next(going)
    gan.set(lr=1e-4)  # has to finish it first, and cannot
    assert going.ending == "abandoned" and gan.recipe.lr == (1e-4, 1e-4)


def test_a_round_of_a_compiled_gan_is_played_the_ordinary_way_and_said():
    slow, quick = GAN("ring", compile=True, **SMALL), GAN("ring", **SMALL)
    said = []
    slow.control.listeners.append(said.append)
    list(slow.slowly("round"))
    quick.step_d(), quick.step_g()
    assert "ordinary way" in said[0] and len(said) == 1
    assert [event["verb"] for event in slow.events] == ["step_d", "step_g"]  # as which it can be played again
    assert torch.equal(slow.players["d"].weights.vector, quick.players["d"].weights.vector)
    assert torch.equal(slow.players["g"].weights.vector, quick.players["g"].weights.vector)
    last = slow.state_hash()
    assert slow.undo().steps == (0, 0) and slow.redo().state_hash() == last


def test_ctrl_c_stops_between_two_phases():
    slow, quick = pair()
    going = slow.slowly("d")
    next(going), next(going)  # what was drawn
    motion = slow.acts.slow_motion
    compute = motion._compute

    def compute_and_interrupt(*args):
        signal.raise_signal(signal.SIGINT)
        compute(*args)

    motion._compute = compute_and_interrupt
    with pytest.raises(KeyboardInterrupt, match="nothing is lost"):
        next(going)
    del motion._compute
    assert slow.slow is going and going.phase.name == "fakes"
    going.finish()
    quick.step_d()
    assert same(slow, quick)


def test_beside_a_trainer():
    "Phases are commands; between two of them others are served, and those who play have it finished first."
    slow, quick = pair()
    trainer = Trainer.of(slow)
    trainer.call(lambda: None).result(20)
    going = slow.slowly("g")
    seen = [trainer.call(lambda: next(going)).result(20) for _ in range(3)]
    assert [phase.name for phase in seen] == ["real", "z", "fakes"] and slow.sample(3).shape == (3, 2)
    others = [threading.Thread(target=lambda: slow.state_hash()) for _ in range(3)]
    [thread.start() for thread in others], [thread.join(20) for thread in others]
    assert slow.slow is going
    slow.control.listeners.append(lambda text: None)
    trainer.play().result(20)
    while slow.rounds < 5:
        pass
    trainer.pause().result(20)
    assert going.ending == "finished"
    quick.step_g(), quick.fit(slow.rounds - 2, progress=False)
    assert slow.state_hash() == quick.state_hash()
    trainer.close()


@pytest.mark.parametrize("what", ["x", None, 1, "step"])
def test_bad_words(what):
    with pytest.raises(ValueError, match="'d', 'g' or 'round'"):
        pair()[0].slowly(what)


def test_says_what_it_is():
    slow, _ = pair()
    going = slow.slowly("d")
    assert isinstance(going, Slowly) and repr(going) == "Slowly('d', not begun)" and not going.begun
    assert isinstance(next(going), Phase) and "real of D" in repr(going) and slow.slow is going
    going.abandon(), going.abandon()
    assert "abandoned" in repr(going)
