"Samplers as people write them: whatever they hand back is taken as samples, or refused in words."

from functools import partial

import numpy as np
import pandas as pd
import pytest
import torch

from ganlab import DiversityMonitor, data
from ganlab.backend.randomness import stream
from ganlab.diagnosis import Watch

RING = data.ring()
REAL = RING.draw(600, stream(0, "real"))


@pytest.mark.parametrize("as_they_do", [
    lambda x: x,
    lambda x: x.double().numpy(),
    lambda x: x.tolist(),
    lambda x: list(x.numpy()),
    lambda x: pd.DataFrame(x.numpy(), columns=["a", "b"]),
    lambda x: x.requires_grad_(),
])
def test_a_sampler_may_hand_back_what_data_may_be(as_they_do):
    generator = stream(1, "fakes")
    watch = Watch(lambda n: as_they_do(RING.draw(n, generator)), REAL, young=False)
    for _ in range(4):
        found = watch.look()
    assert found.name == "healthy" and not watch.trouble


@pytest.mark.parametrize("given, said", [
    (None, "the sampler's samples"),
    (np.array(["a"] * 300), "the sampler's samples"),
    (torch.zeros(3, 2), "it gave shape"),
])
def test_what_is_no_sample_is_said(given, said):
    watch = Watch(lambda n: given, REAL)
    assert watch.look().name == "unknown" and said in watch.trouble


@pytest.mark.parametrize("wrong", [lambda: torch.randn(256, 2), lambda n, labels: torch.randn(n, 2),
                                   lambda *, n: torch.randn(n, 2)])
@pytest.mark.parametrize("watch", [Watch, DiversityMonitor])
def test_a_sampler_that_takes_something_else_is_refused_at_once(watch, wrong):
    with pytest.raises(TypeError, match="a function of one number, n, to n samples, such as"):
        watch(wrong, torch.randn(300, 2))


class Sampler:
    def __call__(self, n, labels=None):
        return torch.randn(n, 2)

    def draw(self, *size):
        return torch.randn(*size, 2)


@pytest.mark.parametrize("sampler", [
    Sampler(), Sampler().draw, partial(np.random.default_rng(0).multivariate_normal, [0, 0], np.eye(2))])
def test_a_sampler_may_take_more_than_the_number(sampler):
    watch = Watch(sampler, torch.randn(300, 2))
    watch.look()
    assert not watch.trouble
