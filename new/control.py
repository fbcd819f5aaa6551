# %% [markdown]
# # control
#
# > Who may touch a GAN now: one thread at a time, with as many cores as help, and Ctrl-C when it does no harm
#
# While a GAN plays, one thread owns it. Every verb of `GAN` is *served*: called from anywhere else it is carried
# out by that thread between two steps, and the caller waits for the answer. Without a trainer a verb is an ordinary call,
# and threads that call at the same moment take turns. At the end of this notebook you know the object that sees to it.

# %%
#| default_exp training.control

# %%
#| export
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import torch

from ganlab.backend.modules import thread_count

# %%
#| export
class Control:
    "The right to act on a GAN: one thread at a time."

    def __init__(
        self,
        threads: int = 1,  # PyTorch threads for whatever is computed
    ):
        self.threads = threads
        self.trainer: Any = None  # the trainer, if there is one, whose thread may own the GAN
        self.lock, self.acting = threading.RLock(), None  # for the threads that want something of it, and who has it
        self.listeners: list[Callable[[str], object]] = []  # who is told of what takes a while

    def carry_out(
        self,
        command: Callable[[], Any],
    ) -> Any:  # what it returns
        "Run a command between two steps, on the thread that owns the GAN."
        me = threading.get_ident()
        if self.acting != me and self.trainer is not None and self.trainer.owns():
            return self.trainer.call(lambda: self.carry_out(command)).result()
        with self.lock, thread_count(self.threads), torch.inference_mode(False), torch.enable_grad():
            before, self.acting = self.acting, me
            try:
                return command()
            finally:
                self.acting = before

    def say(
        self,
        text: str,
    ) -> None:
        "Tell whoever watches what is going on; nobody there, print it."
        for hear in tuple(self.listeners) or (print,):
            hear(text)

    def __deepcopy__(self, memo: dict) -> "Control":
        return Control(self.threads)  # a twin has its own lock, and neither the trainer nor the listeners come with it


def served(method: Callable) -> Callable:
    "Decorates a method of an object that has a `control`: it is carried out between two steps, by the thread that owns the GAN."
    @wraps(method)
    def verb(self, *args, **kwargs):
        return self.control.carry_out(lambda: method(self, *args, **kwargs))
    return verb

# %%
control, said = Control(), []
control.listeners.append(said.append)
control.say("hello")
assert control.carry_out(lambda: 1 + 1) == 2 and said == ["hello"] and control.acting is None

# %% [markdown]
# ## Ctrl-C
#
# An interrupt in the middle of a step would leave half of it. So it only leaves a note, and who is at work looks at the
# note where it may stop.

# %%
#| export
@contextmanager
def patient() -> Iterator[list]:
    "Within the block Ctrl-C only leaves a note in the list, where the main thread can be interrupted at all."
    asked: list = []
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    before = signal.signal(signal.SIGINT, lambda *_: asked.append(True))
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)

# %%
with patient() as asked:
    signal.raise_signal(signal.SIGINT)
assert asked == [True]
