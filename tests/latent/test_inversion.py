"""The way back from samples to latents: known inverses, honest residuals, and a GAN that notices nothing."""

import pytest
import torch
from ganlab import GAN
from ganlab.latent.inversion import Inverse, invert, still_generator


def rotated(z):
    "An orthogonal map of the plane, shifted: its inverse is its transpose."
    return z @ torch.tensor([[0.6, 0.8], [-0.8, 0.6]]) + torch.tensor([1.0, -1.0])


@pytest.fixture(scope="module")
def gan():
    return GAN("ring", seed=1).fit(60, progress=False)


def test_an_orthogonal_map_is_undone():
    x = torch.tensor([[2.0, 0.5], [-0.5, -1.0], [1.0, -1.0]])
    z, residual = invert(rotated, x, 2)
    expected = (x - torch.tensor([1.0, -1.0])) @ torch.tensor([[0.6, -0.8], [0.8, 0.6]])
    assert torch.allclose(z, expected, atol=1e-3)
    assert (residual < 1e-3).all() and residual.shape == (3,)


def test_of_two_valleys_the_deeper_one_is_found():
    "Distance of z² - 1 (reached twice) beside a valley at z = -1 that lies higher."
    def tilted(z):
        return torch.cat([z.square() - 1, 0.3 * (z - 1)], dim=1)

    z, residual = invert(tilted, [[0.0, 0.0]], 1)
    assert z.item() == pytest.approx(1, abs=1e-3) and residual.item() < 1e-3


def test_what_cannot_be_reached_leaves_the_distance_as_its_residual():
    def on_the_circle(z):
        return torch.cat([z.cos(), z.sin()], dim=1)

    z, residual = invert(on_the_circle, [[3.0, 4.0]], 1)
    assert residual.item() == pytest.approx(4 / 2**0.5, abs=1e-3)  # the point is 5 from the middle, the circle 1
    assert torch.allclose(on_the_circle(z), torch.tensor([[0.6, 0.8]]), atol=1e-3)


def test_scale_weighs_the_columns():
    "Two columns that cannot both be met: the one with the smaller spread wins as least squares says."
    def line(z):
        return torch.cat([z, z], dim=1)

    z, _ = invert(line, [[0.0, 1.0]], 1, scale=torch.tensor([1.0, 0.5]))
    assert z.item() == pytest.approx(4 / 5, abs=1e-3)  # minimum of z² + 4 (z - 1)²


def test_a_gan_finds_its_own_samples_again_and_notices_nothing(gan):
    before, reader = gan.state_hash(), gan.readers_state()
    torch.manual_seed(3)
    outside = torch.get_rng_state()
    x = gan.generate(gan.draw_z(4, torch.Generator().manual_seed(0)))
    found = invert(gan, x)
    assert isinstance(found, Inverse)
    assert torch.allclose(gan.generate(found.z), x, atol=1e-4) and (found.residual < 1e-4).all()
    assert gan.state_hash() == before and torch.equal(gan.readers_state(), reader)
    assert torch.equal(torch.get_rng_state(), outside)
    assert all(weight.grad is None for weight in gan.generator.parameters()) and gan.generator.training


def test_the_same_seed_gives_the_same_bits(gan):
    one, two = (invert(gan, [[0.3, 0.2]], steps=20, seed=5) for _ in range(2))
    assert torch.equal(one.z, two.z)
    assert not torch.equal(one.z, invert(gan, [[0.3, 0.2]], steps=20, seed=6).z)


def test_it_looks_for_a_moment_that_stays_while_the_gan_plays():
    from ganlab import Trainer

    gan = GAN("ring", seed=2)
    trainer = Trainer.of(gan)
    trainer.play().result()
    try:
        still = still_generator(gan)
        z = torch.zeros(1, gan.latent)
        first = still(z)
        start = gan.rounds
        while gan.rounds < start + 20:
            invert(gan, [[0.5, 0.5]], steps=5, tries=16)
        assert torch.equal(still(z), first) and trainer.playing and trainer.failure is None
    finally:
        trainer.close()


def test_uniform_latents_stay_in_their_box():
    gan = GAN("ring", noise="uniform")
    z, _ = invert(gan, [[50.0, 50.0]], steps=50)
    assert z.abs().max() <= 1
    assert invert(rotated, [[40.0, 1.0]], 2, within=2.0).z.abs().max() <= 2


def test_classes_and_images():
    gan = GAN("digits", labels=True)
    x = gan.generate(gan.draw_z(2, torch.Generator().manual_seed(0)), labels=[3, 7])
    assert (invert(gan, x, labels=[3, 7]).residual < 0.1).all()
    with pytest.raises(ValueError, match="labels must be given"):
        invert(gan, x)


def test_dropout_does_not_reach_the_global_generator():
    shaky = torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Dropout(0.5), torch.nn.Linear(8, 2))
    before = torch.get_rng_state()
    one, two = (invert(shaky, [[0.1, 0.2]], 3, steps=10).z for _ in range(2))
    assert torch.equal(one, two) and torch.equal(torch.get_rng_state(), before)
    assert all(weight.grad is None for weight in shaky.parameters())


def linear(rows: int, columns: int):
    "A matrix, and samples that it cannot reach."
    generator = torch.Generator().manual_seed(4)
    return torch.randn(rows, columns, generator=generator), torch.randn(3, rows, generator=generator)


def test_without_a_gradient_a_linear_generator_reaches_the_least_squares_optimum():
    A, x = linear(40, 12)
    wanted = torch.linalg.lstsq(A, x.T).solution.T
    least = (wanted @ A.T - x).square().mean(1).sqrt()
    z, residual = invert(lambda z: torch.from_numpy(z.numpy() @ A.numpy().T), x, 12)
    assert torch.allclose(residual, least, rtol=1e-4) and (residual >= least * (1 - 1e-5)).all()
    assert torch.allclose(z, wanted, atol=1e-2)


def test_without_a_gradient_rounded_pictures_labels_and_shaped_latents_are_found():
    A, _ = linear(40, 6)

    def bytes_of(z, y):
        return ((z.reshape(len(z), 6) @ A.T + y[:, None]).tanh() * 127.5 + 127.5).round().detach().reshape(-1, 1, 5, 8)

    inside = torch.Generator().manual_seed(1)
    z = torch.randn(2, 6, 1, 1, generator=inside) / 2
    found = invert(bytes_of, bytes_of(z, torch.tensor([0, 1])), (6, 1, 1), labels=[0, 1])
    assert found.z.shape == (2, 6, 1, 1) and (found.residual < 1.0).all()  # in bytes: rounding alone may cost 0.29
    near = invert(bytes_of, bytes_of(z, torch.tensor([0, 1])), (6, 1, 1), labels=[0, 1], within=0.1)
    assert (near.z.abs() <= 0.1).all()


@pytest.mark.parametrize("generate", [lambda z: z.tanh(), lambda z: z.tanh().detach()])
def test_it_says_how_it_gets_on_and_ends_when_it_is_told(generate):
    told = []
    whole = invert(generate, [[0.3, -0.5]], 2, steps=60, progress=lambda part, residual: told.append((part, residual)))
    parts, residuals = zip(*told)
    assert list(parts) == sorted(parts) and 0 < parts[0] and parts[-1] <= 1 and residuals[-1] < 0.01
    few = []

    def stop_soon(part, residual):
        few.append(residual)
        return len(few) < 2

    cut = invert(generate, [[0.3, -0.5]], 2, steps=60, progress=stop_soon)
    assert len(few) == 2 and whole.residual <= cut.residual <= 2 * few[-1]


@pytest.mark.parametrize("given, words", [
    (dict(generate=3), "generate must be a GAN or a function"),
    (dict(x=[[float("nan"), 0.0]]), "x must be finite"),
    (dict(x="ring"), "x must be samples as numbers"),
    (dict(latent=None), "latent must be given"),
    (dict(steps=-1), "steps must be an int ≥ 0"),
    (dict(starts=20, tries=10), "tries must be an int ≥ 20"),
])
def test_bad_input_is_named(given, words):
    right = dict(generate=rotated, x=[[0.0, 0.0]], latent=2)
    with pytest.raises((ValueError, TypeError), match=words):
        invert(**(right | given))


def test_a_gan_names_the_shape_it_takes(gan):
    with pytest.raises(ValueError, match=r"x must have shape \(m, 2\), or that of one sample, got \(1, 3\)"):
        invert(gan, [[0.0, 0.0, 0.0]])
    with pytest.raises(ValueError, match="not conditional"):
        invert(gan, [[0.0, 0.0]], labels=[1])
