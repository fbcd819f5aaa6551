"""What people do to gan.generator between two commands is noticed, followed, undone, replayed, saved and scripted."""

import warnings

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.utils import spectral_norm

from ganlab import GAN

X = np.random.default_rng(0).normal(size=(200, 2)).astype("f4")


def small(**more):
    return GAN(X, width=8, batch_size=16, **more)


def normal(module: nn.Module) -> None:
    for layer in module.modules():
        if isinstance(layer, nn.Linear):
            nn.init.normal_(layer.weight.data, 0, 0.02)


def load(module: nn.Module) -> None:
    module.load_state_dict({name: value + 0.5 for name, value in module.state_dict().items()})


def assign(module: nn.Module) -> None:
    module.load_state_dict({name: value * 2 for name, value in module.state_dict().items()}, assign=True)


def one_number(module: nn.Module) -> None:
    next(module.parameters()).data.view(-1)[0] += 1e-4


def replace_weight(module: nn.Module) -> None:
    layer = next(layer for layer in module.modules() if isinstance(layer, nn.Linear))
    layer.weight = nn.Parameter(torch.ones_like(layer.weight))


def swap_memory(module: nn.Module) -> None:
    for weight in module.parameters():
        weight.data = weight.data * 3


def half(module: nn.Module) -> None:
    module.half()


EDITS = (normal, load, assign, one_number, replace_weight, swap_memory, half)


def weights(gan: GAN) -> torch.Tensor:
    return torch.cat([weight.detach().flatten() for weight in gan.generator.parameters()])


@pytest.mark.parametrize("edit", EDITS)
def test_weights_changed_before_the_first_step_are_the_beginning(edit):
    gan, plain = small(), small()
    edit(gan.generator)
    changed = weights(gan).clone().float()
    z = torch.randn(8, gan.latent)
    assert torch.equal(gan.generate(z), gan.generate(z, ema=False))  # the average begins with them
    assert torch.equal(weights(gan), changed) and not torch.equal(changed, weights(plain))
    start = gan.state_hash()
    gan.fit(3, progress=False)
    end = gan.state_hash()
    assert gan.rewind(0).state_hash() == start and gan.rewind(3).state_hash() == end
    there = {"data": X}
    exec(gan.script(), there)
    assert there["gan"].state_hash() == end
    assert gan.reset().state_hash() == start


@pytest.mark.parametrize("edit", EDITS)
def test_weights_changed_on_the_way_are_an_act(edit, tmp_path):
    gan = small().fit(4, progress=False)
    before = gan.state_hash()
    said = []
    gan.control.listeners.append(said.append)
    edit(gan.generator)
    changed = weights(gan).clone().float()
    after = gan.state_hash()
    assert torch.equal(weights(gan), changed) and "generator" in said[0] and "by hand" in said[0]
    assert not gan.players["g"].optimizer.state  # its running means were of other weights
    gan.fit(3, progress=False)
    end = gan.state_hash()
    assert gan.rewind(2).rewind(7).state_hash() == end  # replayed from before the edit
    assert gan.undo().state_hash() == after and gan.undo().state_hash() == before
    assert gan.redo().state_hash() == after and gan.redo().state_hash() == end
    there = {"data": X}
    exec(gan.script(), there)
    assert there["gan"].state_hash() == end
    again = GAN.load(gan.save(tmp_path / "run.ganlab"), data=X)
    assert again.state_hash() == end and again.rewind(2).rewind(7).state_hash() == end
    assert again.rewind(0).fit(1, progress=False).rounds == 1


def test_nothing_is_noticed_where_nothing_was_done():
    gan = small(schedule="simultaneous").fit(2, progress=False)
    said = []
    gan.control.listeners.append(said.append)
    for act in (gan.step_d, gan.step_g, gan.sample, gan.undo, gan.redo, lambda: gan.rewind(1), gan.reset, gan.fork,
                lambda: gan.set(loss="hinge"), lambda: gan.set(ema=0.9), lambda: gan.set(ema=0.0), gan.step,
                lambda: gan.preview("g"), lambda: gan.restore(gan.state()), lambda: list(gan.slowly()),
                lambda: next(gan.slowly()), gan.state_hash, lambda: gan.fork().step(), gan.script):
        act()
    assert not [text for text in said if "by hand" in text or "frozen" in text]


def test_batch_normalisation_moves_by_itself_and_by_hand():
    net = nn.Sequential(nn.Linear(2, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 2))
    gan = GAN(X, generator=net, batch_size=16, width=8).fit(3, progress=False)
    said = []
    gan.control.listeners.append(said.append)
    gan.step_d(), gan.step_g(), gan.sample(8), gan.rewind(1), gan.rewind(4)
    assert said == []
    net[1].running_mean.fill_(3.0)
    gan.sample(8)
    assert len(said) == 1 and gan.ema[1].running_mean.tolist() == [3.0] * 8


def test_a_checkpoint_of_both_averaged_and_live_weights_stays_both():
    gan, other = small(), small(seed=1).fit(20, progress=False)
    live = {name: value.clone() for name, value in other.generator.state_dict().items()}
    average = {name: value.clone() for name, value in other.ema.state_dict().items()}
    gan.generator.load_state_dict(live)
    gan.players["g"].average.module.load_state_dict(average)
    z = torch.randn(5, gan.latent)
    assert torch.equal(gan.generate(z), other.generate(z))
    assert torch.equal(gan.generate(z, ema=False), other.generate(z, ema=False))


def body() -> nn.Module:
    return nn.Sequential(nn.Linear(2, 16), nn.LeakyReLU(0.2), nn.Linear(16, 8), nn.Tanh(), nn.Linear(8, 1))


@pytest.mark.parametrize("optimizer, more", [
    ("adam", {}), ("adamw", {}), ("rmsprop", {}), ("sgd", {}), ("adam", dict(loss="wgan", penalty="clip"))])
def test_a_layer_frozen_midway_stays_and_the_others_go_on(optimizer, more):
    gan = GAN(X, discriminator=body(), width=8, batch_size=16, optimizer=optimizer, **more).fit(4, progress=False)
    before, first = gan.state_hash(), gan.discriminator[0].weight.clone()
    moments = gan.players["d"].optimizer.state[gan.players["d"].weights.vector].get("exp_avg_sq")
    moments = moments if moments is None else moments[48:].clone()
    gan.discriminator[0].requires_grad_(False)
    gan.state_hash()
    if moments is not None:  # 48 numbers of the first layer are gone, the others have kept their running means
        now = gan.players["d"].optimizer.state[gan.players["d"].weights.vector]["exp_avg_sq"]
        assert torch.equal(now, moments)
    last = gan.discriminator[4].weight.clone()
    gan.fit(3, progress=False)
    end = gan.state_hash()
    assert torch.equal(gan.discriminator[0].weight, first) and not torch.equal(gan.discriminator[4].weight, last)
    assert gan.rewind(2).rewind(7).state_hash() == end
    assert not gan.discriminator[0].weight.requires_grad
    assert gan.rewind(3).discriminator[0].weight.requires_grad and gan.rewind(4).state_hash() == before
    gan.rewind(7)
    there = {"data": X, "discriminator": body()}
    gan.discriminator[0].requires_grad_(True)
    gan.fit(2, progress=False)
    assert not torch.equal(gan.discriminator[0].weight, first)
    torch.manual_seed(0)
    there["discriminator"].load_state_dict(
        {name: value for name, value in gan.fork(0).discriminator.state_dict().items()})
    exec(gan.script(), there)
    assert there["gan"].state_hash() == gan.state_hash()


def test_a_frozen_body_is_left_alone_with_its_running_statistics():
    frozen = nn.Sequential(nn.Linear(2, 6), nn.BatchNorm1d(6), nn.BatchNorm1d(6, affine=False), nn.Dropout(0.5))
    frozen.requires_grad_(False)
    d = nn.Sequential(frozen, nn.Linear(6, 6), nn.BatchNorm1d(6), nn.Linear(6, 1))
    kept = {name: value.clone() for name, value in frozen.state_dict().items()}
    gan = GAN(X, discriminator=d, width=8, batch_size=16, loss="wgan", penalty="clip", optimizer="adamw")
    gan.fit(3, progress=False)
    assert all(torch.equal(value, kept[name]) for name, value in frozen.state_dict().items())
    assert frozen[3].training and not frozen[1].training and d[2].running_mean.abs().sum() > 0
    d.train()
    gan.fit(1, progress=False)
    assert torch.equal(frozen[1].running_mean, kept["1.running_mean"])


def test_evaluation_mode_that_was_left_on_ends_with_the_next_step_and_that_of_a_layer_stays():
    net = nn.Sequential(nn.Linear(2, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 8), nn.BatchNorm1d(8),
                        nn.Linear(8, 2))
    gan = GAN(X, generator=net.eval(), batch_size=16, width=8).fit(2, progress=False)
    assert net.training and net[1].num_batches_tracked == 2
    said = []
    gan.control.listeners.append(said.append)
    net.eval()
    gan.sample(4)
    assert said == [] and not net.training  # for looking it may be on
    gan.step()
    assert net.training and net[1].num_batches_tracked == 3 and "evaluation mode" in said[0]
    net[1].eval()
    gan.fit(2, progress=False)
    assert net[1].num_batches_tracked == 3 and net[4].num_batches_tracked == 5 and "1" in said[1]
    end = gan.state_hash()
    assert gan.rewind(1).rewind(5).state_hash() == end and not net[1].training
    assert gan.rewind(2).generator[1].training


@pytest.mark.parametrize("surgery", [
    lambda net: net.__setitem__(0, nn.Linear(2, 5)), lambda net: net.append(nn.Linear(2, 2)),
    lambda net: spectral_norm(net[0]), lambda net: net.pop(0),
    lambda net: nn.utils.parametrizations.weight_norm(net[0])])
def test_layers_that_were_exchanged_are_put_back_and_nothing_is_lost(surgery):
    gan = GAN(X, generator=nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 2)), width=8, batch_size=16)
    before = gan.fit(2, progress=False).state_hash()
    surgery(gan.generator)
    with pytest.raises(ValueError, match=r"GAN\(…, generator=…"):
        gan.step()
    assert gan.state_hash() == before and gan.fit(1, progress=False).rounds == 3


def test_a_network_frozen_as_a_whole_is_refused_in_words():
    gan = small().fit(1, progress=False)
    gan.generator.requires_grad_(False)
    with pytest.raises(ValueError, match="gan.step_d"):
        gan.fit(1)
    assert gan.fit(1, progress=False).rounds == 2


def test_an_edit_during_slow_motion_abandons_the_step_and_is_kept():
    gan = small().fit(2, progress=False)
    slow = gan.slowly()
    next(slow), next(slow), next(slow)
    normal(gan.generator)
    changed = weights(gan).clone()
    gan.state_hash()
    assert gan.moment == 2 and gan.slow is None and torch.equal(weights(gan), changed)
    gan.step()
    assert gan.rounds == 3


def test_a_compiled_round_follows_frozen_layers():
    gan = GAN(X, discriminator=body(), width=8, batch_size=16, compile=True)
    gan.control.listeners.append(lambda text: None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gan.fit(3, progress=False)
        first = gan.discriminator[0].weight.clone()
        gan.discriminator[0].requires_grad_(False)
        gan.fit(3, progress=False)
    assert torch.equal(gan.discriminator[0].weight, first) and gan.rounds == 6


def test_a_long_edit_stays_out_of_the_script_and_in_the_file(tmp_path):
    gan = GAN(X, width=256, batch_size=16)
    load(gan.generator)
    gan.fit(1, progress=False)
    script = gan.script()
    assert len(script) < 5000 and "# weights is yours" in script and "gan.save" in script
    again = GAN.load(gan.save(tmp_path / "run.ganlab"), data=X)
    assert again.state_hash() == gan.state_hash() and again.script() == script
