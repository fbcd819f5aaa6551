"""The widgets know no game by heart: whatever is played, they loop over what its GAN tells of it."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import softplus

from ganlab import GAN, DiversityMonitor, Lab, LatentExplorer, Stepper, games
from ganlab.games.game import Game, Input, Objective, turn
from ganlab.widgets.panels.choices import knobs_of, unused
from ganlab.widgets.panels.curves import lanes_of
from ganlab.widgets.scene.narration import moment_of, tell
from ganlab.widgets.scene.scenes import scene_of
from test_html_page import opened
from test_panels import Comm, sent, wait

ROOT = Path(__file__).parents[2]


class WithEncoder(Game):
    "G makes x of z, E finds z again, D judges x: three players, no graph, no loss of the library."

    settings = {"found": 1.0}

    def prepare(self, setting):
        self.data, self.device = setting.data, setting.device
        self.follow(setting.recipe)
        torch.manual_seed(0)
        return {"d": nn.Linear(2, 1), "e": nn.Linear(2, 2), "g": nn.Linear(2, 2)}

    def draw(self, streams):
        return {"real": self.data.batch(16, streams["data"])[0].float(), "z": self.draw_z(16, streams["z"])}

    @turn("d")
    def d(self, t):
        fake = t.once("fake", lambda: t.net.g(t["z"]))
        yield "fakes", fake
        r, f = t.net.d(t["real"])[:, 0], t.net.d(fake.detach())[:, 0]
        return Objective({"adversarial": softplus(-r) + softplus(f)}, {"real": r, "fake": f}, {"fake": fake})

    @turn("e", side="g", title="E", noun="encoder")
    def encode(self, t):
        code = t.net.e(t.once("fake", lambda: t.net.g(t["z"])).detach())
        yield "code", code
        return Objective({"found": t.number("found") * (code - t["z"]).square().mean(1)})

    @turn("g", ends_batch=True)
    def make(self, t):
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


MAKE = {
    "plain": lambda: GAN("ring", seed=1, width=8, depth=2),
    "cycle": lambda: GAN(game=games.CycleGAN("moons", "ring", width=8)),
    "dirac": lambda: GAN(game=games.Dirac()),
    "own": lambda: GAN("ring", game=WithEncoder()),
}


@pytest.fixture(params=MAKE)
def stepper(request):
    widget = Stepper(MAKE[request.param](), points=20, field=8)
    widget.comm = Comm()
    yield widget
    widget.close()
    widget.trainer.close()


def seen(widget) -> dict:  # header and arrays
    header, arrays = widget.trainer.call(widget.show.frame).result()
    json.dumps(header, allow_nan=False)
    return header | arrays


def test_every_button_steps_what_it_says(stepper):
    gan, game = stepper.gan, stepper.game
    assert game == gan.describe() and [one["name"] for one in game["turns"]] == list(gan.game.turns)
    for side in game["sides"]:
        before, own = gan.steps_of_turns, [one["name"] for one in game["turns"] if one["side"] == side["name"]]
        stepper.do(f"step_{side['name']}").result()
        assert gan.steps_of_turns == {name: n + (name in own) for name, n in before.items()}
    for one in game["turns"]:
        before, moment = gan.state_hash(), gan.moment
        stepper.do("preview", one["name"]).result()
        frame = seen(stepper)
        assert (
            frame["preview"] == one["name"]
            and f"If {one['title']} took step" in frame["text"]
            and gan.state_hash() == before
        )
        stepper.do("accept").result()
        assert gan.moment == moment + 1 and gan.latest[one["name"]].applied
    with pytest.raises(ValueError, match="preview takes"):
        stepper.do("preview", "nobody").result()
    before = gan.steps
    stepper.do("step").result()
    stepper.do("undo").result()
    assert gan.steps == before
    stepper.do("redo").result()
    stepper.do("scrub", {"to": 1, "exact": True}).result()
    assert gan.moment == 1
    stepper.do("play", None).result()
    wait(lambda: gan.rounds > 5)
    stepper.do("pause").result()
    assert stepper.error is None and stepper.trainer.failure is None
    stepper.do("reset").result()
    assert not any(gan.steps) and seen(stepper)["text"].startswith(
        "Nothing has been trained yet. Step D teaches the discriminator"
    )


def test_frames_bring_counters_losses_and_curves_of_every_turn(stepper):
    stepper.gan.fit(5, progress=False)
    frame = seen(stepper)
    turns = [curve["turn"] for curve in stepper.game["curves"]]
    assert frame["steps"] == dict.fromkeys(stepper.gan.game.turns, 5) and list(frame["losses"]) == turns
    for name in turns:
        assert frame[f"{name}_curve"][-1][0] == 5 and frame["losses"][name] == stepper.gan.history[f"{name}_loss"][-1]
        assert len(frame[f"{name}_future"]) == 0
    stepper.do("scrub", {"to": 2, "exact": True}).result()
    frame = seen(stepper)
    assert all(len(frame[f"{name}_curve"]) == 2 and len(frame[f"{name}_future"]) == 5 for name in turns)


def test_slow_motion_goes_through_the_parts_that_the_page_was_told_of(stepper):
    gan, game = stepper.gan, stepper.game
    stepper.open_drawers = ["round"]
    lit = {part for node in game["graph"]["nodes"] for part in node["part"]}
    for one in game["turns"]:
        for part in game["parts"][one["name"]]:
            stepper.do("round.next", one["name"]).result()
            phase = stepper.tools["round"].state(stepper.places[0])["phase"]
            assert (phase["who"], phase["name"]) == (one["name"], part) and phase["sentence"]
            assert part in lit | {"weights", "gradient", "code"}
        assert phase["last"] and gan.slow is None, phase
    header, arrays = stepper.trainer.call(lambda: stepper.tools["round"].world(stepper.places[0])).result()
    json.dumps(header, allow_nan=False)
    assert list(header["steps"]) == list(gan.game.turns)
    for turn_, told in header["steps"].items():
        step = gan.latest[turn_]
        for name, x in step.made.items():
            assert told["numbers"][name] == len(x) and f"{turn_}_{name}" in arrays
        for name in (part.removeprefix("score_") for part in game["parts"][turn_] if part.startswith("score_")):
            assert (
                arrays[f"{turn_}_{name}_bars"].sum() == pytest.approx(1) and told["numbers"][f"said_{name}"] is not None
            )
        assert told["numbers"]["loss"] == pytest.approx(step.loss)
    with pytest.raises(ValueError, match="'round'"):
        stepper.do("round.next", "nobody")


def test_curves_settings_and_documents(stepper, tmp_path):
    gan = stepper.gan.fit(12, progress=False)
    stepper.open_drawers = ["curves", "settings", "export"]
    lanes = lanes_of(gan.game, list(gan.history))
    for lane in lanes:
        stepper.do("curves.turn", lane).result()
    header, arrays = stepper.trainer.call(lambda: stepper.tools["curves"].world(stepper.places[0])).result()
    shown = {curve["name"] for lane in header["lanes"].values() for curve in lane["curves"]}
    assert all(f"{name}_loss" in shown and f"{name}_slope" in shown for name in gan.game.turns)
    for name in gan.game.settings:
        stepper.do("settings.set", {"pane": 0, "knob": name, "value": "2.5"}).result()
        assert gan.game.settings[name] == 2.5 and f"{name.replace('_', ' ')} 2.5" in stepper.show.text.lower()
        stepper.do("settings.set", {"pane": 0, "knob": name, "value": "many"}).result()
        assert sent(stepper, "tool")[-1]["refused"] == name
    shown_knobs = set(knobs_of(gan)) - set(unused(gan))
    assert set(gan.game.settings) - {"known_pairs"} <= shown_knobs and ("data" in shown_knobs) == gan.game.takes_data
    run = opened(stepper.to_html(str(tmp_path / "run.html"), frames=4, progress=False).path)
    assert (
        run["game"] == json.loads(json.dumps(stepper.game))
        and run["panes"][0]["frames"][-1]["steps"] == gan.steps_of_turns
    )
    assert all(f"{name}_curve" in run["panes"][0]["arrays"] for name in gan.game.turns)
    assert stepper.png().data[:4] == b"\x89PNG" and stepper.gif(seconds=0.5, progress=False).data[:3] == b"GIF"
    assert all(f"{one.title} steps" in stepper.picture()["text/plain"] for one in gan.game.turns.values())
    stepper.do("settings.start", {"pane": 0, "wishes": {"seed": "7"}}).result()
    wait(lambda: stepper.gan is not gan)
    assert type(stepper.gan.game) is type(gan.game) and stepper.gan.seed == 7 and not any(stepper.gan.steps)
    assert stepper.gan.game.settings == gan.game.settings


def test_a_game_that_brings_its_data_says_so_in_the_settings():
    widget = Stepper(MAKE["cycle"](), points=20, field=8)
    widget.comm = Comm()
    widget.open_drawers = ["settings"]
    widget.do("settings.plan", {"pane": 0, "wishes": {"data": "spiral"}}).result()
    told = sent(widget, "tool")[-1]
    assert told["refused"] and "CycleGAN brings its own data" in told["text"]
    widget.close()


def without_nulls(value):
    if isinstance(value, dict):
        return {key: without_nulls(one) for key, one in value.items() if one is not None}
    return [without_nulls(one) for one in value] if isinstance(value, list) else value


def test_the_plain_game_is_told_as_the_page_knows_it_by_itself():
    "What js/src/lib/game.js takes where it is told nothing, and what it makes of what it is told."
    told = GAN("ring", loss="nonsaturating").describe()
    script = (
        "import {gameOf, strandsOf, about} from './js/src/lib/game.js'; const told = JSON.parse(process.argv[1]);"
        "const facts = (g) => [g.turns, g.sides, g.curves, g.parts, g.graph.nodes.map(({part, ...node}) => node),"
        "strandsOf(g), g.views, g.maker, g.judge, g.turns.map(({name}) => "
        "g.parts[name].map((part) => about(g, name, part)))];"
        "console.log(JSON.stringify([facts(gameOf(told)), facts(gameOf())]))"
    )
    node = shutil.which("node") or str(next((ROOT / ".venv").glob("**/bin/node")))
    out = subprocess.run(
        [node, "--input-type=module", "-e", script, json.dumps(told)], capture_output=True, text=True, cwd=ROOT
    )
    assert out.returncode == 0, out.stderr
    ours, theirs = json.loads(out.stdout)
    for one, other in zip(ours, theirs):
        assert without_nulls(one) == without_nulls(other)


def test_a_graph_is_drawn_of_what_a_game_was_seen_to_do():
    graph = MAKE["own"]().describe()["graph"]
    kinds = {node["id"]: node["kind"] for node in graph["nodes"]}
    assert kinds == {
        "real": "data",
        "z": "noise",
        "g": "network",
        "fake": "samples",
        "d": "network",
        "e": "network",
        "loss": "loss",
    }
    ways = {}
    for edge in graph["edges"]:
        ways.setdefault((edge["from"], edge["to"], edge["back"]), []).extend(edge["turns"])
    assert sorted(ways["z", "g", False]) == ["d", "encode", "make"] and ways["real", "d", False] == ["d"]
    assert ways["fake", "d", False] == ["d", "make"] and ways["e", "loss", False] == ["encode"]
    assert (
        ways["d", "fake", True] == ["make"]
        and ways["fake", "g", True] == ["make"]
        and ways["loss", "e", True] == ["encode"]
    )
    assert ("real", "g", False) not in ways and ("real", "loss", False) not in ways
    column = {node["id"]: node["column"] for node in graph["nodes"]}
    assert column["z"] < column["g"] < column["fake"] < column["d"] < column["loss"] and column["real"] < column["d"]
    places = [(node["column"], node["row"]) for node in graph["nodes"]]
    assert len(set(places)) == len(places)


def test_looking_at_what_a_turn_does_changes_nothing():
    for make in MAKE.values():
        seen_, unseen = make(), make()
        for _ in range(2):
            seen_.acts.slow_motion.engine.flow_of(next(iter(seen_.game.turns)))
            seen_.describe(), seen_.step(), unseen.step()
        assert seen_.state_hash() == unseen.state_hash()


def test_the_description_follows_the_rules():
    gan = GAN("ring", loss="nonsaturating", width=8, depth=2)
    widget = Stepper(gan, points=20, field=8)
    assert "real" not in widget.game["parts"]["g"] and gan.describe() is gan.describe()
    gan.set(loss="relativistic")
    widget.trainer.call(widget.follow).result()
    assert "real" in widget.game["parts"]["g"]
    widget.close()


def test_sentences_of_a_game_with_three_turns():
    gan = MAKE["cycle"]()
    game, start = gan.game, moment_of(gan, False, 0.5)
    assert tell(None, start, game) == (
        "Nothing has been trained yet. Step D teaches the discriminator of A and the discriminator of B, "
        "Step G the pair of generators."
    )
    gan.step("d_a")
    first = moment_of(gan, False, 0.5)
    assert tell(start, first, game).startswith(
        f"The discriminator of A took step 1: its loss is {first.losses['d_a']:.2f}. Shown"
    )
    assert "D_B now picks" in tell(start, first, game)
    gan.step("d")
    second = moment_of(gan, False, 0.5)
    assert tell(first, second, game).startswith(f"One step each: D_A's loss is now {second.losses['d_a']:.2f}, D_B's ")
    gan.step("d_b")
    assert "it now picks" in tell(second, moment_of(gan, False, 0.5), game)
    gan.step()
    assert tell(None, moment_of(gan, False, 0.5), game).startswith("After 3 steps of D_A, 3 of D_B and 1 of G.")
    now = moment_of(gan, False, 0.5)
    gan.rewind(1)
    assert tell(now, moment_of(gan, False, 0.5), game).startswith("Back at 1 steps of D_A, 0 of D_B and 0 of G.")


def test_a_lab_of_one_game_and_of_two():
    gan = MAKE["cycle"]()
    lab = Lab([gan, gan.fork()], points=20, field=8)
    lab.step_d(), lab.step_g()
    assert [one.steps for one in lab.gans] == [(1, 1, 1)] * 2
    lab.gans[1].step("d_a"), lab.gans[0].step("g")
    lab.bench.trainer.call(lab.bench.follow).result()
    assert lab.bench.parted["text"].endswith("then A took a step of G alone and B took a step of D_A alone.")
    lab.gans[0].undo(), lab.gans[1].undo(), lab.gans[1].set(cycle=1)
    lab.bench.trainer.call(lab.bench.follow).result()
    assert "B has cycle 1" in lab.bench.parted["text"] and lab.bench.titles == ["cycle 5", "cycle 1"]
    lab.close()
    both = Lab([MAKE["plain"](), MAKE["cycle"]()], points=20, field=8)
    both.step_d()
    assert [one.steps for one in both.gans] == [(1, 0), (1, 1, 0)]
    plain, cycle = both.bench.places
    assert (
        "game" not in both.bench.playing_of(plain)[0]
        and both.bench.playing_of(cycle)[0]["game"] == cycle.gan.describe()
    )
    both.bench.do("preview", "d_a").result()
    assert (plain.show.ahead, cycle.show.ahead.phase) == (None, "d_a")
    both.close()


def test_monitor_and_explorer_of_any_game():
    gan = MAKE["cycle"]()
    monitor = DiversityMonitor(gan, every=2, n=64)
    gan.fit(4, progress=False)
    monitor.update()
    assert monitor.error is None and {"AUC", "g_norm", "loudness"} <= {
        name for tick in monitor.watch.ticks for name in tick.figures
    }
    assert monitor.game == gan.describe() and monitor.show.state()["steps"] == gan.steps_of_turns
    monitor.close()
    for name in ("dirac", "own", "cycle"):
        explorer = LatentExplorer(MAKE[name](), size=2)
        assert explorer.game["turns"] and explorer.samples().shape[0] == 4
        explorer.close()
    lab = Lab(GAN(game=Bare()), points=20, field=8, explorer=True)
    assert "no examples at hand: gan.translate(x) translates samples" in lab.sections[1].said
    lab.close()


class Bare(games.CycleGAN):
    "A game that translates and has no samples at hand to show it with."
    examples = games.Game.examples


def test_a_game_that_makes_no_samples_is_refused_in_words():
    class Silent(Game):
        "A discriminator that is alone with the data."

        @turn("d")
        def d(self, t):
            r = t.net.d(t["real"])[:, 0]
            yield "score_real", r
            return Objective({"adversarial": r.square()}, {"real": r})

    with pytest.raises(ValueError, match="Silent does not say how samples are made"):
        scene_of(GAN("ring", game=Silent(d=nn.Linear(2, 1))))


def test_samples_of_both_domains_lie_within_the_drawers_axes():
    widget = Stepper(MAKE["cycle"](), points=20, field=8)
    world = widget.trainer.call(lambda: widget.tools["round"].world(widget.places[0])).result()[0]
    x0, x1, y0, y1 = world["extent"]
    for name in "ab":
        low, high = widget.gan.game.domains[name].draw(200, torch.Generator()).numpy().min(0), np.array([x1, y1])
        assert (low >= [x0, y0]).all() and (low < high).all()
    widget.close()
