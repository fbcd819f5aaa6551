"""Pictures and films that leave a notebook: what they show, what their metadata say, and that they change no GAN."""

import io

import numpy as np
import pytest
import torch
from PIL import Image

from ganlab.files.marking import MADE, provenance
from ganlab.gan import GAN
from ganlab.widgets.lab.lab import Lab
from ganlab.widgets.render.films import Camera, FilmWish, moments_of, pauses, wish_for
from ganlab.widgets.render.picture import LegendSign, legend_of, placed, view_of
from ganlab.widgets.render.stills import DARK, LIGHT, scene_image
from ganlab.widgets.scene.layers import LAYERS, Layers
from ganlab.widgets.scene.scenes import scene_of
from ganlab.widgets.stepper.stepper import Stepper


def ring(**options) -> GAN:
    return GAN("ring", width=4, depth=1, batch_size=8, **options)


def with_arrays(gan: GAN, **changed) -> tuple:
    scene = scene_of(gan, 10, 8)
    (header, arrays), world = scene.frame(), scene.world()
    return world, (header, arrays | changed)


def test_each_layer_is_drawn_where_it_lies_and_only_when_it_is_shown():
    world, frame = with_arrays(ring(), field=np.full((8, 8), 65535, np.uint16))  # D is sure that all is real
    header, arrays = frame
    middle = 32767  # of the wide axes: the middle of the picture
    arrays["fakes"] = np.full((10, 2), middle, np.uint16)
    width = (65534 / 3) / 4  # a quarter of the picture
    arrays["push"] = np.array([[middle + width, middle]], np.uint16)
    nothing = np.asarray(scene_image(world, frame, 200, shown=[]))
    assert (nothing[5:-5, 5:-5] == LIGHT.paper).all()
    field = np.asarray(scene_image(world, frame, 200, shown=["field"]))
    assert (field[5:-5, 5:-5] == LIGHT.field[2]).all()
    fake = np.asarray(scene_image(world, frame, 200, DARK, shown=["fake"])).astype(int)
    where = np.argwhere(np.abs(fake - DARK.fake).sum(-1) < 40)
    assert len(where) and np.abs(where - 100).max() < 5, "a triangle in the middle"
    push = np.asarray(scene_image(world, frame, 200, shown=["push"])).astype(int)
    where = np.argwhere(np.abs(push - LIGHT.g).sum(-1) < 60)
    assert 99 <= where[:, 1].min() <= 102 and 146 <= where[:, 1].max() <= 151 and np.abs(where[:, 0] - 100).max() < 5, (
        "from the fake to a quarter right of it"
    )


def test_the_map_of_the_noise_covers_its_cells():
    world, frame = with_arrays(ring())
    corners = (
        np.stack(np.meshgrid(np.linspace(21845, 43690, 33), np.linspace(43690, 21845, 33)), -1)
        .reshape(-1, 2)
        .astype(np.uint16)
    )
    shade = np.zeros((16, 16), np.uint8)
    shade[0, 0] = 255  # the first cell is at the top on the left
    frame = frame[0] | {"sheetPieces": 2}, frame[1] | {"sheet": corners, "sheetShade": shade}
    picture = np.asarray(scene_image(world, frame, 320, shown=["sheet"])).astype(int)
    inside = picture[5:15, 5:15].reshape(-1, 3).mean(0)
    assert (
        np.abs(inside - (0.4 * np.array(LIGHT.paper) + 0.6 * np.array(LIGHT.g))).max() < 3
        and (picture[25:35, 25:35] == LIGHT.paper).all()
    )


@pytest.mark.parametrize(
    "gan",
    [
        lambda: ring(),
        lambda: GAN(torch.randn(60, 1), width=4, batch_size=8),
        lambda: GAN(torch.randn(60, 4), width=4, batch_size=8),
        lambda: GAN(torch.rand(20, 3, 8, 8), width=4, batch_size=4),
    ],
    ids=["ring", "line", "table", "images"],
)
def test_every_kind_of_data_becomes_a_picture_and_a_film(gan, tmp_path):
    gan = gan().fit(6, progress=False)
    before, stepper = gan.state_hash(), Stepper(gan, layers=list(LAYERS))
    for dark in (False, True):
        saved = stepper.png(tmp_path / "a.png", 200, dark)
        image = Image.open(saved.path)
        assert image.width == 2 * (200 + 32) and image.getpixel((2, 2)) == (DARK if dark else LIGHT).paper
    assert provenance(saved.path).startswith(MADE) and "steps: (6, 6)" in provenance(saved.path)
    film = stepper.gif(tmp_path / "a.gif", 2, seconds=1, size=160, progress=False)
    opened = Image.open(film.path)
    assert opened.n_frames == 5 and "moments: 2 to 6" in provenance(film.path)
    assert sum((opened.seek(i), opened.info["duration"])[1] for i in range(5)) == 1000
    assert (
        gan.state_hash() == before
        and gan.moment == 6
        and sorted(p.name for p in tmp_path.iterdir()) == ["a.gif", "a.png"]
    )
    assert "image/gif" in film._repr_mimebundle_() and "moments 2 to 6" in repr(film)
    stepper.close()


def test_a_legend_names_what_is_shown_and_no_more():
    gan = ring()
    def view(*shown):
        return view_of(scene_of(gan, 10, 8), Layers(scene_of(gan, 10, 8), shown), "ring", outside=False)
    assert legend_of(view("real", "push")) == [("real", "10 real"), ("push", "gradient of G's loss")]
    assert legend_of(view("field", "line"))[1] == ("D: fake", "field", "real")
    assert isinstance(legend_of(view("field"))[0][1], LegendSign) and not isinstance(
        legend_of(view("field"))[0][2], LegendSign
    )
    parts, rows = placed(legend_of(view("real", "fake", "field", "line")), 150)
    assert rows > 1 and max(x for _, x, _ in parts) < 150


def test_several_gans_are_filmed_together_and_one_that_ended_waits(tmp_path):
    a = ring().fit(4, progress=False)
    b = a.fork().set(ema=0.5)
    b.fit(4, progress=False)
    lab = Lab([a, b])
    film = Image.open(io.BytesIO(lab.gif(seconds=1, size=160, progress=False).data))
    assert film.n_frames == 9 and film.width == 2 * 160 + 24 + 32 and (a.moment, b.moment) == (4, 8)
    frames = [np.asarray((film.seek(k), film.convert("RGB"))[1])[42:202] for k in (6, 8)]
    assert (frames[0][:, 16:176] == frames[1][:, 16:176]).all() and (frames[0] != frames[1]).any()
    assert Image.open(io.BytesIO(lab.png(size=200).data)).width == 2 * (2 * 200 + 24 + 32)
    lab.close()


def test_what_cannot_be_made_is_refused_in_words_and_leaves_no_file(tmp_path):
    stepper = Stepper(ring())
    with pytest.raises(ValueError, match="nothing has been trained yet"):
        stepper.gif()
    stepper.gan.fit(5, progress=False)
    for options, words in [
        ({"first": 3, "last": 3}, "first must lie before last, got 3 and 3"),
        ({"last": 6}, "last must be a moment from 0 to 5, got 6"),
        ({"first": True}, "first must be a moment"),
        ({"seconds": 0.1}, "seconds must be from 0.5 to 60, got 0.1"),
        ({"size": 4000}, "size must be from 160 to 640"),
        ({"path": "a.png"}, "path must end in .gif"),
    ]:
        with pytest.raises(ValueError, match=words):
            stepper.gif(**options)
    with pytest.raises(ValueError, match="size must be an int from 160 to 2000"):
        stepper.png(size=20)
    with pytest.raises(ValueError, match="path must end in .png, got 'a.jpg'"):
        stepper.png("a.jpg")
    with pytest.raises(FileNotFoundError, match="folder that is there"):
        stepper.png(tmp_path / "none" / "a.png")
    assert not list(tmp_path.iterdir())
    stepper.close()


@pytest.mark.parametrize("frames, seconds", [(1, 0.5), (2, 0.5), (37, 6.0), (720, 60.0), (7, 1 / 3)])
def test_a_film_takes_as_long_as_it_should(frames, seconds):
    each = pauses(frames, seconds)
    assert (
        len(each) == frames
        and abs(sum(each) - 1000 * seconds) <= 5
        and min(each) >= 10
        and all(p % 10 == 0 for p in each)
    )


@pytest.mark.parametrize(
    "wish, keyframes",
    [(FilmWish(0, 1), ()), (FilmWish(7, 5000, 3), (0, 6, 100, 2000, 2600, 5001)), (FilmWish(10, 12, 60), (11,))],
)
def test_the_moments_of_a_film_lie_between_its_ends(wish, keyframes):
    moments = moments_of(wish, keyframes)
    assert (
        moments[0] == wish.first
        and moments[-1] == wish.last
        and moments == sorted(set(moments))
        and len(moments) <= 12 * wish.seconds
    )


def test_one_film_at_a_time_and_what_goes_wrong_is_told():
    camera, failed = Camera(), []
    camera.roll([], wish_for(5), print, print, failed.append)
    camera.stop()
    assert not camera.rolling and isinstance(failed[0], IndexError)


def test_undo_reaches_across_gans_that_took_each_others_place():
    gan = ring().fit(3, progress=False)
    stepper, told = Stepper(gan), []
    stepper.send_arrays = lambda header, arrays, **_: told.append(header)
    new = ring(seed=5)
    def act(verb):
        return stepper.acts.act(verb).result()
    stepper.acts.swap(stepper.places[0], new).result()
    stepper.note(stepper.show.state())
    assert stepper.gan is new and told[-1]["time"]["undo"] and not new.can_undo
    act("step")
    act("undo")
    assert stepper.gan is new and new.moment == 0, "first what was done since"
    act("undo")
    assert stepper.gan is gan and gan.moment == 3 and stepper.forks == [new]
    act("redo")
    assert stepper.gan is new and stepper.forks == [gan]
    act("undo")
    act("undo")
    assert stepper.gan is gan and gan.moment == 0, "and then what was done before"
    act("redo")
    assert stepper.gan is gan and gan.moment == 3
    act("redo")
    assert stepper.gan is new
    act("undo")
    stepper.acts.swap(stepper.places[0], ring(seed=6)).result()
    assert not stepper.exchanges.acts["redo"], "another way was taken"
    stepper.close()


def test_on_a_bench_the_last_act_of_all_is_taken_back():
    a, b, c = ring().fit(5, progress=False), ring(seed=2).fit(5, progress=False), ring(seed=3).fit(5, progress=False)
    lab = Lab([a, b])
    lab.bench.acts.swap(lab.bench.places[1], c).result()
    assert lab.gans == [a, c]
    lab.undo()
    assert lab.gans == [a, b] and a.moment == b.moment == 5
    lab.redo()
    lab.step()
    lab.undo()
    assert lab.gans == [a, c] and (a.moment, c.moment) == (5, 5)
    lab.undo()
    assert lab.gans == [a, b]
    lab.close()
