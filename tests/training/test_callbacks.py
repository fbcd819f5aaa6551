"""What `fit` calls on the way: when, in which order, and what becomes of the training if one of them fails."""

import pytest

from ganlab import GAN
from ganlab.training.callbacks import CallbackList, StopTraining


class Heard:
    def __init__(self, every=1):
        self.every, self.said = every, []

    def on_fit_begin(self, gan):
        self.said.append(("begin", gan.rounds))

    def on_round(self, gan):
        self.said.append(("round", gan.rounds))

    def on_fit_end(self, gan):
        self.said.append(("end", gan.rounds))


def test_each_is_called_when_its_rounds_are_due_also_in_a_second_fit():
    gan, fast, slow, function = GAN("ring"), Heard(2), Heard(5), []
    gan.fit(7, progress=False, callbacks=[fast, slow, lambda gan: function.append(gan.rounds)])
    gan.fit(4, progress=False, callbacks=[slow])
    assert fast.said == [("begin", 0), ("round", 2), ("round", 4), ("round", 6), ("end", 7)]
    assert slow.said == [("begin", 0), ("round", 5), ("end", 7), ("begin", 7), ("round", 10), ("end", 11)]
    assert function == [1, 2, 3, 4, 5, 6, 7]


def test_a_reason_to_stop_ends_the_training_and_nothing_else(capsys):
    def stop(gan):
        if gan.rounds == 13:
            raise StopTraining("that is enough")

    gan, heard = GAN("ring"), Heard(100)
    gan.fit(50, progress=False, callbacks=[stop, heard])
    assert gan.rounds == 13 and heard.said == [("begin", 0), ("end", 13)]
    assert "Stopped after 13 rounds: that is enough" in capsys.readouterr().out
    assert gan.undo().rounds == 0 and gan.redo().rounds == 13  # one act


def test_an_error_is_raised_with_the_gan_whole_and_all_told():
    heard, gan = Heard(), GAN("ring")
    with pytest.raises(ZeroDivisionError):
        gan.fit(10, progress=False, callbacks=[lambda gan: 1 / (gan.rounds - 4), heard])
    assert heard.said[-1] == ("end", 4)
    assert gan.fit(6, progress=False).state_hash() == GAN("ring").fit(10, progress=False).state_hash()


def test_interruption_by_the_keyboard_is_told_too(monkeypatch):
    import os
    import signal

    heard, gan = Heard(), GAN("ring")
    with pytest.raises(KeyboardInterrupt):
        gan.fit(10**6, progress=False, callbacks=[lambda gan: os.kill(os.getpid(), signal.SIGINT), heard])
    assert heard.said[-1][0] == "end"


@pytest.mark.parametrize("wrong, says", [
    ([3], "got int"), (Heard(), "must be a list"), ([Heard(0)], "every"), ([object()], "on_round"),
])
def test_what_is_no_callback_is_refused(wrong, says):
    with pytest.raises((TypeError, ValueError), match=says):
        CallbackList(wrong)
