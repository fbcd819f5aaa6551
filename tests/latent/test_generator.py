"""Strangers' generators: each of them works as it is, or is refused in words that say what to pass."""

from pathlib import Path

import pytest
import torch
from ganlab import GAN, LatentExplorer
from ganlab.latent.generator import open_generator
from ganlab.latent.inversion import invert
from torch import nn


class Conditional(nn.Module):
    "As the well-known collection of PyTorch GANs writes it: an embedding joined to the noise."

    def __init__(self):
        super().__init__()
        self.label_emb = nn.Embedding(10, 10)
        self.model = nn.Sequential(nn.Linear(110, 784), nn.Tanh())

    def forward(self, noise, labels):
        return self.model(torch.cat([self.label_emb(labels), noise], -1)).view(-1, 1, 28, 28)


class TwoLatents(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(6, 3), nn.Linear(6, 3)

    def forward(self, z1, z2):
        return self.first(z1) * self.second(z2)


class OneHot(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(74, 2)

    def forward(self, z, y):
        return self.linear(torch.cat([z, y], 1))


class Styled(nn.Module):
    "Extra arguments, one of which it cannot do without."

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(5, 4)

    def forward(self, z, gain, *, flip=False):
        return self.linear(z) * (-gain if flip else gain)


def dcgan(last=nn.Tanh):
    return nn.Sequential(
        nn.ConvTranspose2d(100, 8, 4),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.ConvTranspose2d(8, 3, 4, 4),
        last(),
    )


def test_a_dcgan_says_all_by_itself_and_stays_in_its_mode():
    module = dcgan()
    maker = open_generator(module)
    assert (maker.dims, maker.latents) == (100, ((100, 1, 1),))
    assert (maker.kind, maker.shape, maker.range) == ("image", (3, 16, 16), (-1, 1))
    z = torch.randn(4, 100, generator=torch.Generator().manual_seed(0))
    x = maker(z)
    assert torch.equal(x, maker(z))
    assert torch.allclose(maker(z[:1]), x[:1], atol=1e-5)  # neither dropout nor the batch's statistics
    assert all(part.training for part in module.modules())
    assert module[1].num_batches_tracked == 0 and not module[1].running_mean.any()
    module.eval()
    with torch.no_grad():
        assert torch.allclose(module(z.reshape(4, 100, 1, 1)), x, atol=1e-6)
    assert maker(z.reshape(4, 100, 1, 1)).equal(x)


def test_outputs_between_nought_and_one_and_channels_last():
    maker = open_generator(nn.Sequential(dcgan(nn.Sigmoid), Permute(0, 2, 3, 1)))
    assert maker.range == (0, 1) and maker.shape == (3, 16, 16) and "channels come last" in maker.notes
    z = torch.zeros(1, 100)
    assert torch.equal(maker(z)[0].movedim(0, -1), maker.module.eval()(z.reshape(1, 100, 1, 1))[0].detach())


class Permute(nn.Module):
    def __init__(self, *order):
        super().__init__()
        self.order = order

    def forward(self, x):
        return x.permute(*self.order)


@pytest.mark.parametrize("width, kind, shape", [
    (1, "points", (1,)), (2, "points", (2,)), (7, "table", (7,)), (300, "curve", (1, 300)), (784, "image", (1, 28, 28)),
])
def test_flat_rows_are_what_their_length_says(width, kind, shape):
    maker = open_generator(nn.Linear(3, width))
    assert (maker.kind, maker.shape) == (kind, shape) and maker(torch.zeros(2, 3)).shape == (2, *shape)


def test_a_scalar_a_sample_and_a_word_of_ours():
    assert open_generator(lambda z: z.sum(1), latent=4).shape == (1,)
    assert open_generator(nn.Linear(3, 64), shape=(8, 8)).shape == (1, 8, 8)
    assert open_generator(nn.Linear(3, 64), kind="table").shape == (64,)
    maker = open_generator(nn.Linear(3, 2), names=["age", "income"], range=(0, 9))
    assert maker.names == ("age", "income") and maker.range == (0, 9)


def test_labels_are_found_counted_and_given():
    maker = open_generator(Conditional())
    assert maker.dims == 100 and len(maker.classes) == 10
    x = maker(torch.zeros(10, 100), range(10))
    assert len({tuple(one.flatten()[:5].tolist()) for one in x}) == 10
    with pytest.raises(ValueError, match="labels must be 2 classes from 0 to 9"):
        maker(torch.zeros(2, 100), [3, 10])
    named = open_generator(OneHot(), labels=list("abcdefghij"))
    assert named.dims == 64 and named.classes == tuple("abcdefghij") and "10 classes, as one-hot rows" in named.notes
    weight, bias = named.module.linear.weight, named.module.linear.bias
    assert torch.allclose(named(torch.zeros(1, 64), 3)[0], (weight[:, 64 + 3] + bias).detach())
    with pytest.raises(ValueError, match="pass labels=10 if one of them is a class"):
        open_generator(OneHot())
    table = nn.Embedding(5, 3).weight.detach()
    assert len(open_generator(lambda z, labels: z + table[labels], latent=3).classes) == 5


def test_two_latents():
    maker = open_generator(TwoLatents())
    assert maker.latents == ((6,), (6,)) and maker.dims == 12 and not maker.classes
    z = torch.randn(3, 12)
    assert torch.allclose(maker(z), maker.module(z[:, :6], z[:, 6:]).detach())
    assert open_generator(lambda a, b: a.sum(1, keepdim=True) + b, latent=[3, 2]).latents == ((3,), (2,))


def test_extra_arguments():
    with pytest.raises(ValueError, match=r"It takes z, gain: .*arguments="):
        open_generator(Styled(), latent=[5, 6])
    maker = open_generator(Styled(), arguments={"gain": 2.0, "flip": True})
    assert torch.allclose(maker(torch.zeros(1, 5))[0], -2 * maker.module.linear.bias.detach())


@pytest.mark.parametrize(
    "answer",
    [lambda z: {"images": z, "loss": 1.0}, lambda z: (z, None), lambda z: z.numpy(), lambda z: z.double()],
    ids=["dict", "tuple", "numpy", "double"],
)
def test_whatever_comes_back(answer):
    maker = open_generator(answer, latent=3)
    assert torch.equal(maker([[1.0, 2, 3]]), torch.tensor([[1.0, 2, 3]]))


def test_double_precision_weights():
    assert open_generator(nn.Linear(4, 2).double())(torch.zeros(3, 4)).dtype == torch.float32


def test_one_that_draws_random_numbers_gives_the_same_for_the_same_z():
    maker = open_generator(lambda z: z + torch.randn_like(z), latent=3)
    before = torch.get_rng_state()
    assert torch.equal(maker(torch.zeros(2, 3)), maker(torch.zeros(2, 3)))
    assert torch.equal(torch.get_rng_state(), before)
    assert maker(torch.zeros(2, 3)).std() > 0


# Files


def test_a_scripted_module_and_a_traced_one(tmp_path):
    module = Conditional().eval()
    torch.jit.script(module).save(tmp_path / "scripted.pt")
    torch.jit.trace(dcgan().eval(), torch.zeros(2, 100, 1, 1)).save(tmp_path / "traced.pt")
    scripted = open_generator(tmp_path / "scripted.pt")
    assert scripted.dims == 100 and len(scripted.classes) == 10
    z = torch.randn(3, 100)
    assert torch.allclose(scripted(z, [1, 2, 3]), module(z, torch.tensor([1, 2, 3])).detach(), atol=1e-6)
    assert open_generator(str(tmp_path / "traced.pt")).latents == ((100, 1, 1),)


def test_an_exported_program_of_one_size_makes_any_number(tmp_path):
    module = Conditional().eval()
    program = torch.export.export(module, (torch.zeros(2, 100), torch.zeros(2, dtype=torch.long)))
    torch.export.save(program, tmp_path / "program.pt2")
    for thing in (program, tmp_path / "program.pt2"):
        maker = open_generator(thing)
        assert len(maker.classes) == 10 and "only 2 at a time" in maker.notes
        z = torch.randn(5, 100)
        assert torch.allclose(maker(z, range(5)), module(z, torch.arange(5)).detach(), atol=1e-5)


def test_what_ganlab_exports_comes_back(tmp_path):
    pytest.importorskip("onnxruntime")
    gan = GAN("digits", labels=True, seed=0)
    z, labels = gan.draw_z(6), [0, 1, 2, 3, 4, 9]
    for suffix in (".onnx", ".pt2"):
        maker = open_generator(gan.export(tmp_path / f"digits{suffix}"))
        assert maker.dims == gan.latent and len(maker.classes) == 10 and maker.shape == gan.data.shape
        assert torch.allclose(maker(z, labels), gan.generate(z, labels=labels), atol=1e-2)
        low, high = maker.range
        found = invert(maker.differentiable(), maker(z[:2], [3, 7]), maker.dims, labels=[3, 7])
        assert found.residual.max() < 0.02 * (high - low)


def test_files_that_are_no_generators(tmp_path):
    torch.save(dcgan().state_dict(), tmp_path / "weights.pt")
    with pytest.raises(ValueError, match="If it holds weights alone, build the module"):
        open_generator(tmp_path / "weights.pt")
    with pytest.raises(ValueError, match="there is no file"):
        open_generator(tmp_path / "nothing.onnx")


# Refusals


@pytest.mark.parametrize("thing, given, words", [
    (nn.Linear(100, 3), dict(latent=64), r"Its first layer takes z of shape \(100,\): pass latent=100"),
    (lambda z: z.cumsum(1), {}, "takes z of more than one size; pass how many numbers one z has"),
    (lambda z: z @ torch.ones(77, 2), {}, "latent must be given: this function answered to no usual size of z"),
    (nn.Sequential(nn.Tanh()), {}, "latent must be given: nothing in this generator says how many numbers one z has"),
    (lambda z: z, dict(latent=0), "latent must be how many numbers one z has"),
    (lambda z: z, dict(latent=3, labels=-1), "labels must be how many classes there are"),
    (lambda z: z, dict(latent=3, kind="song"), "kind must be one of image, points, curve, table"),
    (lambda z: z, dict(latent=3, range=(1, 0)), "range must be"),
    (lambda z: torch.zeros(7, 2), dict(latent=3), "it must return one sample for each"),
    (lambda z: 1 / 0, dict(latent=3), "ZeroDivisionError: division by zero"),
    (lambda z: "a poem", dict(latent=3), "it must return a tensor or an array of samples"),
])
def test_refusals_say_what_to_pass(thing, given, words):
    with pytest.raises(ValueError, match=words):
        open_generator(thing, **given)


@pytest.mark.parametrize(
    "thing, words",
    [
        (3, "it must be a GAN, a module"),
        (nn.Linear, "the class Linear: make one first"),
        ({"weight": 1}, "perhaps of weights: build the module"),
    ],
)
def test_what_is_no_generator_at_all(thing, words):
    with pytest.raises(TypeError, match=words):
        open_generator(thing)


def test_not_a_number():
    with pytest.raises(FloatingPointError, match="NaN or infinite: are its weights loaded"):
        open_generator(lambda z: z * float("nan"), latent=3)
    some = open_generator(lambda z: torch.where(z > 2, float("nan"), z), latent=3)
    assert any("NaN or infinite" in note for note in some.notes)
    header, _ = LatentExplorer(some).frames.frame()
    assert header["lost"] > 0 and "NaN" in header["text"]


def test_a_maker_refuses_what_is_no_latent():
    maker = open_generator(nn.Linear(3, 2))
    for z, words in (
        (torch.zeros(2, 4), r"z must have shape \(n, 3\)"),
        ([[float("inf")] * 3], "z must be finite"),
        ("zzz", "z must be numbers"),
    ):
        with pytest.raises((ValueError, TypeError), match=words):
            maker(z)
    with pytest.raises(ValueError, match="takes none"):
        maker(torch.zeros(1, 3), [1])


def test_a_strangers_trained_faces():
    "PyPI's gan-face-generate, where it is installed: opened with nothing but the module's own constructor."
    models = pytest.importorskip("gan_face_generate.models")
    faces = models.Generator(ngpu=0, nc=3, nz=100, ngf=64)
    weights = torch.load(Path(models.__file__).with_name("weights.tar"), map_location="cpu", weights_only=True)
    faces.load_state_dict(weights["netG_state_dict"])
    explorer = LatentExplorer(faces, size=3)
    maker = explorer.maker
    assert (maker.latents, maker.shape, maker.range) == (((100, 1, 1),), (3, 64, 64), (-1, 1))
    x = explorer.samples()
    assert x.shape == (9, 3, 64, 64) and 0.1 < x.std() < 0.9
    assert x.isfinite().all()
