# %% [markdown]
# # digest
#
# > One short text for a nested value: equal texts, equal values, to the bit
#
# Two trainings with the same state have the same future. To see that two states are the same one need not compare them number by
# number: at the end of this notebook each has a digest of 64 digits.

# %%
#| default_exp backend.digest

# %%
#| export
import hashlib
import re
from typing import Any

import torch
from torch import Tensor

# %%
#| export
def _feed(hashed: Any, value: object) -> None:
    "Add a nested value to a hash, each part after its kind and its length, so that no two values collide."
    if isinstance(value, Tensor):
        value = value.detach().cpu().contiguous()
        hashed.update(f"T{value.dtype}{tuple(value.shape)}".encode())
        hashed.update(value.flatten().view(torch.uint8).numpy().tobytes())
    elif isinstance(value, dict):
        hashed.update(f"D{len(value)}".encode())
        for key in sorted(value, key=str):
            _feed(hashed, key)
            _feed(hashed, value[key])
    elif isinstance(value, (list, tuple)):
        hashed.update(f"L{len(value)}".encode())
        for item in value:
            _feed(hashed, item)
    else:
        text = repr(value)
        hashed.update(f"S{len(text)}:{text}".encode())


def digest(
    value: object,  # tensors, numbers and strings in dicts, lists and tuples
) -> str:  # 64 hexadecimal digits
    "SHA-256 of a nested value."
    hashed = hashlib.sha256()
    _feed(hashed, value)
    return hashed.hexdigest()


def name_of(
    value: object,
) -> str:
    "A text that is the same in every process: a function by its name instead of its address."
    named = hasattr(value, "__qualname__")
    return f"{value.__module__}.{value.__qualname__}" if named else re.sub(r" at 0x[0-9a-f]+", "", repr(value))

# %%
assert digest({"a": torch.ones(2), "b": 1}) == digest({"b": 1, "a": torch.ones(2)})
assert digest([torch.ones(2)]) != digest([torch.ones(2, 1)]) != digest([torch.ones(2, 1).double()])
