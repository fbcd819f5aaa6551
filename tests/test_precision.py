"""Half precision: chosen for wide networks alone, by a measurement that is made once."""

import json

import pytest
import torch
from torch import nn

from ganlab import GAN, precision


def test_wide_counts_both_networks():
    half = nn.Linear(1, precision.WIDE // 2, bias=False)
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
        monkeypatch.setattr("ganlab.state.bf16_pays", lambda device: pays)
        assert GAN("fashion", recipe="mlp-784").precision == ("bf16" if pays else "fp32")
        assert GAN("fashion", recipe="mlp-784", precision="fp32").precision == "fp32"
        assert GAN("digits").precision == GAN("ring", width=600).precision == "fp32"
        assert GAN("digits", precision="bf16").precision == "bf16"
    gan = GAN("digits")
    assert gan.set(precision="bf16").precision == "bf16" and gan.set(precision="auto").precision == "fp32"


def test_optimiser_and_weights_stay_in_32_bits():
    gan = GAN("digits", precision="bf16", batch_size=8).fit(2, progress=False)
    for player in (gan.g, gan.d):
        tensors = [player.weights.vector, *(v for v in player.optimizer.state[player.weights.vector].values())]
        assert all(tensor.dtype == torch.float32 for tensor in tensors)
