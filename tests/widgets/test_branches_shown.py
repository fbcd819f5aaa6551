"""What a page is told of branches, how it goes there, a twin beside its GAN, and sentences that are true after undo."""

import pytest
import torch
from test_lab import Comm, messages, ring, say, wait

from ganlab import GAN, Lab, Stepper
from ganlab.widgets.scene.timeline_bar import MOST_BRANCHES, PastNews, branches_of


@pytest.fixture
def make():
    "Makes widgets whose page is a `Comm`, and closes them."
    made = []

    def widget(kind, *gans):
        made.append(kind(*gans, points=20, field=8))
        page = getattr(made[-1], "bench", made[-1])
        page.comm = Comm()
        return made[-1]

    yield widget
    for widget in made:
        for gan in [*widget.gans, *widget.forks]:
            if gan.control.trainer is not None:
                gan.control.trainer.close()
        widget.close()


def left() -> GAN:
    "Trained for 40 rounds with a change at 20, then from moment 15 for one step of D."
    gan = ring().fit(20, progress=False)
    gan.set(lr=1e-3)
    gan.fit(20, progress=False)
    gan.rewind(15).step_d()
    return gan


# ---- what is told

def test_a_branch_is_told_with_where_it_leads_and_what_was_changed_on_it():
    told = branches_of(left())
    text = "from moment 15 to 40, learning rate 0.001"
    assert told == {"branches": [{"number": 1, "parted": 15, "horizon": 40, "text": text}],
                    "more": 0, "gone": ""}


def test_many_branches_are_told_as_the_newest_and_a_number():
    gan = ring().fit(4, progress=False)
    for _ in range(MOST_BRANCHES + 3):
        gan.rewind(2).step_d()
        gan.step_d()
    told = branches_of(gan)
    assert [one["number"] for one in told["branches"]] == [*range(4, MOST_BRANCHES + 4)] and told["more"] == 3


def test_what_was_let_go_is_told():
    gan = left()
    gan.rewind(3).step_g()
    gan.timeline.budget = 0
    told = branches_of(gan)
    assert "Branch 1" in told["gone"] and "was let go" in told["gone"] and "gan.timeline.budget" in told["gone"]
    assert [one["number"] for one in told["branches"]] == [2]  # undo leads there


def test_the_page_hears_of_branches_when_there_are_others():
    gan = left()
    news = PastNews(gan)
    assert len(news.news()["strip"]["branches"]) == 1 and news.news() == {}
    gan.rewind(branch=1)
    other, = news.news()["strip"]["branches"]
    assert (other["number"], other["parted"], other["horizon"]) == (2, 15, 16)


def test_a_press_on_a_branch_goes_there_and_says_so(make):
    stepper = make(Stepper, left())
    say(stepper, kind="hello", pane=0)
    wait(lambda: messages(stepper, "frame"))
    say(stepper, kind="do", what="visit", value={"pane": 0, "branch": 1, "to": None}, n=1)
    wait(lambda: stepper.gan.moment == 40)
    frame = wait(lambda: [m for m in messages(stepper, "frame") if m["time"]["moment"] == 40])[-1]
    assert frame["text"] == "This is branch 1, at moment 40. What was left is kept as branch 2."
    say(stepper, kind="do", what="visit", value={"pane": 0, "branch": 99}, n=2)
    wait(lambda: stepper.error is not None)
    assert "branch must be one of" in str(stepper.error) and stepper.gan.moment == 40


def test_the_curves_of_the_future_are_those_of_the_branch(make):
    stepper = make(Stepper, left())
    def curves():
        arrays = stepper.trainer.call(stepper.show.frame).result()[1]
        return [arrays[name][-1, 0] if len(arrays[name]) else None for name in ("d_curve", "d_future")]
    assert curves() == [16, None]
    stepper.gan.undo()
    assert curves() == [15, 40]
    stepper.gan.redo()
    assert curves() == [16, None]
    stepper.gan.rewind(10)
    assert curves() == [10, 16]
    stepper.gan.rewind(20, branch=1)
    assert curves() == [20, 40]


# ---- beside

def test_a_fork_is_shown_beside_when_that_is_wished_for(make):
    stepper = make(Stepper, ring().fit(12, progress=False))
    first = stepper.gan
    say(stepper, kind="hello", pane=0)
    wait(lambda: messages(stepper, "frame"))
    assert stepper.beside == 0
    say(stepper, kind="do", what="fork", n=1)
    wait(lambda: stepper.beside == 1)
    assert "Show beside" in wait(lambda: [m["text"] for m in messages(stepper, "frame") if "Forked" in m["text"]])[-1]
    say(stepper, kind="do", what="beside", n=2)
    wait(lambda: len(stepper.places) == 2)
    assert stepper.gans == [first, stepper.forks[0]] and len(stepper.titles) == 2 and stepper.beside == 0
    assert "same GAN up to now" in stepper.parted["text"]
    say(stepper, kind="hello", pane=1)
    wait(lambda: messages(stepper, "frame", 1))
    say(stepper, kind="do", what="step", n=3)  # a press goes to both
    wait(lambda: [gan.moment for gan in stepper.gans] == [13, 13])
    assert stepper.gans[0].state_hash() == stepper.gans[1].state_hash()
    stepper.gans[1].set(lr=1e-4)
    say(stepper, kind="do", what="step", n=4)
    wait(lambda: stepper.parted["moment"] == 13)
    assert "learning rate" in stepper.titles[1]
    say(stepper, kind="do", what="drop", value=1, n=5)
    wait(lambda: len(stepper.places) == 1 and stepper.beside == 1)
    assert stepper.gan is first and stepper.titles == [""]
    with pytest.raises(ValueError, match="last GAN"):
        stepper.drop(0)


def test_two_in_a_stepper_play_in_step_and_the_twin_may_come_while_it_plays(make):
    stepper = make(Stepper, ring().fit(5, progress=False))
    twin = stepper.gan.fork().set(lr=1e-4)
    stepper.leader.play().result()
    wait(lambda: stepper.gan.rounds > 10)
    stepper.show_beside(twin)
    wait(lambda: twin.rounds > 10 and stepper.leader.playing)
    stepper.leader.pause().result()
    wait(lambda: not stepper.leader.playing)
    before = [gan.rounds for gan in stepper.gans]
    stepper.acts.act("step").result()
    assert [gan.rounds for gan in stepper.gans] == [rounds + 1 for rounds in before] and stepper.gans[1] is twin


def test_a_branch_is_shown_beside_as_a_twin_of_its_end(make):
    for kind in (Stepper, Lab):
        gan = left()
        end = gan.fork(branch=1).state_hash()
        widget = make(kind, gan)
        twin = widget.show_beside(branch=gan.timeline.branches[0])
        assert twin.state_hash() == end and widget.gans == [gan, twin] and gan.moment == 16
        page = getattr(widget, "bench", widget)
        assert page.parted["moment"] == 15


def test_what_cannot_be_shown_beside_is_refused_in_words(make):
    stepper = make(Stepper, ring().fit(2, progress=False))
    with pytest.raises(ValueError, match="fork first"):
        stepper.show_beside()
    with pytest.raises(ValueError, match="shown already"):
        stepper.show_beside(stepper.gan)
    with pytest.raises(TypeError, match="ganlab.GAN"):
        stepper.show_beside("ring")
    with pytest.raises(ValueError, match="same shape"):
        stepper.show_beside(GAN(torch.linspace(-2, 5, 50)[:, None], width=4, depth=1))
    with pytest.raises(ValueError, match="branch must be"):
        stepper.show_beside(branch=5)
    for _ in range(3):
        stepper.show_beside(stepper.gan.fork())
    with pytest.raises(ValueError, match="at most 4 GANs"):
        stepper.show_beside(stepper.gan.fork())
    assert len(stepper.places) == 4


def test_several_gans_leave_their_futures_together_and_get_them_back_together(make):
    first = ring().fit(10, progress=False)
    lab = make(Lab, [first, first.fork().set(lr=1e-4)])
    lab.step(2)
    ends = [gan.state_hash() for gan in lab.gans]
    lab.rewind(4)
    lab.step_d()
    assert [gan.horizon for gan in lab.gans] == [5, 5]
    strips = [place.show.past.news()["strip"]["branches"] for place in lab.bench.places]
    assert [[one["horizon"] for one in strip] for strip in strips] == [[12], [12]]
    lab.undo()
    assert [(gan.moment, gan.horizon) for gan in lab.gans] == [(4, 12), (4, 12)]
    lab.redo()
    assert [(gan.moment, gan.horizon) for gan in lab.gans] == [(5, 5), (5, 5)]
    lab.undo()
    lab.rewind(12)
    assert [gan.state_hash() for gan in lab.gans] == ends


# ---- true sentences

def said(stepper) -> str:
    return stepper.trainer.call(stepper.show.frame).result()[0]["text"]


def test_a_remark_goes_with_what_it_was_said_of(make):
    stepper = make(Stepper, ring().fit(10, progress=False))
    stepper.gan.set(lr=1e-3)
    stepper.trainer.call(lambda: stepper.show.remark("The learning rate is 0.001 now.")).result()
    assert said(stepper) == "The learning rate is 0.001 now." == said(stepper)
    stepper.gan.undo()  # the steps are the same, the moment is another
    assert "learning rate" not in said(stepper) and "10 steps of D" in said(stepper)
    stepper.gan.rewind(4).step()
    said(stepper)
    stepper.gan.undo()
    assert said(stepper).startswith("Back at 4 steps of D and 4 of G")


def test_counters_are_never_ahead_of_their_curves_in_slow_motion(make):
    stepper = make(Stepper, ring().fit(10, progress=False))
    say(stepper, kind="hello", pane=0)
    wait(lambda: messages(stepper, "frame"))
    for n in range(1, 40):
        say(stepper, kind="do", what="round.next", value="round", n=n)
        wait(lambda n=n: stepper.wishes()["done"].get("v") == n)
        steps = stepper.gan.steps_of_turns
        wait(lambda steps=steps: messages(stepper, "frame")[-1]["steps"] == steps)  # a picture comes with each count
        if stepper.gan.slow is None:
            break
    assert stepper.gan.steps == (11, 11)


def test_a_loss_that_shows_no_change_is_not_said_to_go():
    from ganlab.widgets.scene.narration import Moment, tell

    game = ring().game
    def moment(steps: int, loss: float) -> Moment:
        return Moment({"d": steps, "g": 0}, 0, False, {"d": loss, "g": 0.7}, 0.5)
    assert "its loss stays at 0.04." in tell(moment(4, 0.0412), moment(5, 0.0396), game)
    assert "its loss went 0.05 → 0.04." in tell(moment(4, 0.0451), moment(5, 0.0396), game)


def test_a_recipe_that_has_no_name_is_called_so():
    from ganlab.widgets.panels.choices import plan

    said = plan(ring(), {"recipe": "wgan-gp"})
    assert said.startswith("recipe your own → wgan-gp")
