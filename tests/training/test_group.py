"""Several GANs in step: the same number of rounds, the same numbers as alone, no waiting in a circle, no silence."""

import subprocess
import sys
import threading
import time
from concurrent.futures import Future

import pytest

from ganlab.gan import GAN
from ganlab.training.engine import Diverged
from ganlab.training.group import STRIDE, Company, Seat, rounds_for, when_all
from ganlab.training.trainer import Trainer


@pytest.fixture
def make():
    "Makes companies, and closes them and their trainers."
    made = []

    def company(*gans: GAN) -> Company:
        made.append(Company(gans))
        return made[-1]

    yield company
    for one in made:
        one.close()
        for trainer in one.trainers:
            trainer.close()


def wait(truth, seconds: float = 120.0):
    end = time.monotonic() + seconds
    while not (value := truth()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)
    return value


def test_all_play_the_same_rounds_and_come_out_as_if_alone(make):
    gans = [
        GAN("ring", seed=seed, width=8, loss=loss) for seed, loss in ((0, "relativistic"), (1, "hinge"), (2, "wgan"))
    ]
    company = make(*gans)
    for _ in range(2):
        company.play().result(5)
        assert company.playing and company.together
        target = gans[0].rounds + 25
        wait(lambda: gans[0].rounds >= target)
        company.pause().result(5)
        assert not company.playing and len({gan.rounds for gan in gans}) == 1
    at_rest = gans[0].rounds
    time.sleep(0.1)
    assert gans[0].rounds == at_rest
    alone = GAN("ring", seed=1, width=8, loss="hinge").fit(at_rest, progress=False)
    assert gans[1].state_hash() == alone.state_hash()


def test_a_stretch_of_play_is_one_act_for_undo(make):
    a, b = GAN("ring", width=8), GAN("ring", width=8, seed=1)
    company = make(a, b)
    company.each(lambda gan: gan.step()).result(5)
    company.play().result(5)
    wait(lambda: a.rounds > 20)
    company.pause().result(5)
    for gan in (a, b):
        gan.undo()
        assert gan.moment == 1


def test_one_is_handed_to_its_own_trainer(make):
    gan = GAN("ring", width=8)
    company = make(gan)
    company.play(50.0).result(5)
    assert Trainer.of(gan).playing and company.playing and not company.together and company.speed == 50
    company.pause().result(5)
    assert not Trainer.of(gan).playing


def test_the_speed_is_kept_and_may_change(make):
    a, b = GAN("ring", width=8), GAN("ring", width=8, seed=1)
    company = make(a, b)
    company.play(20.0).result(5)
    began = time.monotonic()
    wait(lambda: a.rounds >= 10)
    assert time.monotonic() - began > 0.35  # ten rounds at twenty a second take half a second
    company.play(None).result(5)
    wait(lambda: a.rounds >= 60, 10)
    assert company.speed is None
    with pytest.raises(ValueError, match="speed must be"):
        company.play(-1)


def test_when_one_fails_all_stand_still_and_it_is_named(make):
    well, ill = GAN("ring", width=8), GAN("ring", width=8, loss="wgan", penalty=None, lr=1e30)
    company = make(well, ill)
    company.play().result(5)
    wait(lambda: not company.playing)
    assert isinstance(company.failure, Diverged) and company.failed is ill
    seats = [Seat(trainer, company) for trainer in company.trainers]
    assert seats[0].failure is None and isinstance(seats[1].failure, Diverged) and "was not taken" in seats[1].error
    ill.set(lr=1e-3)
    ill.reset()
    company.play().result(5)
    assert company.failure is None


def test_two_companies_with_the_same_gans_in_opposite_orders_do_not_wait_for_each_other(make):
    a, b = GAN("ring", width=8), GAN("ring", width=8, seed=1)
    one, other = make(a, b), make(b, a)
    for company in (one, other):
        company.play().result(5)
    before = a.rounds
    wait(lambda: a.rounds > before + 20)
    for company in (one, other):
        company.pause().result(5)
    assert a.rounds == b.rounds and not one.playing


def test_cells_are_served_while_they_play(make):
    a, b = GAN("ring", width=8), GAN("ring", width=8, seed=1)
    company = make(a, b)
    company.play().result(5)
    for _ in range(20):
        assert a.sample(4).shape == (4, 2)
    a.set(lr=1e-4)
    company.pause().result(5)
    assert a.recipe.lr == (1e-4, 1e-4) and b.recipe.lr != a.recipe.lr


def test_futures_are_joined_in_any_order():
    some = [Future() for _ in range(3)]
    joined = when_all(some)
    threading.Timer(0.05, lambda: some[2].set_result("c")).start()
    some[1].set_exception(ValueError("second"))
    some[0].set_result("a")
    with pytest.raises(ValueError, match="second"):
        joined.result(5)
    assert some[2].done()


@pytest.mark.parametrize(
    "last, took, speed, least, most",
    [
        (1, 1.0, None, 1, 1),
        (10, STRIDE, None, 10, 10),
        (10, 1e-9, None, 20, 20),
        (10, 1e-9, 2.0, 1, 1),
        (50, 0.0, 1e9, 100, 100),
    ],
)
def test_questions_are_as_large_as_the_clock_allows(last, took, speed, least, most):
    assert least <= rounds_for(last, took, speed) <= most


def test_the_interpreter_ends_while_they_play():
    code = (
        "from ganlab.training.group import Company\nfrom ganlab import GAN\nimport time\n"
        "c = Company([GAN('ring', width=8), GAN('ring', width=8, seed=1)])\n"
        "c.play().result()\ntime.sleep(.3)\nprint('end')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and done.stdout.strip() == "end" and "terminate" not in done.stderr
