"""Runs as one computation over stacked weights: the same batches and gradients as alone, and what cannot be stacked."""

import pytest
import torch

from ganlab import GAN, Ensemble
from ganlab.games.schedules import LoserTrains
from ganlab.runs.together import play_together
from ganlab.training.stacked import StackedRounds, cannot_stack

SMALL = {"width": 16, "batch_size": 16}


def begun(recipe: str, seeds=range(3), **more) -> list[GAN]:
    return [GAN("ring", recipe=recipe, seed=seed, **SMALL, **more).fit(1, progress=False) for seed in seeds]


@pytest.mark.parametrize("recipe, more", [
    ("default", {}), ("wgan-gp", {}), ("pacgan", {"dropout": 0.3}),
    ("classic", {"instance_noise": 0.1, "penalty": "dragan", "schedule": "simultaneous"}),
])
def test_a_member_takes_the_step_that_it_would_take_alone(recipe, more):
    gans, alone = begun(recipe, **more), begun(recipe, seeds=[1], **more)[0]
    assert not play_together(gans, 1)
    alone.fit(1, progress=False)
    assert gans[1].steps == alone.steps and gans[1].rounds == alone.rounds == gans[1].moment == 2
    for turn in ("d", "g"):
        mine, its = gans[1].latest[turn], alone.latest[turn]
        assert torch.equal(mine.x_real, its.x_real)  # of the same random streams
        assert (mine.gradient - its.gradient).norm() <= 1e-5 * its.gradient.norm()
        assert gans[1].history[f"{turn}_loss"] == pytest.approx(alone.history[f"{turn}_loss"], rel=1e-4)


def test_many_rounds_stay_near_where_adam_does_not_magnify_rounding():
    gans, alone = begun("classic"), begun("classic", seeds=[2])[0]
    play_together(gans, 20)
    alone.fit(20, progress=False)
    for name, player in alone.players.items():
        other = gans[2].players[name]
        torch.testing.assert_close(other.weights.vector, player.weights.vector, atol=1e-5, rtol=0)
        assert other.steps == player.steps
    for one in (gans[2], alone):
        one.fit(5, progress=False)  # which goes on as ever
    torch.testing.assert_close(gans[2].sample(20), alone.sample(20), atol=1e-3, rtol=0)


def test_its_moments_are_kept_or_said_to_be_lost(tmp_path):
    gan = begun("classic")[0]
    play_together([gan, *begun("classic", seeds=[7])], 10)
    there = gan.state_hash()
    gan.save(tmp_path / "a.ganlab")
    assert GAN.load(tmp_path / "a.ganlab").state_hash() == there
    gan.fit(4, progress=False).rewind(11)
    assert gan.state_hash() == there


def test_one_that_diverges_leaves_the_others_alone():
    gans = begun("classic", optimizer="adam")
    with torch.no_grad():
        gans[1].generator.get_parameter(next(name for name, _ in gans[1].generator.named_parameters())).fill_(1e30)
    gans[1].fit(0, progress=False)  # which takes the change up
    gans[1].players["g"].learn(torch.zeros_like(gans[1].players["g"].weights.vector), 0.0, (0.5, 0.999))
    alone = begun("classic", seeds=[2])[0].fit(3, progress=False)
    assert play_together(gans, 3) == {1}
    assert (gans[1].rounds, gans[2].rounds) == (1, 4)
    mine, its = (one.players["d"].weights.vector for one in (gans[2], alone))
    torch.testing.assert_close(mine, its, atol=1e-5, rtol=0)


@pytest.mark.parametrize("more, why", [
    ({"schedule": "loser"}, "schedule"), ({"optimizer": "sgd"}, "Adam"),
])
def test_what_cannot_be_stacked_is_said(more, why):
    more = {"schedule": LoserTrains()} if "schedule" in more else more
    engines = [gan.engine for gan in begun("classic", **more)]
    assert why in cannot_stack(engines)
    with pytest.raises(ValueError, match=why):
        StackedRounds(engines)
    assert "one shape" in cannot_stack([begun("classic")[0].engine, begun("default")[0].engine])


def test_an_ensemble_of_stacks_goes_on_in_parts_and_after_a_member_was_trained_alone(tmp_path):
    many = Ensemble("ring", seeds=range(4), recipe="classic", folder=tmp_path, jobs=1, every=10, stacked=True, **SMALL)
    many.fit(20, progress=False)
    many[3].fit(5, progress=False)
    many.fit(10, progress=False)
    assert [row.rounds for row in many.rows] == [30, 30, 30, 35]
    assert [len(row.looks) for row in many.rows] == [3, 3, 3, 4]
    alone = GAN("ring", recipe="classic", seed=1, **SMALL).fit(30, progress=False)
    torch.testing.assert_close(many[1].sample(9), alone.sample(9), atol=1e-3, rtol=0)
