"""Private randomness: every operation that throws dice, in one thread and in no other, from a stream that is known."""

import subprocess
import sys
import threading

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from ganlab.backend.randomness import draws_randomness, private, stream


def fnv1a(text):
    "FNV-1a, 64 bits, from its specification (draft-eastlake-fnv, §2)."
    mixed = 14695981039346656037
    for byte in text.encode():
        mixed ^= byte
        mixed = mixed * 1099511628211 & 0xFFFFFFFFFFFFFFFF
    return mixed


x = torch.linspace(0.1, 0.9, 24).reshape(4, 6)
image = torch.linspace(-1, 1, 2 * 3 * 20 * 20).reshape(2, 3, 20, 20)
INITIALISERS = {
    name: lambda name=name, args=args: getattr(nn.init, name)(torch.empty(4, 6), *args)
    for name, args in {"normal_": (), "uniform_": (), "trunc_normal_": (), "xavier_normal_": (), "xavier_uniform_": (),
                       "kaiming_normal_": (), "kaiming_uniform_": (), "orthogonal_": (), "sparse_": (0.5,)}.items()
}
DICE = INITIALISERS | {
    "dropout": lambda: F.dropout(x, 0.5),
    "dropout, no gradients": lambda: no_grad(F.dropout, x, 0.5),
    "dropout in place": lambda: F.dropout(x.clone(), 0.5, inplace=True),
    "dropout1d": lambda: F.dropout1d(x[None], 0.5),
    "dropout2d": lambda: F.dropout2d(image, 0.5),
    "dropout3d": lambda: F.dropout3d(image[None], 0.5),
    "alpha dropout": lambda: F.alpha_dropout(x, 0.5, training=True),
    "feature alpha dropout": lambda: F.feature_alpha_dropout(image, 0.5, training=True),
    "native dropout": lambda: torch.native_dropout(x, 0.5, True)[0],
    "attention": lambda: F.scaled_dot_product_attention(x[None], x[None], x[None], dropout_p=0.5),
    "rrelu": lambda: F.rrelu(-x, training=True),
    "gumbel": lambda: F.gumbel_softmax(x),
    "fractional pooling": lambda: F.fractional_max_pool2d(image, 2, output_ratio=(0.3, 0.3)),
    "lstm": lambda: nn.LSTM(6, 5, num_layers=2, dropout=0.5)(x)[0],
    "transformer": lambda: nn.TransformerEncoderLayer(6, 2, 8, dropout=0.5)(x),
    "linear": lambda: nn.Linear(3, 4).weight,
    "convolution": lambda: nn.Conv2d(3, 4, 3).weight,
    "embedding": lambda: nn.Embedding(3, 4).weight,
    "spectral norm": lambda: nn.utils.parametrizations.spectral_norm(nn.Linear(6, 4)).weight,
    "older spectral norm": lambda: nn.utils.spectral_norm(nn.Linear(6, 4))(x),
    "randn": lambda: torch.randn(3, 4),
    "rand": lambda: torch.rand(3, 4),
    "randint": lambda: torch.randint(1000, (9,)),
    "randint from": lambda: torch.randint(10, 1000, (9,)),
    "randperm": lambda: torch.randperm(50),
    "randn out": lambda: torch.randn(3, 4, out=torch.empty(3, 4)),
    "rand out": lambda: torch.rand(3, 4, out=torch.empty(3, 4)),
    "randint out": lambda: torch.randint(1000, (9,), out=torch.empty(9, dtype=torch.long)),
    "randint from, out": lambda: torch.randint(10, 1000, (9,), out=torch.empty(9, dtype=torch.long)),
    "randperm out": lambda: torch.randperm(50, out=torch.empty(50, dtype=torch.long)),
    "randn_like": lambda: torch.randn_like(x),
    "rand_like": lambda: torch.rand_like(x, dtype=torch.float64),
    "randint_like": lambda: torch.randint_like(x, 1000),
    "randint_like from": lambda: torch.randint_like(x, 10, 1000),
    "normal": lambda: torch.normal(x, 1.0),
    "normal of two": lambda: torch.normal(x, x),
    "normal of numbers": lambda: torch.normal(0.0, 1.0, (3, 4)),
    "bernoulli": lambda: torch.bernoulli(x),
    "multinomial": lambda: torch.multinomial(x, 4),
    "poisson": lambda: torch.poisson(x * 100),
    "binomial": lambda: torch.binomial(torch.full((20,), 30.0), torch.full((20,), 0.4)),
    **{f"{name}_": lambda name=name, args=args: getattr(torch.empty(20), f"{name}_")(*args)
       for name, args in {"normal": (), "uniform": (), "exponential": (), "cauchy": (), "log_normal": (), "random": (),
                          "bernoulli": (), "geometric": (0.1,)}.items()},
    "Normal": lambda: torch.distributions.Normal(0.0, 1.0).sample((9,)),
    "Normal, differentiable": lambda: torch.distributions.Normal(0.0, 1.0).rsample((9,)),
    "Categorical": lambda: torch.distributions.Categorical(torch.ones(99)).sample((9,)),
    "Gamma": lambda: torch.distributions.Gamma(2.0, 1.0).sample((9,)),
    "Dirichlet": lambda: torch.distributions.Dirichlet(torch.ones(5)).sample(),
    "StudentT": lambda: torch.distributions.StudentT(3.0).sample((9,)),
}


def no_grad(function, *args):
    with torch.no_grad():
        return function(*args)


def thrown(dice, seed=1):
    with private(stream(seed, "test")):
        return dice().detach().clone()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", DICE)
def test_every_operation_draws_from_the_stream_and_leaves_the_global_dice(name):
    torch.manual_seed(7)
    before = torch.get_rng_state()
    first = thrown(DICE[name])
    assert torch.equal(torch.get_rng_state(), before)
    torch.manual_seed(8)
    assert torch.equal(first, thrown(DICE[name]))
    assert any(not torch.equal(first, thrown(DICE[name], seed)) for seed in (2, 3, 4))
    assert draws_randomness(DICE[name])


@pytest.mark.parametrize("name, still", {
    "matmul": lambda: x @ x.T,
    "dropout at rest": lambda: F.dropout(x, 0.5, training=False),
    "zeros": lambda: torch.zeros(3),
    "own generator": lambda: nn.BatchNorm1d(6)(x),
}.items())
def test_what_throws_no_dice(name, still):
    assert not draws_randomness(still)


def test_moments_of_what_is_rerouted():
    with private(stream(0, "moments")):
        like, low = torch.randn_like(torch.empty(40_000)), torch.randint_like(torch.empty(40_000), 3, 6)
        kept, mask = torch.native_dropout(torch.ones(40_000), 0.25, True)
    assert abs(like.mean()) < 0.03 and abs(like.std() - 1) < 0.02
    assert set(low.tolist()) == {3.0, 4.0, 5.0}
    assert set(kept.tolist()) == {0.0, torch.tensor(1 / 0.75).item()} and abs(mask.float().mean() - 0.75) < 0.02


def test_an_explicit_generator_is_respected():
    expected = torch.randn(5, generator=torch.Generator().manual_seed(3))
    outer = stream(0, "outer")
    before = outer.get_state()
    with private(outer):
        assert torch.equal(torch.randn(5, generator=torch.Generator().manual_seed(3)), expected)
        assert torch.equal(torch.empty(5).normal_(generator=torch.Generator().manual_seed(3)), expected)
        torch.poisson(x, torch.Generator().manual_seed(3))
    assert torch.equal(outer.get_state(), before)


def test_blocks_within_blocks_and_after_an_exception():
    torch.manual_seed(0)
    expected = torch.rand(3)
    torch.manual_seed(0)
    a, b = stream(0, "a"), stream(0, "b")
    with private(a):
        one = torch.rand(2)
        with pytest.raises(ZeroDivisionError), private(b):
            inner = torch.rand(2)
            1 / 0
        two = torch.rand(2)
    assert torch.equal(torch.rand(3), expected)  # outside nothing has happened
    assert torch.equal(
        torch.cat([one, two]), torch.cat([torch.rand(2, generator=g) for g in [stream(0, "a")] for _ in "12"])
    )
    assert torch.equal(inner, torch.rand(2, generator=stream(0, "b")))


def test_other_threads_neither_disturb_nor_are_disturbed():
    "Two threads inside their own blocks and one outside, all at once, each as if it were alone."
    def inside(seed):
        with private(stream(seed, "thread")):
            return [F.dropout(torch.ones(64), 0.5) for _ in range(200)]

    torch.manual_seed(5)
    outside = [torch.rand(8) for _ in range(400)]
    alone = {seed: inside(seed) for seed in (1, 2)}
    torch.manual_seed(5)
    start, found = threading.Barrier(3), {}

    def work(key, job):
        start.wait(10)
        found[key] = job()

    threads = [threading.Thread(target=work, args=(seed, lambda seed=seed: inside(seed))) for seed in (1, 2)]
    threads.append(threading.Thread(target=work, args=("outside", lambda: [torch.rand(8) for _ in range(400)])))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    for seed in (1, 2):
        assert all(map(torch.equal, found[seed], alone[seed]))
    assert all(map(torch.equal, found["outside"], outside))


@pytest.mark.parametrize("seed, name", [(0, "z"), (7, "data"), (-3, "weights"), (2**80, "é")])
def test_streams_are_seeded_by_fnv1a(seed, name):
    expected = torch.Generator().manual_seed(fnv1a(f"{seed}/{name}") % 2**63)
    assert torch.equal(stream(seed, name).get_state(), expected.get_state())


def test_streams_are_the_same_in_every_process():
    assert fnv1a("foobar") == 0x85944171F73967E8  # the specification's own example
    code = "from ganlab.backend.randomness import stream; print(stream(42, 'z').initial_seed())"
    seeds = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60).stdout.strip()}
    assert seeds == {str(fnv1a("42/z") % 2**63)}


def test_streams_are_independent():
    pairs = [(s, n) for s in range(20) for n in ("weights", "data", "z", "network", "noise")] + [(1, "1/z"), (11, "/z")]
    draws = torch.stack([torch.randn(2000, generator=stream(*pair)) for pair in pairs])
    correlations = torch.corrcoef(draws) - torch.eye(len(pairs))
    assert correlations.abs().max() < 6 / 2000**0.5  # six standard errors


@pytest.mark.parametrize("seed", [1.0, "1", None, True, [1]])
def test_a_bad_seed_is_named(seed):
    with pytest.raises(TypeError, match="seed"):
        stream(seed, "z")
