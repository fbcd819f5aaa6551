"""Other games than the plain one in a real JupyterLab: their buttons, previews, slow motion, knobs and curves."""

import pytest

pytestmark = pytest.mark.browser

ROOT = ".ganlab-stepper"
OWN = """
import torch
from torch import nn
from torch.nn.functional import softplus
from ganlab.games.game import Game, Input, Objective, turn

class Own(Game):
    def prepare(self, setting):
        self.data, self.device = setting.data, setting.device
        self.follow(setting.recipe)
        return {"d": nn.Linear(2, 1), "g": nn.Linear(2, 2)}
    def draw(self, streams):
        return {"real": self.data.batch(64, streams["data"])[0].float(), "z": self.draw_z(64, streams["z"])}
    @turn("d")
    def d(self, t):
        fake = t.once("fake", lambda: t.net.g(t["z"]))
        yield "fakes", fake
        r, f = t.net.d(t["real"])[:, 0], t.net.d(fake.detach())[:, 0]
        return Objective({"adversarial": softplus(-r) + softplus(f)}, {"real": r, "fake": f}, {"fake": fake})
    @turn("g", ends_batch=True)
    def g(self, t):
        fake = t.once("fake", lambda: t.net.g(t["z"]))
        yield "fakes", fake
        f = t.net.d(fake)[:, 0]
        return Objective({"adversarial": softplus(-f)}, {"fake": f}, {"fake": fake})
    def draw_z(self, n, generator):
        return torch.randn(n, 2, generator=generator)
    def inputs(self):
        return [Input("z", "noise", (2,))]
    def draw_inputs(self, n, generator):
        return {"z": self.draw_z(n, generator)}
    def generate(self, net, z, **_):
        return net.g(z)
"""
GAMES = {
    "cycle": "gan = GAN(game=games.CycleGAN('moons', 'ring'))",
    "dirac": "gan = GAN(game=games.Dirac())",
    "own": f"{OWN}\ngan = GAN('ring', game=Own())",
}


def open_stepper(notebook, name: str, dark: bool):
    start, end = "from ganlab import GAN, Stepper, games", "stepper = Stepper(gan, height=360)\nstepper.more = True"
    nb = notebook(f"{start}\n{GAMES[name]}\n{end}", "stepper", dark=dark).run()
    nb.until(lambda: nb.find(ROOT).first.get_attribute("data-seq"))
    return nb


def steps(nb) -> list[int]:
    return [int(text.replace(",", "")) for text in nb.find(".ganlab-number[data-turn] b").all_inner_texts()]


def said(nb) -> str:
    return nb.find(".ganlab-sentence").first.inner_text()


@pytest.mark.parametrize(
    "name, dark", [("cycle", False), ("cycle", True), ("dirac", False), ("dirac", True), ("own", False)]
)
def test_every_button_of_another_game(notebook, name, dark):
    nb = open_stepper(notebook, name, dark)
    theme = "dark" if dark else "light"
    turns = nb.python("[[one.name, one.title, one.side] for one in gan.game.turns.values()]")
    counts = [0] * len(turns)
    for side in "dg":
        nb.click(f"Step {side.upper()}")
        counts = [n + (own == side) for n, (*_, own) in zip(counts, turns)]
        nb.until(lambda: steps(nb) == counts)
    nb.click("Step both")
    counts = [n + 1 for n in counts]
    nb.until(lambda: steps(nb) == counts and nb.python("list(gan.steps)") == counts)
    for i, (turn, title, _) in enumerate(turns):
        nb.click(f"Preview {title}")
        nb.until(
            lambda: (
                nb.button(f"Preview {title}").get_attribute("aria-pressed") == "true"
                and nb.button("Accept").is_enabled()
            )
        )
        assert steps(nb) == counts
        nb.click("Discard" if i == 0 else "Accept")
        counts = counts if i == 0 else [n + (other[0] == turn) for n, other in zip(counts, turns)]
        nb.until(lambda: steps(nb) == counts and nb.button("Accept").is_hidden())
    nb.click("Play")
    nb.until(lambda: min(steps(nb)) > 30)
    nb.click("Pause")
    nb.button("Play").wait_for()
    nb.until(lambda: nb.python("list(gan.steps)") == steps(nb))
    nb.shot(f"games-{name}-{theme}", nb.find(ROOT).first)
    nb.click("Round")
    nb.until(lambda: nb.find(".ganlab-box-loss:visible").count() >= 1)
    for turn, title, _ in turns:
        nb.click(f"Step of {title}")
        for part in nb.python(f"gan.describe()['parts']['{turn}']"):
            nb.click("Next phase")
            nb.until(lambda: nb.find(".ganlab-phase-sentence").get_attribute("data-phase") == f"{turn}.{part}")
            if part == "pull":
                nb.shot(f"games-{name}-pull-{theme}", nb.find(ROOT).first)
        assert nb.find(f'[data-number="{turn}.loss"]').inner_text() != "–"
    nb.shot(f"games-{name}-round-{theme}", nb.find(".ganlab-roundgraph"))
    nb.click("Curves")
    nb.until(lambda: nb.find("canvas.ganlab-charts").get_attribute("data-drawn"))
    nb.shot(f"games-{name}-curves-{theme}", nb.find(".ganlab-curves-room"))
    nb.click("Settings")
    nb.until(lambda: nb.find(".ganlab-knob:visible").count() > 5)
    nb.shot(f"games-{name}-settings-{theme}", nb.find(".ganlab-settings").first)
    assert nb.python("stepper.error is None and stepper.trainer.failure is None")


def test_keys_and_knobs_of_a_cyclegan(notebook):
    nb = open_stepper(notebook, "cycle", False)
    nb.click("Step D")
    nb.until(lambda: steps(nb) == [1, 1, 0])
    for key, counts in (("g", [1, 1, 1]), ("b", [2, 2, 2])):
        nb.press(key)
        nb.until(lambda: steps(nb) == counts)
    for key, title in (("Shift+A", "D_A"), ("Shift+B", "D_B"), ("Shift+G", "G")):
        nb.press(key)
        nb.until(lambda: nb.button(f"Preview {title}").get_attribute("aria-pressed") == "true")
    assert "If G took step 3 now" in said(nb) and steps(nb) == [2, 2, 2]
    nb.press("Escape")
    nb.until(lambda: nb.button("Accept").is_hidden())
    nb.press("Shift+G")
    nb.press("Enter", on=nb.button("Accept"))
    nb.until(lambda: steps(nb) == [2, 2, 3] and nb.button("Accept").is_hidden())
    nb.press("b")  # who answers with a key goes on with keys
    nb.until(lambda: steps(nb) == [3, 3, 4])
    nb.click("Settings")
    field = nb.page.get_by_role("textbox", name="Cycle", exact=True)
    field.fill("2")
    field.press("Enter")
    nb.until(lambda: nb.python("gan.game.settings['cycle']") == 2)
    nb.until(lambda: "cycle 2" in said(nb))
