"""The units of distance may be chosen for the monitor and the diagnosis, as for the metrics."""

import pytest
import torch

from ganlab import GAN, DiversityMonitor, diagnose
from ganlab.diagnosis import Watch
from ganlab.diagnosis.monitor import diagnose_present


def people(n, generator, sides=(-1.0, 1.0)):
    "Two groups in the first column; an income in the second, a million times as wide."
    side = torch.tensor(sides)[torch.randint(len(sides), (n,), generator=generator)]
    first = 3 * side + 0.3 * torch.randn(n, generator=generator)
    return torch.stack([first, 1e6 * torch.randn(n, generator=generator)], 1)


@pytest.mark.parametrize("standardize, lost", [(None, True), (True, True), (False, False)])
def test_the_loss_of_a_group_is_seen_beside_an_income(standardize, lost):
    generator = torch.Generator().manual_seed(0)
    watch = Watch(lambda n: people(n, generator, (1.0,)), people(1500, generator), standardize=standardize, young=False)
    for _ in range(8):
        watch.look()
    assert watch.gauge.units.untouched is (standardize is False)
    assert (watch.diagnosis.name != "healthy") is lost


def test_monitor_and_diagnosis_take_it_too():
    gan = GAN("ring", seed=1).fit(20, progress=False)
    monitor = DiversityMonitor(gan, standardize=False)
    assert monitor.watch.gauge.units.untouched and not Watch(gan, kept=False).gauge.units.untouched
    assert diagnose(gan, standardize=False).name == monitor.update().name
    assert diagnose_present(gan, 2, standardize=False).name in ("healthy", "complete collapse", "mode dropping", "blur")
    monitor.close()
    with pytest.raises(TypeError, match="standardize must be True, False or None"):
        DiversityMonitor(gan, standardize="yes")
