"""The latent explorer without a page: walking, gestures as messages, traits, keeping, and what leaves the notebook."""

import io
import threading
from importlib import import_module

import numpy as np
import pytest
import torch
from ganlab import GAN, LatentExplorer, Trainer
from ganlab.latent.directions import Bookmark, Direction, difference, load_album, principal
from ganlab.latent.generator import open_generator
from ganlab.latent.inversion import closest
from ganlab.latent.paths import along, blend, lerp, on_lattice, seed_at, slerp, truncated
from ganlab.widgets.host.page import Receipts
from ganlab.widgets.latent.live import GestureQueue, InlineTrainer
from ganlab.widgets.latent.navigation import SpotHistory, Viewport, Walk
from PIL import Image


def mirror(d=5, **given):
    "A generator that returns its own latent."
    return open_generator(lambda z: z, latent=d, **given)


# Ways


def test_slerp_is_a_turn_of_the_plane():
    a = torch.tensor([3.0, 0.0])
    for degrees in (20.0, 90.0, 150.0):
        b = 3 * torch.tensor([degrees, 90 - degrees]).deg2rad().cos()
        for t in (0.25, 0.5, 0.9):
            angle = torch.tensor(t * degrees).deg2rad()
            assert torch.allclose(slerp(a, b, t), 3 * torch.stack([angle.cos(), angle.sin()]), atol=1e-5)


def test_ways_end_where_they_should_and_lengths_go_evenly():
    a, b = torch.tensor([2.0, 0, 0]), torch.tensor([0, 4.0, 0])
    assert torch.allclose(slerp(a, b, 0), a, atol=1e-6) and torch.allclose(slerp(a, b, 1), b, atol=1e-6)
    assert slerp(a, b, 0.5).norm() == pytest.approx(3)
    assert torch.equal(lerp(a, b, 0.5), torch.tensor([1.0, 2, 0]))
    assert torch.isfinite(slerp(a, torch.zeros(3), 0.5)).all() and torch.allclose(slerp(a, a, 0.3), a)


def test_a_closed_path_comes_back_without_repeating_its_start():
    pins = torch.eye(3)
    path = along(pins, 6, closed=True)
    assert torch.allclose(path[::2], pins, atol=1e-6) and len({tuple(p.tolist()) for p in path}) == 6
    assert torch.allclose(path[5], (torch.eye(3)[0] + torch.eye(3)[2]) / 2**0.5, atol=1e-6)


def test_the_blend_of_four_keeps_the_variance_and_its_corners():
    generator = torch.Generator().manual_seed(0)
    corners = torch.randn(4, 50_000, 1, generator=generator)
    for u, v in ((0.5, 0.5), (0.2, 0.9), (0.0, 0.3)):
        mixed = blend(corners, torch.tensor([[u]]), torch.tensor([[v]]))
        assert mixed.var().item() == pytest.approx(1, abs=0.03)
    assert torch.equal(blend(corners, torch.ones(1, 1), torch.zeros(1, 1)), corners[1])
    numbers = torch.tensor([0.0, 1, 2, 3]).reshape(4, 1, 1)
    flat = blend(numbers, torch.tensor([[0.25]]), torch.tensor([[0.5]]), spherical=False)
    assert flat.item() == 1.25


def test_the_plane_of_seeds_is_continuous_and_the_same_for_ever():
    here, there = on_lattice(torch.tensor([[2.999999, 1.0], [3.0, 1.0]]), 8)
    assert torch.allclose(here, there, atol=1e-4) and torch.equal(there, seed_at(3, 1, 8))
    assert not torch.equal(seed_at(3, 1, 8), seed_at(1, 3, 8))
    assert not torch.equal(seed_at(3, 1, 8), seed_at(3, 1, 8, seed=1))
    assert truncated(torch.tensor([2.0]), 0.25).item() == 0.5


# Directions


def test_principal_directions_of_a_known_map():
    "x = A z with a rotated stretch: the directions are A's right singular vectors, the shares its squared values."
    turn = torch.linalg.qr(torch.randn(6, 6, generator=torch.Generator().manual_seed(1)))[0]
    strength = torch.tensor([5.0, 3.0, 2.0, 1.0, 0.5, 0.1])
    maker = open_generator(lambda z: z @ turn * strength, latent=6, kind="table")
    found = principal(maker, 3, n=20_000)
    for k, direction in enumerate(found):
        assert abs(direction.vector @ turn[:, k]) > 0.99
        share = 100 * strength[k] ** 2 / strength.square().sum()
        assert direction.name.startswith(f"PC{k + 1} (")
        assert abs(float(direction.name.split("(")[1].split()[0]) - share) < 2


def test_principal_directions_of_activations_look_where_they_are_told():
    first = torch.nn.Linear(3, 3, bias=False)
    first.weight.data = torch.diag(torch.tensor([1.0, 10.0, 1.0]))
    second = torch.nn.Linear(3, 3, bias=False)
    second.weight.data = torch.diag(torch.tensor([100.0, 1.0, 1.0]))
    maker = open_generator(torch.nn.Sequential(first, second))
    assert principal(maker, 1, layer="0")[0].vector.abs().argmax() == 1
    assert principal(maker, 1, layer=None)[0].vector.abs().argmax() == 0
    with pytest.raises(ValueError, match="layer must be one of 0, 1"):
        principal(maker, layer="nowhere")


def test_an_album_comes_back_and_refuses_other_generators(tmp_path):
    explorer = LatentExplorer(mirror())
    explorer.bookmark("first")
    z = explorer.walk.z
    explorer.use([difference("more", torch.ones(1, 5), torch.zeros(1, 5))])
    path = explorer.save(tmp_path / "album.json")
    again = LatentExplorer(mirror()).load(path)
    assert torch.equal(again.album.bookmarks["first"].z, z)
    assert torch.equal(again.album.directions["more"].vector, torch.ones(5))
    with pytest.raises(ValueError, match="latents of 5 numbers, this generator has 4"):
        load_album(path, 4)
    path.write_text('{"ganlab": "album", "dims": 5, "bookmarks": {"x": {"z": [1, 2]}}}')
    with pytest.raises(ValueError, match="bookmark 'x' must be 5 finite numbers, got 2"):
        load_album(path, 5)
    path.write_text("no json")
    with pytest.raises(ValueError, match="cannot be read as an album"):
        load_album(path, 5)


# Walking


def test_a_slider_moves_all_of_the_window_by_the_same():
    walk = Walk(mirror())
    viewport = Viewport(walk, size=4)
    before = viewport.grid().z
    walk.slide(2, 1.5)
    assert walk.sliders.values(walk.z)[2] == pytest.approx(1.5, abs=1e-5)
    moved = viewport.grid().z - before
    assert torch.allclose(moved, moved[:1].expand(16, -1), atol=1e-5) and moved[0, [0, 1, 3, 4]].abs().max() < 1e-6


def test_a_sheet_is_a_piece_of_the_plane():
    walk = Walk(mirror())
    viewport = Viewport(walk, size=4)
    walk.drag(0.25, -1.5)
    grid = viewport.grid()
    x, y = walk.spot.place
    for index, (dx, dy) in enumerate(viewport.offsets()):
        assert torch.allclose(grid.z[index], on_lattice(torch.tensor([[x + dx, y + dy]]), 5)[0], atol=1e-5)
    assert torch.equal(grid.z[grid.here], walk.z)


def test_the_plane_of_two_slanted_directions_is_met_on_both():
    walk = Walk(mirror())
    slanted = [Direction("a", torch.tensor([1.0, 0, 0, 0, 0])), Direction("b", torch.tensor([0.8, 0.6, 0, 0, 0]))]
    walk.plane.choose((0, 1), slanted)
    walk.drag(1.0, -2.0)
    assert walk.place == pytest.approx((1.0, -2.0), abs=1e-3)
    before = walk.plane.at([(-1.5, 0.5)], walk.spot)[0]
    walk.drag(-1.5, 0.5)
    assert torch.allclose(before, walk.z, atol=1e-3)  # what a map shows of a place is what one finds there


def test_locked_coordinates_stay_through_everything():
    walk = Walk(mirror())
    viewport = Viewport(walk, size=3)
    kept = walk.z[1].item()
    walk.sliders.locked = {"z2"}
    for go in (walk.random, lambda: walk.drag(3.3, 4.1), walk.snap, lambda: walk.slide(1, 9.0)):
        walk.begin()
        go()
        assert walk.z[1].item() == pytest.approx(kept, abs=1e-5)
        assert torch.allclose(viewport.grid().z[:, 1], walk.z[1].expand(9), atol=1e-5)


def test_undo_goes_back_act_by_act_to_the_bit():
    walk = Walk(mirror())
    spots = [walk.spot]
    for go in (walk.random, lambda: walk.slide(0, 2.0), lambda: walk.set_z(torch.ones(5)), lambda: walk.to(psi=0.5)):
        walk.begin()
        go()
        spots.append(walk.spot)
    for spot in spots[-2::-1]:
        walk.undo()
        assert walk.spot.alike(spot)
    with pytest.raises(ValueError, match="nothing to undo"):
        walk.undo()


def test_the_views():
    walk = Walk(open_generator(lambda z, labels: z + labels[:, None], latent=2, labels=["cat", "dog", "cow"]))
    viewport = Viewport(walk, size=4)
    viewport.view = "classes"
    grid = viewport.grid()
    assert (grid.rows, grid.columns) == (3, 4) and grid.labels.tolist() == [0] * 4 + [1] * 4 + [2] * 4
    assert torch.equal(grid.z[:4], grid.z[4:8]) and torch.equal(viewport.samples(grid)[4:8], grid.z[:4] + 1)
    viewport.pick(2 * 4 + 1)
    assert walk.spot.label == 2 and torch.allclose(walk.z, grid.z[1])
    viewport.view, viewport.pins = "path", [Bookmark(torch.tensor([0.0, 0.0])), Bookmark(torch.tensor([3.0, 0.0]))]
    path = viewport.grid().z
    assert len(path) == 16
    assert torch.allclose(path[:, 0], torch.linspace(0, 3, 16), atol=1e-6)  # few dimensions: straight
    viewport.view = "one"
    assert viewport.grid().here == 0 and len(viewport.grid().z) == 1
    walk.to(psi=0.5, label=1)
    assert torch.allclose(viewport.samples()[0], walk.z / 2 + 1)


def test_other_sliders_keep_the_locks_of_their_name_and_an_impossible_plane_changes_nothing():
    walk = Walk(mirror())
    walk.sliders.locked = {"z1", "z2"}
    first, other = walk.sliders.directions[0], Direction("other", torch.ones(5))
    for axes in (("seeds", 1), (0, 0), (0, 2), (-1, 0), (0,)):
        with pytest.raises(ValueError, match="a plane needs two different directions, or the seeds"):
            walk.plane.choose(axes, [first, other])
    assert len(walk.sliders.directions) == 5 and walk.plane.of_seeds and walk.plane.pitch == 1
    walk.plane.choose((0, 1), [first, other])
    assert walk.sliders.locked == {"z1"} and walk.plane.pitch == 0.5
    z = torch.tensor([[1.0, 2, 3, 4, 5]])
    assert walk.sliders.held(z, walk.z).tolist() == [[walk.z[0].item(), 2, 3, 4, 5]]


def test_what_is_taken_back_is_forgotten_and_the_oldest_acts_are():
    walk, history = Walk(mirror()), SpotHistory(longest=3)
    spots = []
    for k in range(5):
        spots.append(walk.spot)
        history.begin(walk.spot)
        history.begin(walk.spot)  # nothing has happened since: the same act
        walk.slide(0, float(k + 1))
    assert len(history) == 3
    assert [history.back(walk.spot) for _ in range(3)] == spots[4:1:-1]
    with pytest.raises(ValueError, match="nothing to undo"):
        history.back(walk.spot)


# The widget


def say(explorer, what, value=None, n=1):
    explorer._on_message(None, {"kind": "do", "what": what, "value": value, "view": "v", "n": n}, [])


def heard(explorer):
    "Everything that the explorer sends from here on."
    sent = []
    explorer.send_arrays = lambda header, arrays, least=None: sent.append((header, arrays))
    return sent


def test_each_gesture_is_answered_with_the_exact_sample():
    explorer = LatentExplorer(mirror(), size=2)
    sent = heard(explorer)
    say(explorer, "slide", {"k": 0, "to": 1.0, "final": False})
    assert [header["kind"] for header, _ in sent] == ["note"]  # nobody is looking
    sent.clear()
    explorer.pump.hear({"kind": "hello", "view": "v"})
    assert [header["kind"] for header, _ in sent] == ["scene", "frame"]
    for n, to in enumerate((0.5, -2.0, 1.25), 2):
        say(explorer, "slide", {"k": 0, "to": to, "final": to == 1.25}, n)
        header, arrays = sent[-1]
        assert header["done"] == {"v": n} and header["values"][0] == pytest.approx(to, abs=1e-4)
        assert arrays["rows_shown"][header["here"], 0] == pytest.approx(to, abs=1e-5)
    assert explorer.z[0] == pytest.approx(1.25, abs=1e-5)


def test_the_map_waits_until_the_hand_rests_and_shows_what_lies_at_each_seed():
    grey = open_generator(lambda z: z[:, :1, None, None].expand(-1, 1, 8, 8).tanh(), latent=4)
    explorer = LatentExplorer(grey, size=2)
    sent, waiting = heard(explorer), []
    explorer.pump.later = lambda seconds, function: waiting.append(function)

    def time_passes(rest: float) -> list:
        explorer.queue.moved, now, waiting[:] = explorer.queue.moved - rest, list(waiting), []
        sent.clear()
        for function in now:
            function()
        return [(header, arrays) for header, arrays in sent if header["kind"] == "thumbs"]

    explorer.pump.hear({"kind": "hello", "view": "v"})
    (header, arrays), = time_passes(1.0)
    assert header["n"] == 7 and header["corner"] == (-3, -3) and header["look"] == 1
    seeds = torch.stack([seed_at(i, j, 4)[0] for j in range(3, -4, -1) for i in range(-3, 4)])
    low, high = explorer.maker.range

    def code(z):
        return ((z.tanh().numpy() - low) / (high - low) * 255).clip(0, 255)

    assert np.abs(arrays["tiles"][:, 0, 0, 0] - code(seeds)).max() <= 0.51
    say(explorer, "slide", {"k": 0, "to": 0.3, "final": False})
    assert not time_passes(0.0) and waiting  # the hand still moves
    (header, arrays), = time_passes(1.0)
    assert header["look"] == 2
    assert np.abs(arrays["tiles"][:, 0, 0, 0] - code(seeds + 0.3 - seed_at(0, 0, 4)[0])).max() <= 0.51
    say(explorer, "drag", {"to": [0.2, 0.3], "final": True})
    assert not time_passes(1.0)  # the same seeds as before
    say(explorer, "drag", {"to": [2.2, 0.3], "final": True})
    assert time_passes(1.0)[0][0]["look"] == 2  # others, made with the same sliders
    say(explorer, "plane", [0, 1])
    assert time_passes(1.0)[0][0]["corner"] is None


def test_gestures_that_pile_up_while_a_round_is_played_are_drawn_once():
    gan = GAN("ring", seed=0)
    explorer = LatentExplorer(gan, size=2)
    try:
        explorer.pump.hear({"kind": "hello", "view": "v"})
        explorer.trainer.call(lambda: None).result()
        sent, gate = heard(explorer), threading.Event()
        explorer.trainer.call(gate.wait)
        for n in range(1, 8):
            say(explorer, "slide", {"k": 0, "to": n / 4, "final": n == 7}, n)
        gate.set()
        explorer.trainer.call(lambda: None).result()
        frames = [header for header, _ in sent if header["kind"] == "frame"]
        assert len(frames) == 1 and frames[0]["done"] == {"v": 7}
        assert frames[0]["values"][0] == pytest.approx(7 / 4, abs=1e-4)
    finally:
        explorer.close()
        Trainer.of(gan).close()


def test_z_is_a_trait_both_ways():
    explorer, seen = LatentExplorer(mirror()), []
    explorer.observe(lambda change: seen.append(change["new"]), "z")
    explorer.z = [1.0, 2, 3, 4, 5]
    assert explorer.walk.z.tolist() == pytest.approx([1, 2, 3, 4, 5])
    say(explorer, "slide", {"k": 4, "to": -1.0, "final": True})
    assert seen[-1] == pytest.approx([1, 2, 3, 4, -1])
    with pytest.raises(ValueError, match=r"z must have shape \(n, 5\)"):
        explorer.z = [1.0, 2.0]
    assert explorer.z == pytest.approx([1, 2, 3, 4, -1])
    explorer.truncation = 0.5
    assert explorer.walk.spot.psi == 0.5


def test_what_goes_wrong_is_said_and_nothing_is_lost():
    broken = threading.Event()

    def moody(z):
        if broken.is_set():
            raise RuntimeError("out of paint")
        return z

    explorer = LatentExplorer(moody, latent=5)
    sent = heard(explorer)
    explorer.pump.hear({"kind": "hello", "view": "v"})
    broken.set()
    say(explorer, "slide", {"k": 0, "to": 1.0, "final": True}, 5)
    assert sent[-1][0]["error"] and "out of paint" in sent[-1][0]["text"] and sent[-1][0]["done"] == {"v": 5}
    broken.clear()
    say(explorer, "slide", {"k": 0, "to": 2.0, "final": True}, 6)
    assert sent[-1][0]["kind"] == "frame" and not sent[-1][0]["error"] and explorer.z[0] == pytest.approx(2)
    say(explorer, "go", "nowhere", 7)
    assert any("no bookmark 'nowhere'" in header.get("text", "") for header, _ in sent[-3:])


def test_looking_leaves_a_gan_as_it_was_and_follows_it():
    gan = GAN("ring", seed=3)
    before = gan.state_hash()
    explorer = LatentExplorer(gan, size=3)
    explorer.use("activations")
    say(explorer, "random")
    x = explorer.samples()
    assert gan.state_hash() == before
    z, place = list(explorer.z), explorer.walk.spot
    gan.fit(30, progress=False)
    assert explorer.z == z and explorer.walk.spot is place and not torch.equal(explorer.samples(), x)
    gan.rewind(0)
    assert torch.equal(explorer.samples(), x)  # the past moment, on the same z
    explorer.close()
    Trainer.of(gan).close()


def test_projection_goes_to_the_sample():
    maker = mirror(4, kind="table")
    explorer = LatentExplorer(maker)
    found = explorer.project([0.5, -1.0, 0.25, 2.0])
    assert explorer.z == pytest.approx([0.5, -1.0, 0.25, 2.0], abs=1e-3) and found.residual.item() < 1e-3
    with pytest.raises(ValueError, match=r"x must be one sample of shape \(4,\)"):
        explorer.project([1.0])


def test_the_nearest_training_sample_tells_a_copy_from_a_relative():
    training = torch.tensor([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])
    copy = closest(torch.tensor([0.1, 0.0]), training)
    assert copy.index.tolist() == [0] and copy.distance.item() == pytest.approx(0.1 / 2**0.5) and copy.ratio < 1 / 3
    assert closest(torch.tensor([5.0, 1.0]), torch.cat([training, training[:1]])).ratio == pytest.approx(1)
    gan = GAN("digits", seed=0)
    explorer = LatentExplorer(gan)
    near = explorer.nearest(n=3)
    assert near.x.shape == (3, *gan.data.shape) and (near.distance.diff() >= 0).all()
    with pytest.raises(ValueError, match="training must be given"):
        LatentExplorer(mirror()).nearest()


def test_a_direction_from_sorted_samples():
    explorer = LatentExplorer(mirror())
    for z, side in (([1.0, 0, 0, 0, 0], "has"), ([3.0, 0, 0, 0, 0], "has"), ([0.0] * 5, "lacks")):
        explorer.z = z
        say(explorer, side)
    say(explorer, "direction", "wide")
    assert [d.name for d in explorer.walk.sliders.directions] == ["wide"]
    assert explorer.walk.sliders.directions[0].vector.tolist() == [2, 0, 0, 0, 0]


# What leaves the notebook


def test_exports_say_what_they_are_and_make_the_same_again(tmp_path):
    gan = GAN("digits", seed=0)
    explorer = LatentExplorer(gan, size=3)
    say(explorer, "drag", {"to": [0.5, 0.25], "final": True})
    say(explorer, "slide", {"k": 1, "to": 1.5, "final": True})
    say(explorer, "psi", {"to": 0.75, "final": True})
    explorer.trainer.call(lambda: None).result()
    explorer.pin()
    explorer.pin([0.0] * gan.latent)
    picture = Image.open(explorer.export(tmp_path / "sheet.png"))
    assert picture.info["Description"].startswith("synthetic, made with ganlab")
    film = Image.open(explorer.export(tmp_path / "way.gif"))
    assert film.n_frames > 20 and film.info["comment"].startswith(b"synthetic, made with ganlab")
    say(explorer, "undo")
    explorer.trainer.call(lambda: None).result()
    z = np.load(explorer.export(tmp_path / "z.npy"))
    assert z.shape == (9, gan.latent)
    names = {"explorer": explorer}
    exec(explorer.code(), names)
    assert np.array_equal(names["z"].numpy(), z) and torch.equal(names["x"], explorer.samples())
    with pytest.raises(ValueError, match="path must end in .png, .gif, .npy, .py"):
        explorer.export(tmp_path / "x.bmp")
    explorer.close()
    Trainer.of(gan).close()


@pytest.mark.parametrize("maker", [mirror(2), mirror(1), mirror(6), open_generator(lambda z: z.cumsum(1), latent=32)],
                         ids=["points", "values", "table", "curves"])
def test_every_kind_becomes_a_picture(maker, tmp_path):
    explorer = LatentExplorer(maker, size=3)
    assert np.asarray(Image.open(io.BytesIO(explorer.gestures.downloads.png(sheet=True)))).std() > 3
    header, arrays = explorer.frames.world()
    explorer.frames.frame()
    assert header["sort"] == maker.kind


@pytest.mark.parametrize("given, words", [
    (dict(size=0), "size must be an int from 1 to 24"), (dict(height=3), "height must be an int from 160"),
    (dict(seed=-1), "seed must be an int"), (dict(latent="many"), "latent must be how many numbers"),
])
def test_bad_arguments_are_named(given, words):
    with pytest.raises(ValueError, match=words):
        LatentExplorer(**(dict(generator=lambda z: z, latent=2) | given))


# How it is made


def test_no_class_has_more_than_two_ancestors_of_ours():
    for name in ("navigation", "canvas", "map", "downloads", "live", "gestures", "projection", "explorer"):
        module = import_module(f"ganlab.widgets.latent.{name}")
        for thing in vars(module).values():
            if isinstance(thing, type) and thing.__module__ == module.__name__:
                assert len([one for one in thing.__mro__ if one.__module__.startswith("ganlab")]) <= 3, thing


def test_the_explorer_answers_to_every_name_it_had():
    explorer = LatentExplorer(mirror())
    for name in (
        "z truncation label view status height name maker album walk drawer trainer pump shown strip error real "
        "bookmark go pin use samples save load combine project nearest export code close"
    ).split():
        getattr(explorer, name)
    with pytest.raises(ValueError, match="what must be one of slide, drag"):
        explorer.do("jump")


def test_a_page_cannot_ask_for_what_is_no_gesture():
    explorer = LatentExplorer(mirror())
    sent, z = heard(explorer), list(explorer.z)
    for what in ("set_z", "_arrive", "close", ["slide"], None):
        say(explorer, what, [1.0] * 5)
    assert sent == [] and explorer.z == z and explorer.error is None


def test_a_queue_draws_the_last_of_the_gestures_that_wait_and_goes_on_after_an_error():
    class Told:
        receipts, errors = Receipts(), []
        complain = errors.append

    drawn, done = [], []
    queue = GestureQueue(InlineTrainer(), Told(), lambda: drawn.append(list(done)))

    def nested() -> str:  # another gesture arrives while this one is carried out
        done.append("first")
        queue.put(lambda: done.append("second"), moving=True)
        return "result"

    assert queue.put(nested, sender=("v", 4)).result() == "result"
    assert done == ["first", "second"] and drawn == [["first", "second"]]
    failing = queue.put(lambda: 1 / 0, sender=("v", 5))
    assert isinstance(failing.exception(), ZeroDivisionError) and len(Told.errors) == 1
    assert Told.receipts.done == {"v": 5} and len(drawn) == 2


def test_an_explorer_that_could_not_be_made_can_be_closed():
    with pytest.raises(ValueError):
        LatentExplorer(lambda z: z, latent="many")
    explorer = LatentExplorer(mirror())
    explorer.close()
    explorer.close()
    assert explorer.pump.closed and explorer.gestures.search.closed
