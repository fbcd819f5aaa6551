# %% [markdown]
# # modules
#
# > What one has to know about somebody's network: its modes, its first layer, what it cannot copy, how many cores it is worth
#
# Networks come from everywhere. At the end of this notebook you have the few small functions that look at one without
# changing it: what shape of z its first layer expects, which tensors have to be copied apart, and how many of the
# machine's cores it is worth.

# %%
#| default_exp backend.modules

# %%
#| export
import os
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

# %% [markdown]
# ## Not more cores than help
#
# A network of a few thousand weights is trained faster by one core than by two, which spend their time waiting for
# each other; with another process on the machine the difference is twentyfold. Large networks and convolutions gain from more
# cores, as long as these have nothing else to do: threads that meet after each operation run as fast as the one that
# is interrupted most.

# %%
#| export
@contextmanager
def thread_count(
    count: int,  # ≥ 1
) -> Iterator[None]:
    "PyTorch's thread count for this thread, within the block."
    before = torch.get_num_threads()
    if before == count:
        yield
        return
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def cores() -> int:  # that a large network may use, at least 1
    "All but one, or as many as the environment says; `torch.set_num_threads` must not change bits."
    said, most = os.environ.get("OMP_NUM_THREADS", "").split(",")[0], os.cpu_count() or 1
    return max(1, min(int(said), most) if said.isdigit() else most - 1)


def threads_for(*modules: nn.Module) -> int:  # 1 for small networks without convolutions, else all `cores`
    "How many threads networks of this size are worth."
    convolutions = any(isinstance(m, nn.modules.conv._ConvNd) for module in modules for m in module.modules())
    large = sum(p.numel() for module in modules for p in module.parameters()) > 500_000
    return cores() if convolutions or large else 1

# %%
assert threads_for(nn.Linear(10, 10)) == 1

# %% [markdown]
# ## A network's mode, its first layer, and what it has kept

# %%
#| export
def set_mode(
    module: nn.Module,  # this one alone, not its parts
    training: bool,
) -> None:
    "The mode of one module, without the search through its parts that PyTorch makes at an assignment."
    if "training" in vars(module):
        vars(module)["training"] = training
    else:
        module.training = training


def last_pass(
    module: nn.Module,
) -> dict[int, Tensor]:  # by their id, for `copy.deepcopy`
    "Copies of what a module has kept of its last pass (PyTorch's older `weight_norm` does), which cannot be copied otherwise."
    kept = [value for part in module.modules() for value in vars(part).values() if isinstance(value, Tensor)]
    return {id(tensor): tensor.detach().clone() for tensor in kept if not tensor.is_leaf}


def latent_shape(
    generator: nn.Module,
) -> tuple[int, ...] | None:  # such as (2,), or (100, 1, 1) before a transposed convolution; None: no telling
    "The shape of one z that a generator's first layer expects."
    for module in generator.modules():
        if isinstance(module, nn.Linear):
            return (module.in_features,)
        if isinstance(module, nn.modules.conv._ConvNd):
            return (module.in_channels,) + (1,) * len(module.kernel_size)
    return None

# %%
assert latent_shape(nn.Sequential(nn.ConvTranspose2d(100, 3, 4))) == (100, 1, 1) and latent_shape(nn.ReLU()) is None
