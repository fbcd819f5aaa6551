"Monitor and `diagnose` are one: who comes late looks back, and whoever asks hears the same."

import numpy as np
import pytest
import torch

from ganlab import GAN, data
from ganlab.backend.randomness import stream
from ganlab.diagnosis import Watch, diagnose, keyframes_to_look_at, watch_for, watch_of, watches_of


def test_who_comes_late_looks_back():
    gan = GAN("ring", recipe="collapse", seed=0).fit(600, progress=False)
    found = diagnose(gan)
    watch = watch_of(gan)
    assert found.name == "complete collapse" and found is watch.diagnosis and diagnose(gan) is found
    steps = [tick.step for tick in watch.ticks]
    assert steps == sorted(set(steps)) and steps[-1] == 600 and len(steps) > 5 and steps[0] < 200
    assert {*steps[:-1]} <= {*gan.timeline.keyframes} and [d.name for d in watch.story][0] == "learning"
    assert min(np.diff(steps)) >= 50  # no look counts for more time than has gone by
    again = Watch(gan, kept=False)
    assert again.look() == found  # who looks at the same sees the same


def test_asking_often_does_not_make_time_pass():
    gan, other = (GAN("ring", recipe="collapse", seed=1) for _ in range(2))
    watch = Watch(gan)
    watch.look()
    for _ in range(12):
        gan.fit(3, progress=False)
        assert diagnose(gan).step == gan.moment
    assert watch.judge.records["complete collapse"].ticks == 4 and len(watch.ticks) == 2  # the first and the present
    watch.gan.fit(14, progress=False)
    watch.poll()
    seen = Watch(other)
    seen.look()
    other.fit(50, progress=False)
    seen.poll()
    assert [tick.step for tick in watch.ticks] == [0, 50] and watch.diagnosis.name == seen.diagnosis.name
    assert all(torch.equal(one.counts, two.counts) for one, two in zip(watch.ticks, seen.ticks))


def test_another_future_is_not_taken_for_the_one_that_was_seen():
    gan = GAN("ring", seed=0)
    watch = Watch(gan)
    for _ in range(6):
        gan.fit(50, progress=False)
        watch.poll()
    gan.rewind(100)
    gan.set(lr=(1e-4, 1e-4)).fit(200, progress=False)  # nobody looked on the way
    watch.look()
    old = [tick.step for tick in watch.ticks if tick.step in (150, 200, 250)]
    assert not set(old) - set(gan.timeline.keyframes) and watch.ticks[-1].step == 300
    gan.rewind(60)
    assert diagnose(gan).step == 60 and [tick.step for tick in watch.ticks] == [50, 60]


def test_what_was_changed_by_hand_is_looked_at():
    gan = GAN("ring", recipe="classic", seed=0).fit(60, progress=False)  # without an average of the weights
    before = diagnose(gan)
    assert diagnose(gan) is before
    with torch.no_grad():
        for weight in gan.generator.parameters():
            weight.mul_(0.0)
    watch = watch_of(gan)
    assert diagnose(gan) is not before and watch.ticks[-1]["RKE"] == pytest.approx(1, abs=1e-3)


def test_a_restored_state_has_no_excuse_and_a_beginner_has():
    lost = GAN("ring", recipe="collapse", seed=0).fit(600, progress=False)
    other = GAN("ring", recipe="collapse", seed=5)
    assert diagnose(other).name == "learning"
    other.restore(lost.state())
    assert other.moment == 0 and diagnose(other).name == "complete collapse"
    other.undo()
    assert diagnose(other).name == "learning"


def test_a_reference_of_one_s_own_is_another_question():
    gan = GAN("ring", seed=0)
    mine = data.ring().draw(500, stream(0, "mine"))
    watch = Watch(gan, mine)
    assert watch_for(gan, mine) is watch and watch_for(gan) is not watch and watch_for(gan, mine, every=7) is not watch
    for _ in range(2 * Watch.most):
        Watch(gan)
    assert len(watches_of(gan)) == Watch.most
    assert watch_of(gan.fork()) is None


def test_keyframes_are_looked_at_no_closer_than_looks_are():
    near = keyframes_to_look_at(range(0, 1000, 7), -1, 300, 50)
    assert near[0] < 50 and near[-1] <= 250 and min(np.diff([*near, 300])) >= 50
    assert keyframes_to_look_at([0, 20, 90], -1, 100, 50) == [20]
    many = keyframes_to_look_at(range(0, 100_000, 10), -1, 100_000, 50, most=60)
    assert len(many) <= 60 and many[0] < 6000 and np.diff(many[-30:]).max() == 50
