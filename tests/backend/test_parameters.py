"""Weights in one vector: nothing about a network changes, and nothing gets lost."""

import copy

import pytest
import safetensors.torch
import torch
from torch import nn

from ganlab.backend.parameters import Weights


def network(kind):
    torch.manual_seed(0)
    return {
        "dense": lambda: nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 1, bias=False)),
        "convolutions": lambda: nn.Sequential(nn.Conv2d(1, 4, 3), nn.ConvTranspose2d(4, 2, 3)),
        "channels last": lambda: nn.Sequential(nn.Conv2d(3, 4, 3)).to(memory_format=torch.channels_last),
        "grey, channels last": lambda: nn.Sequential(nn.Conv2d(1, 4, 3), nn.Conv2d(4, 1, 3)).to(
            memory_format=torch.channels_last
        ),
        "spectral": lambda: nn.utils.parametrizations.spectral_norm(nn.Linear(4, 4)),
        "scalar": lambda: nn.PReLU(),
    }[kind]()


KINDS = ("dense", "convolutions", "channels last", "grey, channels last", "spectral", "scalar")


@pytest.mark.parametrize("kind", KINDS)
def test_binding_changes_no_value_and_no_stride(kind):
    module = network(kind)
    before = {name: (p.detach().clone(), p.stride()) for name, p in module.named_parameters()}
    weights = Weights(dict(module.named_parameters()))
    assert weights.vector.shape == (sum(p.numel() for p in module.parameters()),)
    for name, p in module.named_parameters():
        assert torch.equal(p, before[name][0]) and p.stride() == before[name][1]
        assert p.untyped_storage().nbytes() == 4 * p.numel()  # a storage of its own
    weights.vector.add_(1)
    for name, p in module.named_parameters():
        assert torch.equal(p, before[name][0] + 1)


@pytest.mark.parametrize("kind", KINDS)
def test_join_and_split_are_each_others_reverse(kind):
    weights = Weights(dict(network(kind).named_parameters()))
    parts = [torch.randn(p.shape) for p in weights.list]
    for part, again in zip(parts, weights.split(weights.join(parts)).values()):
        assert torch.equal(part, again)
    assert weights.join([None] * len(parts)).abs().sum() == 0
    vector = torch.arange(len(weights.vector), dtype=torch.float32)
    assert torch.equal(weights.join(list(weights.split(vector).values())), vector)


def test_one_vector_holds_every_number_once():
    module = network("dense")
    weights = Weights(dict(module.named_parameters()))
    with torch.no_grad():
        weights.vector.copy_(torch.arange(25.0))
    assert module[0].weight.tolist() == torch.arange(15.0).view(5, 3).tolist()
    assert module[0].bias.tolist() == [15, 16, 17, 18, 19] and module[2].weight.tolist() == [[20, 21, 22, 23, 24]]
    assert sorted(torch.cat([p.detach().flatten() for p in module.parameters()]).tolist()) == weights.vector.tolist()


def test_memory_that_was_exchanged_is_taken_in_again():
    module = network("convolutions")
    weights = Weights(dict(module.named_parameters()))
    weights.hold()
    twin = copy.deepcopy(module)
    for p, other in zip(module.parameters(), twin.parameters()):
        p.data = other.data + 1
    expected = [p.detach().clone() for p in module.parameters()]
    weights.hold()
    weights.vector.mul_(2)
    for p, value in zip(module.parameters(), expected):
        assert torch.equal(p, value * 2)


@pytest.mark.parametrize("kind", KINDS)
def test_other_libraries_write_and_read_the_weights(kind, tmp_path):
    module, twin = network(kind), network(kind)
    weights = Weights(dict(module.named_parameters()))
    weights.vector.add_(0.5)
    safetensors.torch.save_model(module, str(tmp_path / "all.safetensors"))
    rows = {name: value.contiguous() for name, value in module.state_dict().items()}  # it takes no channels last
    safetensors.torch.save_file(rows, tmp_path / "some.safetensors")
    torch.save(next(module.parameters()), tmp_path / "first.pt")
    safetensors.torch.load_model(twin, str(tmp_path / "all.safetensors"))
    for (name, p), other in zip(module.named_parameters(), twin.parameters()):
        assert torch.equal(p, other)
        assert torch.equal(safetensors.torch.load_file(tmp_path / "some.safetensors")[name], p)
    safetensors.torch.load_model(module, str(tmp_path / "all.safetensors"))  # and into bound weights, too
    for p, other in zip(module.parameters(), twin.parameters()):
        assert torch.equal(p, other)
    assert torch.load(tmp_path / "first.pt", weights_only=True).untyped_storage().nbytes() == 4 * next(
        module.parameters()).numel()


def test_overlapping_memory_is_laid_out_afresh():
    module = nn.Linear(3, 2, bias=False)
    module.weight.data = torch.ones(1, 3).expand(2, 3)
    weights = Weights(dict(module.named_parameters()))
    weights.vector.copy_(torch.arange(6.0))
    assert module.weight.tolist() == [[0, 1, 2], [3, 4, 5]]
