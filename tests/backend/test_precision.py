"""Half precision: chosen for wide networks alone, by a measurement that is made once."""

import json

import pytest
import torch
from torch import nn

from ganlab import GAN
from ganlab.backend import precision
from ganlab.backend.parameters import Weights


def test_wide_counts_both_networks():
    half = nn.Linear(1, precision.LARGE // 2, bias=False)
    assert precision.wide(half, half) and not precision.wide(half)


def test_the_answer_is_kept_and_believed(tmp_path, monkeypatch):
    monkeypatch.setattr(precision, "measured_gain", lambda: 1.5)
    file, cpu = tmp_path / "deep" / "bf16.json", torch.device("cpu")
    assert precision.bf16_pays(cpu, file)
    [(name, kept)] = json.loads(file.read_text()).items()
    assert kept == 1.5 and torch.__version__ in name
    monkeypatch.setattr(precision, "measured_gain", lambda: 1 / 0)
    assert precision.bf16_pays(cpu, file)
    file.write_text(json.dumps({name: 1.1}))
    assert not precision.bf16_pays(cpu, file)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"x": 1}', "\0"])
def test_a_damaged_memory_is_measured_again(tmp_path, monkeypatch, text):
    monkeypatch.setattr(precision, "measured_gain", lambda: 3.0)
    file = tmp_path / "bf16.json"
    file.write_text(text)
    assert precision.bf16_pays(torch.device("cpu"), file) and 3.0 in json.loads(file.read_text()).values()


def test_a_home_that_cannot_be_written_to_is_no_obstacle(tmp_path, monkeypatch):
    monkeypatch.setattr(precision, "measured_gain", lambda: 0.5)
    (tmp_path / "file").write_text("")
    assert not precision.bf16_pays(torch.device("cpu"), tmp_path / "file" / "bf16.json")


def test_auto_means_what_was_measured_for_wide_image_networks_and_fp32_elsewhere(monkeypatch):
    for pays in (True, False):
        monkeypatch.setattr("ganlab.training.engine.bf16_pays", lambda device: pays)
        assert GAN("fashion", recipe="mlp-784").precision == ("bf16" if pays else "fp32")
        assert GAN("fashion", recipe="mlp-784", precision="fp32").precision == "fp32"
        assert GAN("digits").precision == GAN("ring", width=600).precision == "fp32"
        assert GAN("digits", precision="bf16").precision == "bf16"
    gan = GAN("digits")
    assert gan.set(precision="bf16").precision == "bf16" and gan.set(precision="auto").precision == "fp32"


def test_optimiser_and_weights_stay_in_32_bits():
    gan = GAN("digits", precision="bf16", batch_size=8).fit(2, progress=False)
    for player in gan.players.values():
        tensors = [player.weights.vector, *(v for v in player.optimizer.state[player.weights.vector].values())]
        assert all(tensor.dtype == torch.float32 for tensor in tensors)


class Odd(nn.Module):
    "A layer, a convolution that is met twice, and a weight that is used in other ways as well."

    def __init__(self):
        super().__init__()
        self.first, self.conv, self.unused = nn.Linear(6, 32), nn.Conv2d(2, 2, 3, padding=1), nn.Linear(2, 2)
        self.conv.to(memory_format=torch.channels_last)

    def forward(self, z):
        h = self.first(z).unflatten(1, (2, 4, 4))
        return self.conv(self.conv(h).tanh()) * self.conv.bias.sum()


def test_gradients_by_halves_are_autocasts_to_the_bit():
    net, z = Odd(), torch.randn(5, 6, generator=torch.Generator().manual_seed(0))
    weights = Weights(dict(net.named_parameters()))
    with torch.autocast("cpu", torch.bfloat16):
        usual = net(z)
        with precision.Halves(weights) as halves:
            out = net(z)
    assert torch.equal(out, usual)
    expected = torch.autograd.grad(usual.float().square().sum(), weights.list, allow_unused=True)
    found = halves.gradient(out.float().square().sum())
    assert [part is None for part in found] == [part is None for part in expected] == [False] * 4 + [True] * 2
    assert torch.equal(weights.join(found), weights.join(expected))
    assert {part.dtype for part in found[:3]} == {torch.bfloat16} and found[3].dtype == torch.float32


@pytest.mark.parametrize(
    "kind", [nn.Conv1d, nn.Conv2d, nn.Conv3d, nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d]
)
@pytest.mark.parametrize("batched", [True, False])
def test_slopes_and_slopes_of_slopes_of_every_convolution_are_pytorchs(kind, batched):
    net = kind(2, 3, 3, stride=2)
    sides = net.weight.ndim - 2
    x = torch.randn(*[4] * batched, 2, *[5] * sides, generator=torch.Generator().manual_seed(0)).requires_grad_()
    weights = Weights(dict(net.named_parameters()))

    def steep(params, out):  # an R1 penalty of a bent score, and its own slopes
        slope, = torch.autograd.grad(out.float().sigmoid().sum(), x, create_graph=True)
        return torch.autograd.grad(out.float().square().mean() + slope.square().mean(), params)

    with torch.autocast("cpu", torch.bfloat16):
        usual = steep(list(net.parameters()), net(x))
        with precision.Halves(weights) as halves:
            out = net(x)
        found = steep(halves.copies, out)
    for got, expected in zip(found, usual):
        assert got.shape == expected.shape
        torch.testing.assert_close(got.float(), expected, rtol=0.02, atol=0.02 * expected.abs().max().item())


def test_halves_follow_whatever_happens_to_the_weights():
    net = nn.Linear(3, 2)
    weights = Weights(dict(net.named_parameters()))
    for change in (
        lambda: net.weight.data.mul_(2),
        lambda: setattr(net.weight, "data", torch.ones(2, 3)),
        weights.vector.zero_,
    ):
        change()
        copies = precision.Halves(weights).copies
        assert all(torch.equal(copy, weight.bfloat16()) for copy, weight in zip(copies, net.parameters()))


def test_a_look_between_two_steps_changes_nothing():
    plain, watched = (GAN("digits", precision="bf16", batch_size=8) for _ in range(2))
    for gan, looks in ((plain, ""), (watched, "dg")):
        gan.step_d()
        for phase in looks:
            gan.preview(phase)
        gan.sample(4)
        gan.step_g()
    assert plain.state_hash() == watched.state_hash()
