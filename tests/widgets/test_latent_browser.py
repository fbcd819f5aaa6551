"""The latent explorer in a real JupyterLab: plane, sliders, keys, what is kept, and a GAN that trains meanwhile."""

import numpy as np
import pytest

pytestmark = pytest.mark.browser

MAKE = ("from ganlab import GAN, LatentExplorer\ngan = GAN('digits', seed=1, labels=True)\n"
        "explorer = LatentExplorer(gan, size=4, height=320)")
ROOT, SHEET, PAD = ".ganlab-latent", "canvas.ganlab-latent-canvas", "canvas.ganlab-pad"


def open_explorer(notebook, *more: str, make: str = MAKE, dark: bool = False):
    nb = notebook(make, "explorer", *more, dark=dark)
    nb.run_cell(0)
    nb.run_cell(1)
    at_rest(nb)
    return nb


def shown(nb) -> int:
    return int(nb.find(ROOT).first.get_attribute("data-seq") or 0)


def at_rest(nb, after: int = 0) -> int:
    "Wait for a frame after that one, with nothing on its way."
    root = nb.find(ROOT).first
    return nb.until(lambda: shown(nb) > after and root.get_attribute("data-rest") == "true" and shown(nb))


def sheet(nb):
    return nb.pixels(nb.find(SHEET).first).astype(int)


def do(nb, act) -> None:
    seq = at_rest(nb)
    act()
    at_rest(nb, seq)


def spot(nb) -> list[float]:
    return nb.python("explorer.walk.z.tolist()")


def thumbnail(nb, x: float, y: float):
    "The 8 × 8 greys that the small plane shows around a point; a thumbnail has 27 pixels."
    at = (np.arange(8) + 0.5) * 27 / 8 - 13.5
    return nb.pixels(nb.find(PAD).first)[np.floor(y + at).astype(int)][:, np.floor(x + at).astype(int), 0]


def greys(nb, i: int, j: int):
    "What G makes of a seed."
    seed = f"__import__('ganlab.latent.paths', fromlist=['x']).seed_at({i}, {j}, gan.latent)"
    made = nb.python(f"gan.generate({seed}[None], labels=0)[0, 0].tolist()")
    low, high = nb.python("explorer.maker.range")
    return np.rint((np.array(made) - low) / (high - low) * 255)


def test_the_hand_moves_the_plane_and_the_sliders_and_ends_exactly_there(notebook):
    nb = open_explorer(notebook)
    nb.until(lambda: np.abs(thumbnail(nb, 75 + 30, 75 - 30) - greys(nb, 1, 1)).max() <= 1)
    before, z = sheet(nb), spot(nb)
    do(nb, lambda: nb.drag(nb.find(SHEET).first, 120, 40))
    assert (sheet(nb) != before).any(axis=2).mean() > 0.1
    x, y = nb.python("list(explorer.walk.spot.place)")
    pitch = nb.find(SHEET).first.bounding_box()["width"] / 4
    assert x == pytest.approx(-120 / pitch, abs=0.1) and y == pytest.approx(40 / pitch, abs=0.1)
    do(nb, lambda: nb.drag(nb.find(PAD).first, -30, 0))
    assert nb.python("explorer.walk.spot.place[0]") == pytest.approx(x + 1, abs=0.05)
    x, y = nb.python("list(explorer.walk.spot.place)")
    at = 75 + (1 - x) * 30, 75 - (2 - y) * 30  # between two pixels
    nb.until(lambda: np.abs(thumbnail(nb, *at) - greys(nb, 1, 2)).mean() <= 12)
    do(nb, lambda: nb.slide("z3", 0.9))
    wanted = float(nb.slider("z3").input_value())
    assert spot(nb)[2] == pytest.approx(wanted, abs=1e-4) and wanted == pytest.approx(2.4, abs=0.3)
    nb.until(lambda: nb.python("explorer.z") == pytest.approx(spot(nb)))
    exact = "bool((tiles_of(explorer.samples(), explorer.maker.range) == explorer.shown[0][1]['tiles']).all())"
    assert nb.python(f"(lambda tiles_of: {exact})(__import__('ganlab.widgets.latent.canvas', fromlist=['x']).tiles_of)")
    for _ in range(3):
        do(nb, lambda: nb.click("Undo"))
    assert spot(nb) == z and (sheet(nb) == before).all()


def test_keys_clicks_locks_and_views(notebook):
    nb = open_explorer(notebook)
    cells = nb.find(".jp-Notebook-cell").count()
    z = spot(nb)
    nb.button("Lock z2").click()
    nb.until(lambda: nb.button("Lock z2").get_attribute("aria-pressed") == "true")
    do(nb, lambda: nb.press("n", nb.find(ROOT).first))
    assert spot(nb) != z and spot(nb)[1] == pytest.approx(z[1], abs=1e-5)
    do(nb, lambda: nb.press("ArrowRight", nb.find(PAD).first))
    do(nb, lambda: nb.press("s"))
    assert nb.python("explorer.walk.spot.place[0] % 1") == 0
    do(nb, lambda: nb.find(SHEET).first.click(position={"x": 300, "y": 300}))
    place = nb.python("list(explorer.walk.spot.place)")
    do(nb, lambda: nb.click("Classes"))
    assert nb.python("explorer.viewport.grid().rows") == 10 and nb.python("explorer.view") == "classes"
    do(nb, lambda: nb.click("One"))
    do(nb, lambda: nb.click("Sheet"))
    assert nb.python("list(explorer.walk.spot.place)") == place
    do(nb, lambda: nb.press("r", nb.find(ROOT).first))
    assert nb.python("list(explorer.walk.spot.place)") == [0, 0]
    assert nb.find(".jp-Notebook-cell").count() == cells
    root, slider, seq = nb.find(ROOT).first, nb.slider("z4"), at_rest(nb)
    slider.focus()
    root.evaluate("e => { e.style.translate = '0 9999px'; }")  # scrolled away, and back
    nb.page.wait_for_timeout(300)
    root.evaluate("e => { e.style.translate = ''; }")
    at_rest(nb, seq)  # the kernel has told it all again
    nb.press("ArrowRight")
    nb.until(lambda: nb.python("explorer.walk.z[3].item()") == pytest.approx(float(slider.input_value()), abs=1e-4))
    assert slider.evaluate("e => e === document.activeElement")


def test_what_is_kept_and_made(notebook):
    nb = open_explorer(notebook)
    nb.find(".ganlab-latent-name").first.fill("first")
    nb.click("Bookmark")
    nb.button("Go to first").wait_for()
    z = spot(nb)
    nb.click("Positive example")
    nb.click("Pin")
    do(nb, lambda: nb.click("Random"))
    nb.click("Pin")
    nb.click("Negative example")
    nb.until(lambda: nb.button("Direction").is_enabled())
    do(nb, lambda: nb.click("Path"))
    assert nb.python("explorer.viewport.grid().z[0].tolist()") == pytest.approx(z)
    nb.click("Animate")
    seq = shown(nb)
    nb.until(lambda: shown(nb) > seq + 10)
    nb.click("Animate")
    nb.find(".ganlab-latent-name").first.fill("looks like the first")
    do(nb, lambda: nb.click("Direction"))
    nb.slider("looks like the first").wait_for()
    do(nb, lambda: nb.click("Go to first"))
    assert spot(nb) == pytest.approx(z, abs=1e-6)
    with nb.page.expect_download() as download:
        nb.click("Export PNG")
    from PIL import Image

    assert Image.open(download.value.path()).info["Description"].startswith("synthetic, made with ganlab")


def test_it_lives_on_while_the_gan_trains_and_z_is_a_trait(notebook):
    link = ("import ipywidgets\nslider = ipywidgets.FloatSlider(value=1, min=0, max=2)\n"
            "ipywidgets.jslink((slider, 'value'), (explorer, 'truncation'))\nslider")
    nb = open_explorer(notebook, "explorer.z = [0.0] * gan.latent", link)
    seq = shown(nb)
    nb.run_cell(2)
    at_rest(nb, seq)
    before = sheet(nb)
    assert spot(nb) == [0] * len(spot(nb)) and float(nb.slider("z1").input_value()) == 0
    nb.python("explorer.trainer.play().result() and None")
    seq = shown(nb)
    nb.until(lambda: shown(nb) > seq + 3)
    do(nb, lambda: nb.slide("z1", 0.2))
    nb.python("explorer.trainer.pause().result() and None")
    assert nb.python("gan.steps[1]") > 3 and (sheet(nb) != before).any()
    assert spot(nb)[0] == pytest.approx(float(nb.slider("z1").input_value()), abs=1e-4) and not any(spot(nb)[1:])
    nb.run_cell(3)
    nb.python("setattr(slider, 'value', 0.5)")
    nb.until(lambda: nb.python("explorer.walk.spot.psi") == 0.5)


def test_modules_of_every_kind_dark_and_narrow(notebook):
    make = ("import torch\nfrom ganlab import GAN, LatentExplorer\ntorch.manual_seed(0)\n"
            "explorer = LatentExplorer(torch.nn.Sequential(torch.nn.Linear(5, 4)), names=['a', 'b', 'c', 'd'])")
    nb = open_explorer(
        notebook,
        "LatentExplorer(lambda z: z.cumsum(1), latent=48, size=3)",
        "LatentExplorer(GAN('ring'), size=9)",
        "explorer.maker.module[0].weight.data[:] = float('nan'); explorer.maker.module[0].bias.data[:] = float('nan')",
        make=make,
        dark=True,
    )
    rows = nb.find(".ganlab-row-table tbody tr")
    assert rows.count() == 64 and nb.find(".ganlab-row-table th").all_inner_texts()[1:] == ["a", "b", "c", "d"]
    first = rows.first.inner_text()
    do(nb, lambda: nb.slide("z1", 0.95))
    assert rows.first.inner_text() != first
    nb.run_cell(2)
    nb.run_cell(3)
    roots = nb.find(ROOT)
    nb.until(lambda: roots.count() == 3 and all(root.get_attribute("data-seq") for root in roots.all()[1:]))
    nb.shot("latent-kinds-dark")
    nb.page.set_viewport_size({"width": 820, "height": 900})
    nb.page.wait_for_timeout(400)
    for root in roots.all():
        wide = root.evaluate(
            "e => [e.scrollWidth, e.clientWidth, Math.max(...[...e.querySelectorAll('button, input, canvas, select')]"
            ".map(x => x.getBoundingClientRect().right)) - e.getBoundingClientRect().right]"
        )
        assert wide[0] <= wide[1] and wide[2] <= 1, f"something sticks out: {wide}"
    nb.shot("latent-kinds-narrow")
    nb.run_cell(4)
    nb.slide("z2", 0.1)
    nb.until(lambda: "NaN" in nb.find(".ganlab-latent-sentence").first.inner_text())
