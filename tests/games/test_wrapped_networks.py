"Networks in a wrapper: what can be trained through it is, the rest is refused with the way out."

import pytest
from torch import nn

from ganlab import GAN


@pytest.mark.parametrize("player", ["generator", "discriminator"])
def test_replicas_on_several_devices_are_refused_in_words(player):
    wrapped = nn.DataParallel(nn.Linear(2, 2 if player == "generator" else 1))
    with pytest.raises(TypeError, match=rf"the {player} is wrapped in DataParallel.*hand over .*{player}\.module"):
        GAN("ring", **{player: wrapped})
    assert GAN("ring", **{player: wrapped.module}).step() is not None
