"Numbers of NumPy and PyTorch are numbers everywhere; scripts, files and logs hold Python's own"

import json

import numpy as np
import pytest
import torch

import ganlab
from ganlab import GAN, data, games, losses, metrics, nets
from ganlab.backend import as_python, check_int, is_number
from ganlab.games import Alternate, Anneal, Recipe

X = np.random.default_rng(0).normal(size=(200, 2)).astype("f4")
FOURS = {  # the number 4 as people have it
    "int64": np.int64(4), "uint8": np.uint8(4), "0-d array": np.array(4), "tensor": torch.tensor(4),
    "product": np.prod((2, 2)), "element": np.arange(8)[4],
}


def own(value):
    "Whether a value holds nothing but Python's own."
    if isinstance(value, (tuple, list)):
        return all(map(own, value))
    if isinstance(value, dict):
        return all(map(own, value.values()))
    return not isinstance(value, (np.generic, np.ndarray, torch.Tensor))


@pytest.mark.parametrize("four", FOURS.values(), ids=FOURS)
def test_a_whole_number_of_any_library_is_an_int(four):
    assert type(as_python(four)) is int and as_python(four) == 4
    assert type(check_int("n", four, 1)) is int


@pytest.mark.parametrize("wrong", [np.float64(4), np.bool_(True), True, "4", None, torch.tensor(4.0), np.array([4, 4])])
def test_what_is_no_whole_number_is_refused_by_name(wrong):
    with pytest.raises(ValueError, match="n must be an int ≥ 1, got"):
        check_int("n", wrong, 1)


def test_numbers_are_told_from_what_is_none():
    assert all(map(is_number, (1, 0.5, np.float32(1), np.array(2.0), torch.tensor(1e-3))))
    assert not any(map(is_number, (True, np.bool_(False), "1", None, 1j, np.complex64(1), np.array([1.0]))))


@pytest.mark.parametrize("four", FOURS.values(), ids=FOURS)
def test_sizes_seeds_and_counts_may_come_from_numpy(four):
    gan = GAN(X, batch_size=four, latent=four, seed=four, pack=four, depth=four, width=four, samples=four)
    same = GAN(X, batch_size=4, latent=4, seed=4, pack=4, depth=4, width=4, samples=4)
    gan.fit(four, progress=False)
    same.fit(4, progress=False)
    assert gan.state_hash() == same.state_hash() and gan.script() == same.script()
    assert own(tuple(vars(gan.recipe).values())) and type(gan.seed) is int
    gan.rewind(four)
    assert len(gan.sample(four)) == len(gan.draw_z(four)) == 4


@pytest.mark.parametrize("made", [
    lambda n: data.ring(n), lambda n: data.grid(n), lambda n: data.ring(8).take(n, torch.Generator()),
    lambda n: nets.fit((2,), n, depth=n, width=n), lambda n: Alternate(n, n), lambda n: Anneal(n),
    lambda n: games.CycleGAN(data.ring(), data.grid(), width=n, pool=n), lambda n: losses.R1(n),
    lambda n: metrics.precision(X, X, k=n), lambda n: metrics.report(GAN(X), n * 16, n * 4, n, game=n),
    lambda n: ganlab.Stepper(GAN(X), height=n * 50, points=n * 10, field=n * 4).close(),
    lambda n: ganlab.LatentExplorer(torch.nn.Linear(4, 2), latent=n, size=n, height=n * 50, seed=n).close(),
    lambda n: ganlab.DiversityMonitor(torch.nn.Linear(4, 2), X, latent=n, every=n, n=n * 10).close(),
])
def test_every_door_takes_them(made):
    made(np.int64(4))
    made(torch.tensor(4))


@pytest.mark.parametrize("rate", [np.float64(1e-3), np.float32(0.001), np.logspace(-4, -3, 3)[1], torch.tensor(0.002),
                                  np.array([1e-3, 2e-3]), (np.float64(1e-3), torch.tensor(5e-4))])
def test_a_script_runs_and_a_file_comes_back_whatever_the_rate_is_made_of(rate, tmp_path):
    gan = GAN(X, lr=rate, betas=np.array([0.0, 0.9]), ema=np.float64(0.5), instance_noise=torch.tensor(0.25))
    gan.fit(1, progress=False)
    gan.set(lr=rate, instance_noise=np.float32(0.125), penalty=losses.R1(np.float64(0.5)))
    gan.fit(1, progress=False)
    assert "np." not in gan.script() and "tensor" not in gan.script()
    told = {"data": X}
    exec(gan.script(), told)
    assert told["gan"].state_hash() == gan.state_hash()
    gan.save(tmp_path / "run.ganlab")
    again = GAN.load(tmp_path / "run.ganlab", data=X)
    assert again.state_hash() == gan.state_hash() and again.recipe == gan.recipe
    assert all(own(event.get("changes", {})) for event in gan.events)


def test_nested_settings_become_fit_for_json():
    wish = {"lr": (np.float32(0.5), [np.int8(3)]), "on": np.bool_(True), "name": "ring", "of": np.eye(2, dtype=int)}
    assert json.loads(json.dumps(as_python(wish))) == {"lr": [0.5, [3]], "on": True, "name": "ring",
                                                       "of": [[1, 0], [0, 1]]}
    assert repr(Recipe(lr=np.float64(0.25))) == "Recipe(lr=(0.25, 0.25))"
