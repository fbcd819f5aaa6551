"""A monitor for a loop of one's own at a prompt: its lines, its page, and that it names a collapse in such a loop."""

import torch

from ganlab.data import targets
from ganlab.runs.terminal import TerminalMonitor


def test_a_collapse_in_anybodys_loop_is_said_in_a_line_and_on_a_page(tmp_path):
    ring, lines, broken = targets.ring(), [], []
    random = torch.Generator().manual_seed(1)

    def sampler(n: int) -> torch.Tensor:
        return ring.draw(1, random).repeat(n, 1) if broken else ring.draw(n, random)

    monitor = TerminalMonitor(sampler, ring.draw(4000, random), page=tmp_path / "page.html", seconds=1e6,
                              line=lines.append)
    for step in range(1, 401):
        monitor.tick(step)
    assert not monitor.diagnosis.alarm and len(lines) <= 3
    broken.append(True)
    for step in range(401, 801):
        monitor.tick(step)
    assert monitor.diagnosis.name == "complete collapse" and 400 < monitor.diagnosis.since <= 500
    assert lines[-1].startswith("step ") and "collapse" in lines[-1].lower() and "\n" not in lines[-1]
    page = (tmp_path / "page.html").read_text()
    assert "ollapse" in page and page.count("<img") == 1 and "http-equiv" in page
