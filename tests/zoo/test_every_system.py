"""What every system of the zoo has for nothing, to the bit: each check is written once and played with each system."""

import itertools
import shutil
import socket
from collections.abc import Callable
from urllib.request import urlopen

import pytest
import torch

from ganlab import GAN, data, zoo
from ganlab.backend.randomness import stream
from ganlab.games import Paired

needs_compiler = pytest.mark.skipif(not any(map(shutil.which, ("g++", "c++", "clang++"))), reason="no C++ compiler")
GREY = torch.randint(0, 255, (24, 1, 16, 16), generator=stream(0, "grey"), dtype=torch.uint8)
COLOUR = torch.randint(0, 255, (24, 3, 16, 16), generator=stream(0, "colour"), dtype=torch.uint8)
MAPS = torch.randint(0, 3, (24, 1, 16, 16), generator=stream(0, "maps"), dtype=torch.uint8)
PHOTOS = torch.randint(0, 255, (2, 3, 20, 24), generator=stream(0, "photos"), dtype=torch.uint8)
LINES = data.pairs(COLOUR, GREY, look="lines")
PAINTED = data.pairs(COLOUR, MAPS, look="map", classes=("sky", "sea", "land"))

SYSTEMS: dict[str, Callable[..., GAN]] = {
    "pix2pix": lambda **more: zoo.pix2pix(LINES, width=2, batch_size=4, **more),
    "pix2pix, averaged, with R1 and squares": lambda **more: zoo.pix2pix(
        LINES, width=2, batch_size=4, ema=0.9, penalty="r1:0.1", mse=1.0, dropout=0.0, flip=False, **more),
    "cyclegan of points": lambda **more: zoo.cyclegan("moons", "ring", width=6, pool=12, batch_size=8, **more),
    "cyclegan of pictures": lambda **more: zoo.cyclegan(GREY, COLOUR, width=2, batch_size=2, **more),
    "cyclegan of pictures with anchors, a pool and identity": lambda **more: zoo.cyclegan(
        GREY, 255 - GREY, known=(GREY[:2].float(), 255 - GREY[:2].float()), width=2, pool=4, identity=1.0, skip=True,
        batch_size=2, **more),
    "style, on crops": lambda **more: zoo.cyclegan(
        data.crops(PHOTOS, 16, 30), data.crops(255 - PHOTOS, 16, 30, name="prints"), width=2, skip=True, identity=5.0,
        batch_size=2, **more),
    "super_resolution": lambda **more: zoo.super_resolution(GREY, 4, warm_up=0, width=4, batch_size=4, **more),
    "super_resolution, warming up": lambda **more: zoo.super_resolution(
        GREY, 2, warm_up=3, width=4, batch_size=4, **more),
    "spade": lambda **more: zoo.spade(PAINTED, batch_size=4, **more),
    "spade, concatenating": lambda **more: zoo.spade(PAINTED, concatenate=True, batch_size=4, l1=1.0, **more),
    "vae of points": lambda **more: zoo.vae("moons", width=6, batch_size=8, **more),
    "vae of pictures, averaged": lambda **more: zoo.vae(COLOUR, latent=3, width=2, ema=0.9, batch_size=4, **more),
    "flow_matching of points": lambda **more: zoo.flow_matching("moons", width=6, batch_size=8, **more),
    "flow_matching of pictures": lambda **more: zoo.flow_matching(
        GREY, width=4, evaluations=2, batch_size=4, **more),
}
every_system = pytest.mark.parametrize("name", SYSTEMS)


def made(name: str, **changes: object) -> GAN:
    return SYSTEMS[name](**{"seed": 3} | changes)


def told(gan: GAN) -> dict:
    return {name: values.tolist() for name, values in gan.history.items()}


def halfway(name: str, rounds: int = 2) -> GAN:
    "Two rounds on, and in the middle of the third."
    gan = made(name).fit(rounds, progress=False)
    for one in list(gan.game.turns)[:-1]:
        gan.step(one)
    return gan


@every_system
def test_the_same_seed_gives_the_same_bits_and_another_does_not(name):
    one, other = made(name).fit(2, progress=False), made(name)
    torch.manual_seed(1)
    for _ in range(2):
        other.step()
        torch.rand(3)
    assert one.state_hash() == other.state_hash() and told(one) == told(other)
    assert made(name, seed=4).state_hash() != made(name).state_hash()


@every_system
def test_previews_change_nothing_and_are_the_step_that_follows(name):
    gan = halfway(name)
    for one in gan.game.turns:
        before = gan.state_hash(), told(gan), gan.moment
        seen = gan.preview(one)
        assert before == (gan.state_hash(), told(gan), gan.moment)
        taken = gan.fork().step(one)
        assert seen.loss == taken.loss and torch.equal(seen.gradient, taken.gradient)


@every_system
def test_from_the_middle_of_a_round_it_goes_back_forks_and_is_written_down(name, tmp_path):
    gan = halfway(name)
    last = list(gan.game.turns)[-1]
    between, moment = gan.state_hash(), gan.moment
    gan.save(tmp_path / "half.ganlab")
    beside = {} if gan.origin.game["kind"] else {"game": made(name).game}
    if gan.game.takes_data and gan.origin.data is None:
        beside["data"] = made(name).data
    loaded = GAN.load(tmp_path / "half.ganlab", **beside)
    assert loaded.state_hash() == between
    gan.step(last), gan.fit(1, progress=False)
    end, curves = gan.state_hash(), told(gan)
    assert gan.rewind(moment).state_hash() == between
    twin = gan.fork()
    for one in (twin, loaded):
        one.step(last), one.fit(1, progress=False)
        assert one.state_hash() == end and told(one) == curves
    assert gan.state_hash() == between
    gan.rewind(gan.horizon)
    scope = {"game": made(name).game, "data": made(name).data}
    exec(gan.script(), scope)
    assert scope["gan"].state_hash() == end and told(scope["gan"]) == curves


@every_system
def test_slow_motion_shows_its_parts_and_ends_as_the_ordinary_step(name):
    slow, quick = made(name).fit(1, progress=False), made(name).fit(1, progress=False)
    before = slow.state_hash()
    going = slow.slowly("round")
    shown = list(itertools.islice(going, 4))
    assert slow.state_hash() == before and all(phase.sentence for phase in shown)
    going.abandon()
    assert slow.state_hash() == before
    phases = list(slow.slowly("round"))
    assert {"fakes", "loss", "gradient", "weights"} <= {phase.name for phase in phases}
    assert all(phase.sentence for phase in phases)
    quick.step()
    assert slow.state_hash() == quick.state_hash() and told(slow) == told(quick)


@every_system
def test_a_page_finds_what_it_needs(name):
    gan = made(name)
    told_ = gan.describe()
    nodes = {node["id"] for node in told_["graph"]["nodes"]}
    assert {end for edge in told_["graph"]["edges"] for end in (edge["from"], edge["to"])} <= nodes
    assert gan.sample(3).shape[1:] == gan.data.shape
    assert gan.inputs[0].kind == ("sample" if gan.game.translations else "noise")
    if isinstance(gan.game, Paired):
        x, condition = gan.game.pairs.held_out.arrays()
        scores = gan.score_map(x[:2], condition[:2])
        assert gan.inputs[0].look == gan.game.pairs.look and len(gan.inputs[0].colours) == len(gan.inputs[0].classes)
        step = gan.step("d")
        assert step.scores["fake"].shape[1:] == scores.shape[1:] and scores.ndim == 3
    before = gan.state_hash()
    gan.generate(gan.draw_z(2))
    if gan.game.translations:
        gan.translate(gan.draw_z(2))
    assert gan.state_hash() == before


def agree(name: str) -> list[str]:  # what was said
    "Three rounds, compiled and ordinary, must cost the same and lead to the same samples."
    calm = dict(lr=1e-3, betas=(0.5, 0.99), anneal=None, precision="fp32")
    plain, quick, said = made(name, **calm), made(name, compile=True, **calm), []
    quick.control.listeners.append(said.append)
    plain.fit(3, progress=False), quick.fit(3, progress=False)
    assert plain.steps == quick.steps and plain.history.keys() == quick.history.keys()
    for key in plain.history:  # not weights: those before an instance normalisation have rounding for a slope
        if "slope." not in key:
            assert plain.history[key] == pytest.approx(quick.history[key], rel=2e-3, abs=2e-4), key
    x = plain.draw_z(3, stream(0, "compared"))
    noise = torch.zeros(3, 4) if "spade" in name else None
    ours, theirs = (gan.data.scale(gan.generate(x, noise=noise)) for gan in (plain, quick))
    assert torch.allclose(ours, theirs, atol=5e-3)
    return said


@pytest.mark.parametrize("name", [  # the others differ from these by sizes and weights
    "pix2pix, averaged, with R1 and squares", "cyclegan of pictures with anchors, a pool and identity",
    "super_resolution, warming up", "spade", "vae of pictures, averaged", "flow_matching of pictures"])
def test_a_traced_round_is_the_ordinary_one(name, monkeypatch):
    "The graph that would be compiled, run as it is: what the compiler makes of it is tested once, below."
    monkeypatch.setattr(torch, "compile", lambda traced, **options: traced)
    said = agree(name)
    assert any("Compiled" in text for text in said) and not any("could not" in text for text in said), said


@needs_compiler
def test_a_compiled_round_is_the_ordinary_one():
    said = agree("super_resolution")
    assert any("Compiled" in text for text in said) and not any("could not" in text for text in said), said


@pytest.fixture
def offline(monkeypatch):
    "No name is looked up and nothing connected to."
    def refuse(*arguments, **more):
        raise OSError("there is no network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(OSError, match="there is no network"):
        urlopen("http://localhost:9", timeout=1)


@pytest.mark.parametrize("make, called", [
    (lambda: zoo.pix2pix("openmoji", width=2, batch_size=2), "zoo.Pix2Pix(pairs='openmoji', width=2"),
    (lambda: zoo.super_resolution("digits", 2, warm_up=1, width=4, batch_size=2), "zoo.SuperResolution(images='di"),
    (lambda: zoo.super_resolution(width=4, warm_up=1, batch_size=2), "zoo.SuperResolution(images='fashion'"),
    (lambda: zoo.spade("scenes", batch_size=2), "zoo.SpadePainting(pairs='scenes'"),
    (lambda: zoo.cyclegan("digits", "digits", width=2, batch_size=2), "zoo.PictureCycleGAN(a='digits', b='digits'"),
    (lambda: zoo.cyclegan(width=6, batch_size=8), "games.CycleGAN(a='moons', b='ring'"),
])
def test_named_data_need_not_be_handed_over_nor_fetched(make, called, tmp_path, offline):
    gan = make().fit(2, progress=False)
    assert called in gan.script()
    scope = {}
    exec(gan.script(), scope)
    assert scope["gan"].state_hash() == gan.state_hash()
    gan.save(tmp_path / "named.ganlab")
    assert GAN.load(tmp_path / "named.ganlab").state_hash() == gan.state_hash()
