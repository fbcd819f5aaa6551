"""The GAN under attack: odd but legal data and networks, rules that change in the middle, and every kind of
nonsense."""

import copy
import pickle
import subprocess
import sys
import threading

import numpy as np
import pytest
import torch
from torch import nn

from ganlab import GAN, Recipe, data
from ganlab.backend.randomness import stream
from ganlab.games.recipes import LIVE
from ganlab.games.schedules import Alternate, Anneal, LoserTrains
from ganlab.losses import DRAGAN, GP, R1, R2, Loss, Penalty
from ganlab.training.engine import Diverged

SMALL = {"width": 8, "batch_size": 8}


def mlp(n_in, n_out, *extra):
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return nn.Sequential(nn.Linear(n_in, 8), nn.Tanh(), *extra, nn.Linear(8, n_out))


def points(*shape):
    return torch.randn(shape, generator=stream(0, "points"))


class Wrapped(nn.Module):
    "Somebody's network, and what he does to its answer."

    def __init__(self, module, after):
        super().__init__()
        self.module, self.after = module, after

    def forward(self, x):
        return self.after(self.module(x))


# ---- odd, but legal

@pytest.mark.parametrize(
    "x",
    [
        points(50, 1),
        points(50),
        points(3, 2),
        points(50, 2).double(),
        (points(50, 2) * 9).int(),
        points(50, 2).half(),
        points(50, 2) * 1e30,
        points(50, 2) * 1e-30,
        points(50, 2) + 1e6,
        points(2, 50).T,
        points(100, 2)[::2],
        points(50, 1, 1, 1).sigmoid(),
        points(50, 3, 8, 9).sigmoid(),
        points(50, 2).numpy()[::-1],
        [[0.0, 1.0], [1.0, 0.5], [2.0, 3.0]],
    ],
    ids=lambda x: f"{type(x).__name__}{list(np.shape(x))}",
)
def test_odd_data_train_and_come_back_in_their_own_units(x):
    gan = GAN(x, **SMALL).fit(2, progress=False)
    s, fakes = gan.step_d(), gan.sample(5)
    assert fakes.isfinite().all() and fakes.dtype == torch.float32 and fakes.shape == (5, *gan.data.shape)
    rows = torch.as_tensor(np.ascontiguousarray(x)).double().reshape(-1, s.x_real[0].numel())
    off = torch.cdist(s.x_real.double().flatten(1), rows).amin(1)
    assert off.max() <= 1e-5 * rows.abs().max()  # what it learns from are the very samples


@pytest.mark.parametrize("labels", [[0, 7] * 25, ["cat", "dog"] * 25, [3] * 50, torch.tensor([5, -1] * 25)])
def test_labels_need_not_count_from_zero(labels):
    gan = GAN(points(50, 2), labels=labels, **SMALL).fit(2, progress=False)
    assert gan.classes == len(set(np.asarray(labels).tolist())) and gan.sample(3, labels=0).shape == (3, 2)


def test_scores_of_any_shape_are_one_a_sample():
    ours = GAN("ring", discriminator=mlp(2, 1), **SMALL)
    theirs = GAN("ring", discriminator=Wrapped(mlp(2, 1), lambda s: s[:, :, None, None]), **SMALL)
    for _ in range(3):
        assert torch.equal(ours.step().scores_fake, theirs.step().scores_fake)


def test_frozen_weights_stay_and_modules_are_put_in_training_mode():
    G, D = mlp(2, 2, nn.Dropout(0.5)).eval(), mlp(2, 1)
    G[0].requires_grad_(False)
    frozen, free = G[0].weight.clone(), G[-1].weight.clone()
    gan = GAN("ring", generator=G, discriminator=D, **SMALL).fit(3, progress=False)
    assert torch.equal(frozen, G[0].weight) and not torch.equal(free, G[-1].weight) and gan.generator.training
    assert "0" not in gan.step_g().grad_norms


def test_gradients_left_by_somebody_else_are_no_lesson():
    G = mlp(2, 2)
    spare = nn.Parameter(torch.ones(1))
    G.register_parameter("spare", spare)
    for p in G.parameters():
        p.grad = torch.full_like(p, 1e3)
    GAN("ring", generator=G, **SMALL).fit(2, progress=False)
    assert spare.item() == 1.0


def test_bits_do_not_depend_on_threads_determinism_gradients_or_dtype():
    "Here with the threads that there are, and in a process with three where every switch of PyTorch is thrown."
    train = "def h(): return GAN('digits', width=4, batch_size=8, dropout=.2).fit(2, progress=False).state_hash()"
    code = "\n".join([
        "import torch; from ganlab import GAN", train, "torch.set_num_threads(3)", "print(h())",
        "torch.use_deterministic_algorithms(True); torch.set_grad_enabled(False); torch.manual_seed(5); print(h())",
        "with torch.inference_mode(): print(h())",
        "torch.set_default_dtype(torch.float64)",
        "gan = GAN('ring', width=8, batch_size=8).fit(2, progress=False)",
        "x = gan.sample(3); print(x.dtype, gan.score(x).dtype, next(gan.generator.parameters()).dtype)"])
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=100)
    here = GAN("digits", width=4, batch_size=8, dropout=0.2).fit(2, progress=False).state_hash()
    assert made.stdout.split("\n") == [here] * 3 + ["torch.float32 torch.float32 torch.float32", ""], made.stderr


# ---- nonsense

BAD = {
    "device": lambda: GAN("ring", device="nope"),
    "device that is not here": lambda: GAN("ring", device="cuda:99"),
    "device of no kind": lambda: GAN("ring", device=object()),
    "device without memory": lambda: GAN("ring", device="meta"),
    "seed": lambda: GAN("ring", seed=None),
    "samples": lambda: GAN("digits", samples=10**6),
    "labels": lambda: GAN(points(50, 2), labels=[0] * 49),
    "labels of another name": lambda: GAN(points(50, 2), labels=["a", "b"] * 25).sample(2, labels=["a", "c"]),
    "labels between": lambda: GAN(points(50, 2), labels=[0, 1] * 25).sample(2, labels=[0.5, 1.2]),
    "labels too few": lambda: GAN(points(50, 2), labels=[0, 1] * 25).sample(3, labels=[0, 1]),
    "generator without weights": lambda: GAN("ring", generator=nn.Tanh(), latent=2),
    "generator of buffers": lambda: GAN("ring", generator=nn.BatchNorm1d(2, affine=False), latent=2),
    "generator that is empty": lambda: GAN("ring", generator=nn.Sequential(), latent=2),
    "generator all frozen": lambda: GAN("ring", generator=mlp(2, 2).requires_grad_(False)),
    "generator in float64": lambda: GAN("ring", generator=mlp(2, 2).double()),
    "generator in halves": lambda: GAN("ring", generator=mlp(2, 2).half()),
    "generator not shaped yet": lambda: GAN("ring", generator=nn.Sequential(nn.LazyLinear(2)), latent=2),
    "generator of tuples": lambda: GAN("ring", generator=Wrapped(mlp(2, 2), lambda x: (1, "no sample"))),
    "generator detached": lambda: GAN("ring", generator=Wrapped(mlp(2, 2), torch.detach)),
    "discriminator detached": lambda: GAN("ring", discriminator=Wrapped(mlp(2, 1), torch.detach)),
    "discriminator of steps": lambda: GAN("ring", discriminator=Wrapped(mlp(2, 1), lambda s: (s > 0).float())),
    "discriminator blind to samples": lambda: GAN("ring", discriminator=Wrapped(
        nn.Linear(2, 1), lambda s: s.detach() * 0 + nn.Parameter(torch.ones(1)))),
    "discriminator of two answers": lambda: GAN("digits", discriminator=nn.Sequential(nn.Flatten(), nn.Linear(64, 2))),
    "discriminator in float64": lambda: GAN("ring", discriminator=mlp(2, 1).double()),
    "share": lambda: GAN("ring", generator=(g := mlp(2, 2)), discriminator=nn.Sequential(g, nn.Linear(2, 1))),
    "share everything": lambda: GAN(points(50, 1), generator=(m := mlp(1, 1)), discriminator=m),
    "generator must be a torch.Generator": lambda: GAN("ring").sample(3, generator=5),
    "generator must be": lambda: GAN("ring").draw_z(3, generator=np.random.default_rng()),
    "x must": lambda: GAN("ring").score("abc"),
    "x": lambda: GAN("ring").score(None),
    "x of another shape": lambda: GAN("ring").probability(torch.zeros(3, 5)),
    "z must": lambda: GAN("ring").generate(3),
    "z": lambda: GAN("ring").generate("z"),
    "rounds": lambda: GAN("ring").fit(2.0),
    "lr": lambda: GAN("ring", lr=float("nan")),
    "Loss": lambda: Loss("mean", lambda r, f: (f - r).mean(), lambda r, f: -f),
    "Loss of numbers": lambda: Loss("numbers", lambda r, f: f - r, lambda r, f: 0.0),
    "recipe": lambda: GAN("ring", recipe=None),
    "source": lambda: GAN(None),
    "pickle": lambda: pickle.dumps(GAN("ring")),
    "pickled": lambda: copy.copy(GAN("ring")),
}


@pytest.mark.parametrize("what", BAD)
def test_nonsense_is_called_by_its_name(what):
    with pytest.raises((ValueError, TypeError), match=what.split()[0]):
        BAD[what]()


# ---- rules that change in the middle

CHANGES = {
    "loss": "relativistic", "penalty": "gp:0.1+clip:1", "batch_size": 6, "optimizer": "rmsprop", "lr": (1e-3, 2e-3),
    "betas": (0.5, 0.8), "schedule": LoserTrains(), "anneal": Anneal(5), "ema": 0.9, "instance_noise": 0.1,
    "label_smoothing": 0.1, "precision": "bf16", "penalty_every": 2, "threads": 2,
}


def test_every_live_field_is_in_this_list():
    assert set(CHANGES) == LIVE - {"compile"}  # which has a file of its own


@pytest.mark.parametrize("name", CHANGES)
def test_a_rule_that_changes_between_d_and_g(name):
    "Takes effect, repeats to the bit, and state() and restore() lead back across it, rules included."
    def make():
        return GAN(
            "ring",
            loss="nonsaturating",
            penalty="r1:0.1",
            ema=0.5 if name == "betas" else 0.0,
            seed=1,
            dropout=0.2,
            **SMALL,
        )
    one, two = make(), make()
    for gan in (one, two):
        gan.fit(2, progress=False).step_d()
    state, before = one.state(), one.state_hash()
    for gan in (one, two):
        gan.set(**{name: CHANGES[name]})
        gan.step_g(), gan.fit(3, progress=False)
    assert one.state_hash() == two.state_hash()
    across = one.state()
    after = one.fit(2, progress=False).state_hash()
    one.restore(state)
    assert one.state_hash() == before and one.recipe == make().recipe
    alone = make().fit(2, progress=False)
    alone.step_d(), alone.step_g(), alone.fit(2, progress=False)
    one.step_g(), one.fit(2, progress=False)
    assert one.state_hash() == alone.state_hash() != after
    one.restore(across)
    assert one.fit(2, progress=False).state_hash() == after
    assert one.sample(4).isfinite().all()


@pytest.mark.parametrize(
    "optimizer, name", [("sgd", "momentum"), ("rmsprop", "momentum"), ("rmsprop", "alpha"), ("adam", "betas")]
)
def test_betas_reach_every_optimiser_while_it_runs(optimizer, name):
    gan = GAN("ring", optimizer=optimizer, anneal=None, betas=(0.0, 0.9), **SMALL).fit(2, progress=False)
    gan.set(betas=(0.5, 0.8)).fit(2, progress=False)
    assert (
        gan.players["g"].optimizer.param_groups[0][name] == {"momentum": 0.5, "alpha": 0.8, "betas": (0.5, 0.8)}[name]
    )


@pytest.mark.parametrize(
    "bad",
    [
        dict(label_smoothing=0.1),
        dict(loss="hinge", label_smoothing=0.1),
        dict(batch_size=7),
        dict(lr=0.1, ema=1.0),
        dict(lr=1e-4, latent=5),
        dict(loss="wgan", penalty="gp:x"),
        dict(optimizer="sgd", schedule=3),
        dict(loss=Recipe),
    ],
)
def test_set_is_all_or_nothing(bad):
    gan = GAN("ring", pack=2, **SMALL).fit(1, progress=False)
    before = (
        gan.recipe,
        gan.loss,
        gan.game.schedule,
        gan.game.penalties,
        gan.ema,
        len(gan.events),
        gan.state_hash(),
        gan.players["g"].optimizer,
    )
    with pytest.raises((ValueError, TypeError)):
        gan.set(**bad)
    assert (
        gan.recipe,
        gan.loss,
        gan.game.schedule,
        gan.game.penalties,
        gan.ema,
        len(gan.events),
        gan.state_hash(),
        gan.players["g"].optimizer,
    ) == before


def test_set_is_nothing_when_the_generator_cannot_be_copied():
    class Uncopied(nn.Linear):
        def __deepcopy__(self, memo):
            raise RuntimeError("not me")

    gan = GAN("ring", generator=Uncopied(2, 2), ema=0.0, loss="wgan", **SMALL)
    before = gan.recipe, gan.loss, gan.state_hash()
    with pytest.raises(RuntimeError, match="not me"):
        gan.set(ema=0.9, loss="hinge", optimizer="sgd")
    assert (gan.recipe, gan.loss, gan.state_hash()) == before


# ---- mathematics

class Slope(nn.Module):
    "D(x) = w · (sum of everything it sees): every slope can be had in the head."

    def __init__(self, w):
        super().__init__()
        self.w = nn.Parameter(torch.tensor(float(w)))

    def forward(self, x):
        return self.w * x.flatten(1).sum(1)


@pytest.mark.parametrize("penalty, expected", [
    (R1(1.0), 4 * 6 / 2), (R2(1.0), 4 * 6 / 2), (GP(1.0), (24**0.5 - 1) ** 2), (DRAGAN(1.0), (24**0.5 - 1) ** 2)])
def test_penalties_of_a_pack_look_at_the_slope_of_the_whole_pack(penalty, expected):
    "Three samples of two numbers are six dimensions for D: ‖∇D‖² = 2² · 6 (CTGAN's penalty does the same)."
    gan = GAN("ring", pack=3, batch_size=12, discriminator=Slope(2), penalty=penalty, loss="wgan", anneal=None)
    assert gan.step_d().penalty == pytest.approx(expected, rel=1e-5)


def test_packs_are_neighbours_for_every_verb():
    gan = GAN("ring", pack=3, batch_size=12, discriminator=Slope(2), loss="wgan", penalty=None)
    s = gan.step_d()
    w = 2.0
    assert torch.allclose(s.scores_real, w * gan.data.scale(s.x_real).reshape(4, 6).sum(1), atol=1e-5)
    x = gan.data.draw(6, stream(0, "x"))
    assert torch.allclose(
        gan.score(x), gan.discriminator.w.detach() * gan.data.scale(x).reshape(2, 6).sum(1), atol=1e-4
    )


def test_a_loss_of_ones_own_sees_the_real_scores():
    "The relativistic game written by hand, without any flag, is the one that ships."
    mine = Loss("mine", lambda r, f: nn.functional.softplus(f - r), lambda r, f: nn.functional.softplus(r - f))
    one, two = GAN("ring", loss=mine, **SMALL), GAN("ring", loss="relativistic", **SMALL)
    for _ in range(3):
        assert torch.equal(one.step().losses, two.step().losses)
    assert torch.equal(one.generate(torch.zeros(1, 2)), two.generate(torch.zeros(1, 2)))


class Verdict(nn.Module):
    "Scores that are the first coordinate, turned by a sign, plus a constant."

    def __init__(self, sign, shift):
        super().__init__()
        self.sign, self.shift = sign, nn.Parameter(torch.tensor(float(shift)))

    def forward(self, x):
        return self.sign * x[:, 0] + self.shift


@pytest.mark.parametrize(
    "loss, sign, shift, trained",
    [
        ("relativistic", 1, 100, "g"),
        ("relativistic", -1, -100, "d"),
        ("wgan", 1, -100, "g"),
        ("wgan", -1, 0, "d"),
        ("nonsaturating", 1, 0, "g"),
        ("nonsaturating", 1, 100, "d"),
        ("lsgan", 1, 0.5, "g"),
        ("lsgan", -1, 0.5, "d"),
        ("hinge", 1, 0, "g"),
    ],
)
def test_the_loser_trains(loss, sign, shift, trained):
    "Real samples lie at +5, fakes near -5; in relative games a shift of all scores decides nothing."
    G = nn.Linear(2, 1)
    nn.init.zeros_(G.weight), nn.init.constant_(G.bias, -5.0)
    real = data.as_data(5 + 0.01 * points(50, 1), scale=None)
    gan = GAN(
        real,
        generator=G,
        discriminator=Verdict(sign, shift),
        loss=loss,
        penalty=None,
        schedule="loser",
        batch_size=8,
        lr=1e-6,
    )
    gan.fit(2, progress=False)
    assert gan.steps == ((0, 2) if trained == "g" else (2, 0))


def test_a_discriminator_with_dropout_that_compares_samples_judges_the_halves_apart():
    "Minibatch statistics would let D read off the batch what is real in it."
    class Spread(nn.Module):
        def forward(self, x):
            return torch.cat([x, x.std(0).mean().expand(len(x), 1)], 1)

    def together(discriminator: nn.Module) -> bool:
        return GAN("ring", discriminator=discriminator).game.together

    assert not together(nn.Sequential(Spread(), mlp(3, 1, nn.Dropout(0.5))))
    assert not together(nn.Sequential(Spread(), mlp(3, 1)))
    assert not together(mlp(2, 1, nn.BatchNorm1d(8), nn.Dropout(0.1)))
    assert together(mlp(2, 1, nn.LayerNorm(8), nn.Dropout(0.5)))


# ---- states

OLD = {"weight norm": nn.utils.weight_norm, "spectral norm": nn.utils.spectral_norm,
       "new spectral norm": nn.utils.parametrizations.spectral_norm}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", OLD)
def test_generators_with_hooks_and_running_statistics_come_back_to_the_bit(name):
    "A second answer to the same batch starts from the statistics that the first one started from."
    def make():
        with torch.random.fork_rng():
            torch.manual_seed(0)
            G = nn.Sequential(
                OLD[name](nn.Linear(2, 8)), nn.BatchNorm1d(8), nn.Tanh(), nn.Dropout(0.2), nn.Linear(8, 2)
            )
        return GAN("ring", generator=G, **SMALL)

    gan = make().fit(2, progress=False)
    gan.step_d()
    state, twin = gan.state(), copy.deepcopy(gan)
    s = gan.step_g()
    end = gan.set(ema=0.9).fit(2, progress=False).state_hash()
    gan.restore(state)
    assert torch.equal(gan.step_g().x_fake, s.x_fake)
    assert gan.set(ema=0.9).fit(2, progress=False).state_hash() == end
    assert torch.equal(twin.step_g().x_fake, s.x_fake)


@pytest.mark.parametrize("when", ["new", "between", "playing"])
def test_a_deep_copy_is_an_independent_twin(when):
    from ganlab.training.trainer import Trainer
    mine = Loss("mine", lambda r, f: f - r, lambda r, f: -f)
    gan = GAN("ring", loss=mine, ema=0.9, dropout=0.3, **SMALL)
    if when == "between":
        gan.fit(2, progress=False).step_d()
    if when == "playing":
        Trainer.of(gan).play().result(10)
    twin = copy.deepcopy(gan)
    if when == "playing":
        Trainer.of(gan).close()
        assert twin.control.trainer is None
        gan = copy.deepcopy(twin)
    assert twin.state_hash() == gan.state_hash() and repr(twin) == repr(gan)
    before = gan.state_hash()
    twin.fit(2, progress=False)
    assert gan.state_hash() == before
    again = copy.deepcopy(gan)
    assert torch.equal(gan.sample(3), again.sample(3))
    assert gan.fit(2, progress=False).state_hash() == twin.state_hash()
    assert gan.reset().state_hash() == twin.reset().state_hash()


def test_the_hash_does_not_know_addresses():
    class Referee:
        def __call__(self, game):
            return "dg"

    assert GAN("ring", schedule=Referee()).state_hash() == GAN("ring", schedule=Referee()).state_hash()


# ---- what goes wrong

class Cliff(Penalty):
    "A price that is finite, and whose slope is not: the square root of nothing."

    def value(self, gradient):
        return (0 * gradient.flatten(1).square().sum(1)).sqrt()


def test_a_finite_loss_with_an_infinite_slope_is_refused():
    gan = GAN("ring", **SMALL).fit(2, progress=False)
    before = gan.state()["players"]["d"]["module"]
    gan.set(penalty=Cliff(1.0))
    with pytest.raises(Diverged, match="gradient"):
        gan.step_d()
    assert all(map(torch.equal, before.values(), gan.state()["players"]["d"]["module"].values()))


def test_a_refused_step_leaves_running_statistics_and_the_log_alone():
    nan = Loss("nan", lambda r, f: r * float("nan"), lambda r, f: f * float("nan"))
    gan = GAN("ring", discriminator=mlp(2, 1, nn.BatchNorm1d(8)), **SMALL).fit(2, progress=False)
    gan.set(loss=nan)
    before, events = copy.deepcopy(gan.state()["players"]["d"]), copy.deepcopy(gan.events)
    for verb in (gan.step_d, gan.step_g, gan.step, lambda: gan.fit(3, progress=False)):
        with pytest.raises(Diverged):
            verb()
    after = gan.state()["players"]["d"]
    assert all(map(torch.equal, before["module"].values(), after["module"].values()))
    assert gan.events == events and gan.steps == (2, 2) and gan.rounds == 2


def test_the_log_tells_what_was_taken_of_a_round_that_broke():
    gan = GAN("ring", **SMALL).fit(2, progress=False)
    gan.set(loss=Loss("half", lambda r, f: f - r, lambda r, f: f * float("nan")))
    with pytest.raises(Diverged):
        gan.fit(5, progress=False)
    assert gan.steps == (3, 2) and gan.rounds == 2
    told = [(e["verb"], e["at"], e.get("count")) for e in gan.events]
    assert told == [("step", (0, 0), 2), ("set", (2, 2), None), ("step_d", (2, 2), 1)]


def test_events_count_exactly():
    gan = GAN("ring", schedule=Alternate(2, 1), **SMALL)
    gan.fit(3, progress=False), gan.step(), gan.step_d(), gan.step_d(), gan.step_g(), gan.step()
    told = [(e["verb"], e["at"], e["count"]) for e in gan.events]
    assert told == [("step", (0, 0), 4), ("step_d", (8, 4), 2), ("step_g", (10, 4), 1), ("step", (10, 5), 1)]


def test_two_threads_without_a_trainer_take_turns():
    gan, alone = GAN("ring", **SMALL), GAN("ring", **SMALL)
    threads = [threading.Thread(target=lambda: [gan.step() for _ in range(30)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert gan.steps == (120, 120) and gan.state_hash() == alone.fit(120, progress=False).state_hash()
