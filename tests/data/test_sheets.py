"""Sample sheets of twelve formats, each written here as the program that is named writes it, and taken apart again."""

import io

import numpy as np
import pytest
from PIL import Image

from ganlab.data.sheets import find_layout, read_sheet, step_in_name, sheet_samples
from ganlab.data.images import shipped

FASHION = shipped("fashion")[0][:64]  # grey, 28×28, many on a black ground


def colours(n: int, height: int = 32, width: int = 32) -> np.ndarray:  # uint8, shape (n, height, width, 3)
    "Smooth coloured pictures, no two alike, as photographs are smooth."
    rng = np.random.default_rng(0)
    small = rng.integers(0, 256, (n, 4, 4, 3), dtype=np.uint8)
    return np.stack([np.asarray(Image.fromarray(one).resize((width, height), Image.Resampling.BICUBIC))
                     for one in small])


def make_grid(tiles: np.ndarray, columns: int, padding: int = 2, ground: int = 0) -> np.ndarray:
    "A sheet as torchvision.utils.make_grid lays it out: a border around each sample, what is left over is ground."
    n, height, width = tiles.shape[:3]
    columns = min(columns, n)
    rows = -(-n // columns)
    sheet = np.full((rows * (height + padding) + padding, columns * (width + padding) + padding, *tiles.shape[3:]),
                    ground, np.uint8)
    for k, tile in enumerate(tiles):
        y, x = (k // columns) * (height + padding) + padding, (k % columns) * (width + padding) + padding
        sheet[y : y + height, x : x + width] = tile
    return sheet


def touching(tiles: np.ndarray, columns: int) -> np.ndarray:
    "A sheet as StyleGAN's training loop lays it out: `reshape(gh, gw, …).transpose`, nothing between two samples."
    rows = len(tiles) // columns
    stacked = tiles.reshape(rows, columns, *tiles.shape[1:]).swapaxes(1, 2)
    return stacked.reshape(rows * tiles.shape[1], columns * tiles.shape[2], *tiles.shape[3:])


def inner_lines(tiles: np.ndarray, columns: int, gap: int, ground: int) -> np.ndarray:
    "A sheet with lines between the samples and none around them."
    sheet = make_grid(tiles, columns, gap, ground)
    return sheet[gap:-gap, gap:-gap]


def figure(tiles: np.ndarray, columns: int) -> np.ndarray:
    "A sheet as matplotlib writes it with `plt.subplots(r, c)`, `imshow(cmap='gray')`, `axis('off')`, `savefig`."
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    page = Figure()
    FigureCanvasAgg(page)
    for ax, tile in zip(page.subplots(len(tiles) // columns, columns).flat, tiles):
        ax.imshow(tile, cmap="gray", vmin=0, vmax=255)
        ax.axis("off")
    file = io.BytesIO()
    page.savefig(file)
    return np.asarray(Image.open(file).convert("RGB"))


def enlarged(sheet: np.ndarray, times: int) -> np.ndarray:
    "A sheet of which every pixel became a square."
    return sheet.repeat(times, axis=0).repeat(times, axis=1)


FORMATS = {  # name: (sheet, samples, rows and columns, file format)
    "torchvision, black, grey": (make_grid(FASHION, 8), FASHION, (8, 8), "png"),
    "torchvision, white, colour": (make_grid(colours(64), 8, 2, 255), colours(64), (8, 8), "png"),
    "torchvision, last row not full": (make_grid(colours(43), 8), colours(43), (6, 8), "png"),
    "torchvision, JPEG": (make_grid(colours(64), 8), colours(64), (8, 8), "jpg"),
    "torchvision, no padding": (make_grid(colours(64), 8, 0), colours(64), (8, 8), "png"),
    "StyleGAN, colour": (touching(colours(120), 15), colours(120), (8, 15), "png"),
    "StyleGAN, JPEG": (touching(colours(64), 8), colours(64), (8, 8), "jpg"),
    "touching, grey on black": (touching(FASHION, 8), FASHION, (8, 8), "png"),
    "lines between, one pixel": (inner_lines(colours(36), 6, 1, 255), colours(36), (6, 6), "png"),
    "oblong samples": (make_grid(colours(32, 48, 32), 8), colours(32, 48, 32), (4, 8), "png"),
    "enlarged three times": (enlarged(touching(colours(36), 6), 3), colours(36), (6, 6), "png"),
    "matplotlib, 5 × 5": (figure(FASHION[:25], 5), FASHION[:25], (5, 5), "png"),
}
EXACT = [name for name, (_, _, _, ending) in FORMATS.items() if ending == "png" and "enlarged" not in name
         and "matplotlib" not in name]


@pytest.mark.parametrize("name", FORMATS)
def test_a_sheet_is_taken_apart(name, tmp_path):
    sheet, samples, grid, ending = FORMATS[name]
    path = tmp_path / f"fakes_00120.{ending}"
    Image.fromarray(sheet).save(path)
    tiles, layout = read_sheet(path, samples.shape[1:3])
    assert layout.grid == grid and len(tiles) == len(samples)
    for tile, sample in zip(tiles, samples):
        seen = np.asarray(Image.fromarray(tile.squeeze()).resize(sample.shape[1::-1]).convert("L"), dtype=float)
        made = np.asarray(Image.fromarray(sample).convert("L"), dtype=float)
        assert np.corrcoef(seen.flat, made.flat)[0, 1] > (0.8 if "matplotlib" in name else 0.9)  # which resamples them
        if name in EXACT:
            assert (tile.squeeze() == sample).all()


def photograph(side: int, seed: int) -> np.ndarray:  # float32, shape (side, side, 3)
    "One picture without seams: smooth hills, edges anywhere, and grain."
    rng = np.random.default_rng(seed)
    hills = np.asarray(Image.fromarray(rng.integers(0, 256, (6, 6, 3), dtype=np.uint8)).resize((side, side)), float)
    for _ in range(4):
        y, x = rng.integers(0, side - 20, 2)
        hills[y : y + rng.integers(20, side), x : x + rng.integers(20, side)] *= rng.random()
    return (hills + rng.normal(0, 4, hills.shape)).clip(0, 255).astype(np.float32)


def test_one_picture_is_no_sheet():
    taken = [seed for seed in range(40) if find_layout(photograph(256, seed), (32, 32)) is not None]
    assert taken == []


def test_tiles_whose_size_nobody_knows():
    assert find_layout(make_grid(colours(64), 8).astype(float)).grid == (8, 8)
    assert find_layout(touching(colours(120), 15).astype(float)).grid == (8, 15)


def test_rows_and_columns_that_somebody_knows():
    sheet = make_grid(FASHION[:, :, :, None], 8)
    assert find_layout(sheet, grid=(8, 8)).down[:2] == (2, 32)
    with pytest.raises(ValueError, match="7 rows and 8 columns"):
        find_layout(sheet, grid=(7, 8))


def test_blank_samples_are_samples_unless_they_fill_up_the_last_row():
    black, dressed = np.zeros((16, 8, 8, 1), np.uint8), np.full((16, 8, 8, 1), 200, np.uint8)
    dressed[:, 2:4] = 20
    layout = find_layout(make_grid(dressed, 4), (8, 8))
    assert len(sheet_samples(make_grid(black, 4), layout)) == 16  # all are black: a failure
    assert len(sheet_samples(make_grid(dressed[:14], 4), layout)) == 14
    assert len(sheet_samples(make_grid(black + 90, 4), layout)) == 16  # one grey, which is not that between them


def test_the_step_is_the_last_number_in_a_name():
    from pathlib import Path

    names = {"fakes_00120.png": 120, "run3-epoch_7.jpg": 7, "reals.png": None, "network-snapshot-000400.png": 400}
    assert {name: step_in_name(Path(name)) for name in names} == names
