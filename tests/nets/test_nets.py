"ganlab.nets against hand formulas: shapes, parameter counts, privacy of randomness, conditioning, spectral norm."

from math import prod, sqrt
from types import SimpleNamespace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from ganlab import nets
from ganlab.backend.randomness import stream

IMAGES = st.tuples(st.integers(1, 4), st.integers(8, 70), st.integers(8, 70))


def noise(n, latent, name="z"):
    return torch.randn(n, latent, generator=stream(0, name))


@settings(max_examples=30, deadline=None)
@given(shape=IMAGES, depth=st.sampled_from([None, 1]))
def test_dcgan_reaches_every_size_exactly(shape, depth):
    G, D = nets.fit(shape, 3, stream(0, "weights"), arch="dcgan", width=2, depth=depth)
    images = G(noise(2, 3))
    assert images.shape == (2, *shape)
    assert images.abs().max() <= 1
    assert D(images).shape == (2,)


@pytest.mark.parametrize("shape", [(1, 28, 28), (1, 8, 8), (1, 13, 37), (1, 64, 48), (3, 32, 32), (3, 1, 64),
                                   (2, 5, 3)])
def test_dcgan_on_named_sizes(shape):
    G, D = nets.fit(shape, 5, stream(0, "weights"), arch="dcgan", width=4)
    assert D(G(noise(3, 5))).shape == (3,)


@settings(max_examples=30, deadline=None)
@given(shape=st.lists(st.integers(1, 9), min_size=1, max_size=3), latent=st.integers(1, 9),
       width=st.one_of(st.integers(1, 9), st.lists(st.integers(1, 9), min_size=1, max_size=4)))
def test_mlp_parameters_by_hand(shape, latent, width):
    G, D = nets.fit(tuple(shape), latent, stream(0, "weights"), arch="mlp", width=width)
    hidden = [width] * 3 if isinstance(width, int) else width

    def by_hand(sizes):
        return sum((a + 1) * b for a, b in zip(sizes, sizes[1:]))

    assert nets.count_parameters(G) == by_hand([latent, *hidden, prod(shape)])
    assert nets.count_parameters(D) == by_hand([prod(shape), *hidden[::-1], 1])
    assert D(G(noise(2, latent))).shape == (2,)


def test_dcgan_parameters_by_hand():
    G, D = nets.fit((1, 28, 28), 64, stream(0, "weights"), width=32)
    assert nets.count_parameters(G) == 65 * 64 * 49 + (64 * 16 * 32 + 32) + (32 * 16 * 1 + 1)
    assert nets.count_parameters(D) == (1 * 16 * 32 + 32) + (32 * 16 * 64 + 64) + (64 * 49 + 1)


def test_count_leaves_frozen_parameters_out():
    mlp = nets.MLP(2, 1, width=4, depth=1)
    mlp.out.weight.requires_grad_(False)
    assert nets.count_parameters(mlp) == 3 * 4 + 1


def test_the_sizes_of_the_ladder():
    assert nets.image_sizes((28, 28)) == [(28, 28), (14, 14), (7, 7)]
    assert nets.image_sizes((64, 8)) == [(64, 8), (32, 4), (16, 4), (8, 4), (4, 4)]
    assert nets.image_sizes((28, 28), 1) == [(28, 28), (14, 14)]
    assert nets.image_sizes((5, 5)) == [(5, 5), (5, 5)]
    with pytest.raises(ValueError, match="depth must be at most 2 for images of 28 x 28, got 3"):
        nets.image_sizes((28, 28), 3)


@pytest.mark.parametrize("shape", [(2,), (1, 12, 9)])
@pytest.mark.parametrize("spectral_norm", [False, True])
def test_score_of_a_sample_does_not_depend_on_the_others(shape, spectral_norm):
    _, D = nets.fit(shape, 2, stream(0, "weights"), spectral_norm=spectral_norm, batch_norm=True)
    D.eval()  # a power iteration is taken at each forward pass in training mode
    x = torch.randn(6, *shape, generator=stream(0, "x"))
    alone = torch.cat([D(one[None]) for one in x])
    assert torch.allclose(D(x), alone, atol=1e-5)


@pytest.mark.parametrize("shape", [(2,), (1, 12, 9)])
def test_classes_change_the_output(shape):
    G, D = nets.fit(shape, 4, stream(0, "weights"), classes=3)
    z, x = noise(1, 4).repeat(3, 1), torch.randn(1, *shape, generator=stream(0, "x")).repeat(3, *[1] * len(shape))
    y = torch.arange(3)
    for out in (G(z, y), D(x, y)):
        assert all(not torch.allclose(out[i], out[j]) for i, j in [(0, 1), (0, 2), (1, 2)])
        assert torch.isfinite(out).all()
    for network, given_ in [(G, z), (D, x)]:
        with pytest.raises(ValueError, match="y is missing"):
            network(given_)


def test_projection_is_the_papers_formula():
    _, D = nets.fit((2,), 2, stream(0, "weights"), classes=4)
    x, y = torch.randn(5, 2, generator=stream(0, "x")), torch.tensor([0, 3, 2, 1, 3])
    phi = D.hidden(x)
    by_hand = phi @ D.score.opinion.weight[0] + D.score.opinion.bias + (D.score.of_class.weight[y] * phi).sum(1)
    assert torch.allclose(D(x, y), by_hand, atol=1e-6)


@pytest.mark.parametrize("shape", [(2,), (3, 12, 9)])
def test_packing_joins_along_the_first_dimension(shape):
    G, D = nets.fit(shape, 4, stream(0, "weights"), pack=2, classes=3)
    y = torch.tensor([0, 1, 2, 0, 1, 2])
    x = G(noise(6, 4), y).reshape(3, 2 * shape[0], *shape[1:])
    assert D(x, y).shape == (3,)
    assert torch.equal(D(x, y), D(x, y.reshape(3, 2)))
    assert not torch.allclose(D(x, y), D(x, y.reshape(3, 2).flip(1)))  # each place in the pack has its own classes


@pytest.mark.parametrize("shape", [(2,), (1, 12, 9)])
def test_spectral_norm_bounds_every_layer(shape):
    _, D = nets.fit(shape, 2, stream(0, "weights"), spectral_norm=True, classes=3)
    x, y = torch.randn(4, *shape, generator=stream(0, "x")), torch.tensor([0, 1, 2, 0])
    with torch.no_grad():
        for _ in range(200):
            D(x, y)
    maps = [p for p in D.modules() if hasattr(p, "parametrizations")]
    assert len(maps) == len([p for p in D.modules() if isinstance(p, (torch.nn.Linear, torch.nn.Conv2d,
                                                                     torch.nn.Embedding))])
    for one in maps:
        assert torch.linalg.matrix_norm(one.weight.detach().flatten(1), 2) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("options", [{}, {"spectral_norm": True}, {"batch_norm": True}, {"classes": 3}])
@pytest.mark.parametrize("shape", [(2,), (1, 12, 9)])
def test_weights_come_from_the_generator_and_nothing_else(shape, options):
    before = torch.get_rng_state()
    torch_state = [nets.fit(shape, 2, stream(5, "weights"), **options) for _ in range(2)]
    assert torch.equal(before, torch.get_rng_state())
    for first, second in zip(*torch_state):
        assert all(torch.equal(a, b) for a, b in zip(first.state_dict().values(), second.state_dict().values()))
    other, _ = nets.fit(shape, 2, stream(6, "weights"), **options)
    assert not torch.equal(next(iter(other.parameters())), next(iter(torch_state[0][0].parameters())))


@pytest.mark.parametrize("activation", list(nets.ACTIVATIONS))
@pytest.mark.parametrize("shape", [(2,), (1, 12, 9)])
def test_gradient_reaches_every_parameter(shape, activation):
    options = {} if activation == "maxout" else {"activation": activation}
    G, D = nets.fit(shape, 4, stream(0, "weights"), d_activation=activation, classes=2, pack=2, width=8, **options)
    y = torch.arange(16) % 2
    x = G(noise(16, 4), y).reshape(8, 2 * shape[0], *shape[1:])
    D(x, y).square().sum().backward()
    for network in (G, D):
        assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in network.parameters())


def test_gradient_penalties_can_be_differentiated():
    for activation in nets.ACTIVATIONS:
        _, D = nets.fit((1, 9, 9), 2, stream(0, "weights"), width=4, d_activation=activation)
        x = torch.randn(3, 1, 9, 9, generator=stream(0, "x")).requires_grad_()
        slope, = torch.autograd.grad(D(x).sum(), x, create_graph=True)
        slope.square().sum().backward()
        assert D.score.opinion.weight.grad.abs().sum() > 0


def test_maxout_is_the_largest_piece():
    h = torch.arange(20.0).reshape(2, 10)
    assert torch.equal(nets.Maxout()(h), torch.tensor([[4.0, 9.0], [14.0, 19.0]]))


def test_outputs_stay_in_their_range():
    far = torch.full((1, 2), 1e4)
    for output, bound in [("tanh", 1), ("sigmoid", 1)]:
        G, _ = nets.fit((1, 3, 3), 2, stream(0, "weights"), output=output)
        assert G(far).detach().abs().max() == pytest.approx(bound, abs=1e-4)


def layers(network):
    "The layers that a network runs through, as somebody would write them down."
    known = (torch.nn.Linear, torch.nn.Conv2d, torch.nn.ConvTranspose2d, torch.nn.LeakyReLU, torch.nn.ReLU)
    return [part for part in network.modules() if isinstance(part, known)]


def by_hand(name):
    "The tutorials' networks, translated from Keras by hand: G from z to an image in [-1, 1], and D to a logit."
    nn, bend = torch.nn, (torch.nn.ReLU if name == "mlp-small" else lambda: torch.nn.LeakyReLU(0.2))
    if name == "dcgan-28":
        G = nn.Sequential(nn.Linear(100, 6272), nn.ReLU(), nn.Unflatten(1, (128, 7, 7)),
                          nn.ConvTranspose2d(128, 128, 4, 2, 1), bend(), nn.ConvTranspose2d(128, 64, 4, 2, 1), bend(),
                          nn.ZeroPad2d((1, 2, 1, 2)), nn.Conv2d(64, 1, 4), nn.Tanh())
        return G, nn.Sequential(nn.Conv2d(1, 64, 3, 2, 1), bend(), nn.Conv2d(64, 128, 3, 2, 1), bend(), nn.Flatten(),
                                nn.Linear(6272, 1))
    G = [nn.Linear(100, 256), bend(), nn.Linear(256, 512), bend()]
    G += [nn.Linear(512, 784)] if name == "mlp-small" else [nn.Linear(512, 1024), bend(), nn.Linear(1024, 784)]
    D = [nn.Flatten(), nn.Linear(784, 512), bend(), nn.Linear(512, 256), bend(), nn.Linear(256, 1)]
    return nn.Sequential(
        *G, nn.Sigmoid() if name == "mlp-small" else nn.Tanh(), nn.Unflatten(1, (1, 28, 28))
    ), nn.Sequential(*D)


@pytest.mark.parametrize("name, of_g, of_d", [  # counted on paper: (inputs + 1) * outputs; kernel area for convolutions
    ("mlp-784", 101 * 256 + 257 * 512 + 513 * 1024 + 1025 * 784, 785 * 512 + 513 * 256 + 257),
    ("mlp-small", 101 * 256 + 257 * 512 + 513 * 784, 785 * 512 + 513 * 256 + 257),
    ("dcgan-28", 101 * 6272 + (128 * 16 + 1) * 128 + (128 * 16 + 1) * 64 + (64 * 16 + 1),
     (9 + 1) * 64 + (64 * 9 + 1) * 128 + 6273),
])
def test_founding_networks_layer_for_layer(name, of_g, of_d):
    pair, twins = nets.fit((1, 28, 28), generator=stream(0, "weights"), arch=name), by_hand(name)
    assert tuple(map(nets.count_parameters, pair)) == (of_g, of_d)
    x = noise(5, 100)
    for network, twin in zip(pair, twins):
        for mine, theirs in zip(layers(network), layers(twin), strict=True):
            assert type(mine) is type(theirs)
            assert getattr(mine, "negative_slope", 0) == getattr(theirs, "negative_slope", 0)
            assert [p.shape for p in mine.parameters()] == [p.shape for p in theirs.parameters()]
        for mine, theirs in zip(network.parameters(), twin.parameters(), strict=True):
            theirs.data.copy_(mine)
        x, expected = network(x), twin(x)
        if name == "mlp-small" and network is pair[0]:
            expected = 2 * expected - 1  # their pixels were in 0..1
        assert torch.allclose(x, expected.reshape(x.shape), atol=1e-5)
    assert x.shape == (5,)


@pytest.mark.parametrize("name", nets.FOUNDING)
def test_founding_networks_start_as_keras_draws_them(name):
    for network in nets.fit((1, 28, 28), generator=stream(3, "weights"), arch=name):
        parts = [
            part
            for part in network.modules()
            if isinstance(part, (torch.nn.Linear, torch.nn.Conv2d, torch.nn.ConvTranspose2d))
        ]
        assert len(parts) >= 3
        for part in parts:
            a, b, *kernel = part.weight.shape
            bound = sqrt(6 / ((a + b) * prod(kernel)))
            w = part.weight.detach().flatten().double() / bound
            n = len(w)
            assert (part.bias == 0).all() and 1 - 10 / n < w.abs().max() <= 1 + 1e-6  # missed by chance once in e**10
            for power, moment in [(1, 0), (2, 1 / 3), (4, 1 / 5)]:  # of a uniform draw, within five standard errors
                spread = sqrt(1 / (2 * power + 1) - moment**2)
                assert abs((w**power).mean() - moment) < 5 * spread / sqrt(n)
    again, other = (nets.fit((1, 28, 28), generator=stream(seed, "weights"), arch=name)[0] for seed in (3, 4))
    first = nets.fit((1, 28, 28), generator=stream(3, "weights"), arch=name)[0]
    def same(a, b):
        return all(torch.equal(p, q) for p, q in zip(a.parameters(), b.parameters()))
    assert same(first, again) and not same(first, other)


@pytest.mark.parametrize("name", nets.FOUNDING)
def test_founding_networks_are_fixed(name):
    for shape in [(2,), (1, 8, 8), (3, 28, 28), (1, 28, 29)]:
        with pytest.raises(ValueError, match=f"arch '{name}' is made for grey images of 28 x 28"):
            nets.fit(shape, arch=name)
    for change in [
        {"width": 8},
        {"d_width": 8},
        {"depth": 2},
        {"activation": "tanh"},
        {"output": "tanh"},
        {"dropout": 0.1},
        {"batch_norm": True},
        {"spectral_norm": True},
    ]:
        with pytest.raises(ValueError, match=f"is fixed, .* takes no {next(iter(change)).removeprefix('d_')}:"):
            nets.fit((1, 28, 28), arch=name, **change)
    G, D = nets.fit((1, 28, 28), 7, arch=name, pack=2, classes=3)  # what a game may ask of them
    y = torch.arange(4) % 3
    assert D(G(noise(4, 7), y).reshape(2, 2, 28, 28), y).shape == (2,)


def test_an_untrained_dcgan_neither_dies_nor_saturates():
    for batch_norm in (False, True):
        G, _ = nets.fit((3, 64, 64), 64, stream(0, "weights"), batch_norm=batch_norm)
        images = G(noise(16, 64))
        assert images.std(0).mean() > 1e-3 and images.abs().max() < 0.99


def test_batch_normalised_generators_start_as_radfords():
    G, _ = nets.fit((1, 28, 28), 64, stream(0, "weights"), batch_norm=True)
    for part in G.modules():
        if isinstance(part, (torch.nn.Linear, torch.nn.ConvTranspose2d)):
            assert part.weight.std().item() == pytest.approx(0.02, rel=0.1) and (part.bias == 0).all()


def test_a_data_object_is_accepted():
    G, D = nets.fit(SimpleNamespace(shape=(1, 28, 28), kind="image"))
    assert isinstance(G, nets.DCGenerator) and isinstance(D, nets.DCDiscriminator)
    G, D = nets.fit(SimpleNamespace(shape=(7,), kind="points"))
    assert isinstance(G, nets.MLPGenerator) and isinstance(D, nets.MLPDiscriminator)


@pytest.mark.parametrize("argument, options", [
    ("shape", {"shape": ()}), ("shape", {"shape": (2, 0)}), ("shape", {"shape": "ring"}), ("shape", {"shape": 3}),
    ("latent", {"latent": 0}), ("latent", {"latent": 2.5}), ("arch", {"arch": "vit"}), ("arch", {"arch": "dcgan"}),
    ("width", {"width": 0}), ("width", {"width": "64"}), ("width", {"width": []}), ("width", {"width": [64, -1]}),
    ("depth", {"depth": 0}), ("width", {"width": [8, 8], "depth": 3}), ("activation", {"activation": "gelu9"}),
    ("output", {"output": "softmax"}), ("pack", {"pack": 0}), ("classes", {"classes": -1}),
    ("dropout", {"dropout": 1.0}), ("dropout", {"dropout": "much"}), ("depth", {"shape": (1, 28, 28), "depth": 9}),
    ("depth", {"shape": (1, 28, 28), "depth": 0}),
])
def test_unfit_arguments_are_named(argument, options):
    with pytest.raises(ValueError, match=argument):
        nets.fit(**({"shape": (2,), "latent": 2} | options))


@pytest.mark.parametrize("arch", ["dcgan", "dcgan-28"])
def test_channels_are_last_in_memory(arch):
    g, d = nets.fit((1, 28, 28), arch=arch)
    weights = [p for net in (g, d) for p in net.parameters() if p.ndim == 4]
    assert len(weights) >= 4 and all(p.is_contiguous(memory_format=torch.channels_last) for p in weights)
    assert d.convolutions(g(torch.randn(2, g.latent))).is_contiguous(memory_format=torch.channels_last)
