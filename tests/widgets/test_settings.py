"""The knobs of a training and the drawer that turns them: what each does, what is refused, and that nothing is lost."""

import copy

import pytest
import torch
from test_panels import Comm, say, sent, wait
from torch import nn

from ganlab.games.recipes import CHOICES, LIVE, Recipe, vary
from ganlab.games.schedules import Alternate, Anneal, LoserTrains
from ganlab.gan import GAN
from ganlab.losses import GP, R1
from ganlab.widgets.lab.lab import Lab
from ganlab.widgets.panels.choices import ELSE, KNOBS, choices_for, fresh, plan, values_of
from ganlab.widgets.stepper.stepper import Stepper

START = Recipe(penalty="r1:0.5", lr=(1e-3, 2e-3), betas=(0.1, 0.8), anneal=Anneal(500), ema=0.9)
TURNS = [  # knob, what the page sends, the fields that it leads to
    ("loss", "hinge", {"loss": "hinge"}),
    ("penalty", [["r1", "0.5"], ["gp", "default"]], {"penalty": (R1(0.5), GP(10.0))}),
    ("penalty", [], {"penalty": ()}),
    ("label_smoothing", "0.1", {"label_smoothing": 0.1}),
    ("instance_noise", 0.2, {"instance_noise": 0.2}),
    ("optimizer", "sgd", {"optimizer": "sgd"}),
    ("lr_g", "1e-4", {"lr": (1e-4, 2e-3)}),
    ("lr_d", " 5e-4 ", {"lr": (1e-3, 5e-4)}),
    ("beta1", 0.5, {"betas": (0.5, 0.8)}),
    ("beta2", "0.999", {"betas": (0.1, 0.999)}),
    ("batch_size", "64", {"batch_size": 64}),
    ("ema", 0.0, {"ema": 0.0}),
    ("schedule", "loser", {"schedule": LoserTrains()}),
    ("d_steps", 5, {"schedule": Alternate(5, 1)}),
    ("g_steps", "3", {"schedule": Alternate(1, 3)}),
    ("anneal", False, {"anneal": None}),
    ("horizon", "900", {"anneal": Anneal(900)}),
    ("anneal_lr", 0.5, {"anneal": Anneal(500, lr=0.5)}),
    ("anneal_penalty", 1, {"anneal": Anneal(500, penalty=1.0)}),
    ("anneal_noise", 0.3, {"anneal": Anneal(500, noise=0.3)}),
    ("anneal_beta2", "", {"anneal": Anneal(500, beta2=None)}),
    ("precision", "fp32", {"precision": "fp32"}),
    ("threads", "2", {"threads": 2}),
    ("compile", True, {"compile": True}),
    ("samples", "100", {"samples": 100}),
    ("noise", "uniform", {"noise": "uniform"}),
    ("latent", "8", {"latent": 8}),
    ("latent", "", {"latent": None}),
    ("pack", 2.0, {"pack": 2}),
    ("arch", "mlp", {"arch": "mlp"}),
    ("width", "64, 32", {"width": (64, 32)}),
    ("width", "", {"width": None}),
    ("penalty_every", "4", {"penalty_every": 4}),
    ("depth", "2", {"depth": 2}),
    ("activation", "tanh", {"activation": "tanh"}),
    ("activation", "", {"activation": None}),
    ("spectral_norm", True, {"spectral_norm": True}),
    ("batch_norm", True, {"batch_norm": True}),
    ("dropout", 0.2, {"dropout": 0.2}),
]


@pytest.mark.parametrize("name, value, fields", TURNS, ids=[f"{name}-{value}" for name, value, _ in TURNS])
def test_a_turn_of_a_knob_is_that_change_of_the_recipe_and_no_other(name, value, fields):
    start = vary(START, loss="nonsaturating")
    turned = vary(start, **KNOBS[name].turn(start, value))
    assert turned == vary(start, **fields)
    shown = KNOBS[name].read(turned)
    assert vary(start, **KNOBS[name].turn(start, shown)) == turned, "what it shows is what it is set to"


def test_every_choice_of_a_recipe_has_a_knob():
    fields = {f.name for f in Recipe.__dataclass_fields__.values()}
    assert {knob.field for knob in KNOBS.values() if knob.name not in ELSE} == fields
    assert {name for name, *_ in TURNS} | {"bar", *ELSE} == set(KNOBS)
    assert {knob.field for knob in KNOBS.values() if knob.live} == LIVE
    for name in CHOICES:
        assert KNOBS[name].choices == CHOICES[name]
    loser = vary(START, schedule=LoserTrains(0.6))
    assert KNOBS["bar"].read(loser) == 0.6 and KNOBS["d_steps"].read(loser) is None
    assert KNOBS["bar"].turn(loser, 0.7) == {"schedule": LoserTrains(0.7)}


@pytest.mark.parametrize(
    "name", [knob.name for knob in KNOBS.values() if knob.kind in ("number", "whole", "text") and knob.name != "bar"]
)
@pytest.mark.parametrize("bad", ["fast", "nan", "inf", "1e999", "-", "0x", "1,5.2", True, {"a": 1}])
def test_what_is_no_number_is_refused_by_the_name_of_its_field(name, bad):
    with pytest.raises(ValueError, match=KNOBS[name].label):
        KNOBS[name].turn(START, bad)


def test_what_is_set_by_hand_is_shown_as_it_is():
    gan = GAN("ring", loss="wgan", penalty=R1(3.0), schedule=lambda game: "dg", width=(32, 16))
    values = values_of(gan)
    assert values["loss"] == "wgan" and values["penalty"] == [["r1", 3.0]] and values["schedule"] == "<lambda>"
    assert (
        values["width"] == "32, 16" and values["d_steps"] is None and values["recipe"] == "" and values["latent"] == 2
    )
    own = GAN(torch.randn(50, 2, generator=torch.Generator().manual_seed(0)))
    assert values_of(own)["data"] == choices_for(own)["data"][0] == "tensor"


def test_starting_over_keeps_what_was_changed_on_the_way_and_leaves_the_old_one_alone():
    gan = GAN("ring", seed=3, lr=1e-3).fit(15, progress=False).set(loss="hinge", penalty="r1:1")
    before = gan.state_hash()
    other = fresh(gan, {"depth": "2"})
    assert gan.state_hash() == before and gan.steps == (15, 15)
    same = GAN("ring", seed=3, lr=1e-3, loss="hinge", penalty="r1:1", depth=2)
    assert other.state_hash() == same.state_hash()
    again: dict = {}
    exec(other.script(), again)
    assert again["gan"].state_hash() == other.state_hash()
    assert (
        fresh(gan, {"seed": "7"}).state_hash()
        == GAN("ring", seed=7, lr=1e-3, loss="hinge", penalty="r1:1").state_hash()
    )
    assert fresh(gan, {"recipe": "wgan-gp"}).recipe == GAN("ring", recipe="wgan-gp").recipe


def test_other_data_bring_what_fits_them():
    gan = GAN("ring", loss="hinge")
    assert fresh(gan, {"data": "grid"}).state_hash() == GAN("grid", loss="hinge").state_hash()  # the horizon, too
    held = GAN("ring", anneal=Anneal(700))
    assert fresh(held, {"data": "grid"}).recipe.anneal.horizon == 700
    digits = fresh(gan, {"data": "digits"})
    assert digits.recipe == GAN("digits").recipe and "default recipe for images" in plan(gan, {"data": "digits"})
    assert plan(gan, {"depth": "2", "spectral_norm": True}) == "depth what fits → 2, spectral norm off → on"


def test_own_networks_and_labels_come_along():
    torch.manual_seed(0)
    g, d = nn.Linear(2, 2), nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 1))
    first = copy.deepcopy(g.state_dict())
    gan = GAN("ring", generator=g, discriminator=d).fit(10, progress=False)
    other = fresh(gan, {"seed": 5})
    assert all(torch.equal(other.generator.state_dict()[k].cpu(), first[k]) for k in first) and other.generator is not g
    x = torch.randn(60, 2, generator=torch.Generator().manual_seed(0))
    conditional = GAN(x, labels=[0, 1, 2] * 20)
    assert fresh(conditional, {"depth": 2}).classes == 3
    assert fresh(conditional, {"data": "ring"}).classes == 0
    with pytest.raises(ValueError, match="samples must be at most the 60"):
        fresh(conditional, {"samples": 100})
    with pytest.raises(ValueError, match="data must be one of ring"):
        plan(gan, {"data": "kitchen"})


@pytest.fixture
def stepper():
    widget = Stepper(GAN("ring"), points=20, field=8)
    widget.comm = Comm()
    yield widget
    for gan in (widget.gan, *widget.forks):
        gan.control.trainer and gan.control.trainer.close()
    widget.close()


def told(widget, **wanted) -> dict:
    "The last thing that the drawer was told, once it is as wanted."
    def find():
        news = sent(widget, "tool")
        return news and all(news[-1].get(name) == value for name, value in wanted.items()) and news[-1]
    return wait(find)


def turn(widget, knob: str, value, n: int = 1, pane: int = 0) -> None:
    say(widget, kind="do", what="settings.set", value={"pane": pane, "knob": knob, "value": value}, n=n)


def test_a_turn_is_an_act_in_the_log_and_a_bad_one_is_said_at_its_field_while_the_run_goes_on(stepper):
    stepper.open_drawers = ["settings"]
    assert told(stepper, what="world")["values"]["loss"] == "relativistic"
    stepper.playing = True
    wait(lambda: stepper.gan.rounds > 3)
    turn(stepper, "lr_d", "1e-4")
    assert told(stepper, what="values")["values"]["lr_d"] == 1e-4
    for knob, bad, words in (
        ("lr_d", "fast", "Learning rate of D takes a number"),
        ("beta2", "1", "betas must be a pair"),
        ("batch_size", "0", "batch_size must be an int ≥ 2"),
        ("penalty", [["r1", "-1"]], "the weight"),
        ("loss", "kindness", "loss must be one of"),
        ("label_smoothing", "0.1", "label_smoothing needs a loss"),
        ("bar", "0.6", "has no use with"),
        ("width", "3", "cannot change while it trains"),
    ):
        turn(stepper, knob, bad)
        answer = told(stepper, refused=knob)
        assert words in answer["why"] and answer["values"]["lr_d"] == 1e-4
    rounds = stepper.gan.rounds
    wait(lambda: stepper.gan.rounds > rounds + 3)
    assert stepper.error is None and stepper.playing
    stepper.playing = False
    wait(lambda: not stepper.trainer.playing)
    turn(stepper, "lr_d", "0.0001")  # as it is: no act
    stepper.trainer.call(lambda: None).result()
    changes = [event["changes"] for event in stepper.gan.events if event["verb"] == "set"]
    assert changes == [{"lr": (0.002, 0.0001)}]
    again: dict = {}
    exec(stepper.gan.script(), again)
    assert again["gan"].state_hash() == stepper.gan.state_hash()
    stepper.trainer.call(stepper.gan.undo).result()
    stepper.trainer.call(stepper.gan.undo).result()


def test_a_set_in_a_cell_moves_the_knob(stepper):
    stepper.open_drawers = ["settings"]
    say(stepper, kind="hello")
    wait(lambda: sent(stepper, "frame"))
    stepper.gan.set(loss="lsgan")
    frame = wait(lambda: [f for f in sent(stepper, "frame") if f.get("tools", {}).get("settings")])[-1]
    assert frame["tools"]["settings"]["values"]["loss"] == "lsgan"
    stepper.gan.step()
    wait(lambda: sent(stepper, "frame")[-1]["steps"] == {"d": 1, "g": 1})
    assert sent(stepper, "frame")[-1]["tools"]["settings"] == {}, "what has not changed is not told again"


def test_starting_over_shows_another_gan_and_the_old_one_is_one_press_away(stepper):
    stepper.open_drawers = ["settings"]
    say(stepper, kind="hello")
    old = stepper.gan.fit(12, progress=False)
    before, other = old.state_hash(), GAN("ring", depth=2)
    stepper.playing = True
    wait(lambda: stepper.trainer.playing)
    say(stepper, kind="do", what="settings.plan", value={"pane": 0, "wishes": {"depth": "2"}}, n=1)
    asked = told(stepper, what="plan")
    assert asked["text"] == "depth what fits → 2" and asked["kept"] == "stepper.forks[0]" and stepper.gan is old
    say(stepper, kind="do", what="settings.start", value={"pane": 0, "wishes": {"depth": "no"}}, n=2)
    assert "Depth takes a whole number" in told(stepper, refused=True)["text"] and stepper.gan is old
    say(stepper, kind="do", what="settings.start", value={"pane": 0, "wishes": {"depth": "2"}}, n=3)
    wait(lambda: stepper.gan is not old and stepper.gan.rounds > 5)  # it goes on playing
    assert (
        stepper.forks == [old]
        and not old.control.trainer.playing
        and old.rounds >= 12
        and stepper.trainer is stepper.leader
    )
    assert any("again" in note for note in sent(stepper, "note"))
    say(stepper, kind="hello")
    wait(
        lambda: sent(stepper, "frame")[-1]["steps"] == stepper.gan.steps_of_turns
        or sent(stepper, "frame")[-1]["playing"]
    )
    stepper.playing = False
    wait(lambda: not stepper.trainer.playing)
    stepper.trainer.call(lambda: stepper.gan.rewind(0)).result()
    assert stepper.gan.state_hash() == other.state_hash()
    new = stepper.gan
    say(stepper, kind="do", what="settings.show", value={"pane": 0, "kept": 0}, n=4)
    wait(lambda: stepper.gan is old)
    assert stepper.forks == [new] and old.rewind(12).state_hash() == before
    say(stepper, kind="do", what="settings.show", value={"pane": 0, "kept": 9}, n=5)
    wait(lambda: "kept must be an int from 0 to 0" in str(stepper.error))
    say(stepper, kind="do", what="step", n=6)
    wait(lambda: old.moment == 13)


def test_in_a_lab_each_gan_has_its_own_settings():
    a = GAN("ring")
    lab = Lab([a, a.fork()], points=20, field=8)
    bench, b = lab.bench, lab.gans[1]
    bench.comm = Comm()
    bench.open_drawers = ["settings"]
    turn(bench, "penalty", [["r1", 1]], pane=1)
    wait(lambda: b.recipe.penalty == (R1(1),))
    assert a.recipe.penalty != b.recipe.penalty and wait(lambda: "penalty" in bench.titles[1])
    say(bench, kind="do", what="settings.start", value={"pane": 1, "wishes": {"data": "fashion"}}, n=2)
    assert "cannot be seen beside" in told(bench, refused=True)["text"]
    say(bench, kind="do", what="settings.start", value={"pane": 1, "wishes": {"depth": 2}}, n=3)
    wait(lambda: lab.gans[1] is not b)
    assert lab.forks == [b] and lab.gans[0] is a
    lab.step(4)
    assert [gan.rounds for gan in lab.gans] == [4, 4] and b.rounds == 0
    lab.close()
