"""Kernels that are forked off a process which has imported PyTorch, so that a hundred tests need not do it: for Linux.

`Nursery(folder)` starts that process and says in `folder` that JupyterLab shall take its kernels from there. What
JupyterLab starts then is `python kernels.py kernel SOCKET FILE`, a process that stands for the kernel: it asks the
nursery for a child, hands on interrupts, ends when the child ends, and takes the child along when it is killed itself.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

LIBRARIES = ("torch", "torch._dynamo", "matplotlib.pyplot", "scipy.stats", "sklearn.neighbors", "PIL.Image",
             "ipykernel.kernelapp")
LOOK = 0.05  # seconds between two looks at which children have ended


class Nursery:
    "The process that kernels are forked off."

    def __init__(
        self,
        data: Path,  # the folder for JupyterLab's data: its kernels are there, under `kernels`
        env: dict[str, str],  # the environment: what is read when a library is imported counts for all kernels
        **options,  # of `subprocess.Popen`
    ):
        address = data / "nursery"
        (data / "kernels" / "python3").mkdir(parents=True)
        command = [sys.executable, "-S", "-E", __file__, "kernel", str(address), "{connection_file}"]
        (data / "kernels" / "python3" / "kernel.json").write_text(json.dumps(
            {"argv": command, "display_name": "Python 3", "language": "python", "metadata": {"debugger": True}}))
        self.process = subprocess.Popen([sys.executable, __file__, "nursery", str(address)], env=env,
                                        stdin=subprocess.DEVNULL, **options)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def nursery(address: str) -> None:
    "Import what kernels need, and fork a child for everybody who asks, for ever."
    sys.path.pop(0)  # this folder, which no kernel knows
    for name in LIBRARIES:
        __import__(name)
    children: dict[socket.socket, int] = {}  # the process ids, by who asked for them
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address + ".new")
        listener.listen()
        os.rename(address + ".new", address)  # it can be found when it answers, and not before
        while True:
            ready = select.select([listener, *children], [], [], LOOK)[0]
            for asks in ready:
                if asks is not listener:  # who stood for this kernel is gone
                    os.kill(children[asks], signal.SIGKILL)
                    continue
                asks = listener.accept()[0]
                text, outputs = socket.recv_fds(asks, 2**16, 2)[:2]
                while not text.endswith(b"\n"):
                    text += asks.recv(2**16)
                child = os.fork()
                if child == 0:
                    for one in (listener, asks, *children):
                        one.close()
                    return be_kernel(json.loads(text), outputs)
                children[asks] = child
                asks.sendall(f"{child}\n".encode())
                for output in outputs:
                    os.close(output)
            for asks, child in list(children.items()):
                if os.waitpid(child, os.WNOHANG)[0]:
                    del children[asks]
                    asks.close()


def be_kernel(asked: dict, outputs: list[int]) -> None:
    "Become the kernel that was asked for."
    from ipykernel import kernelapp

    os.setsid()
    for mine, theirs in zip((1, 2), outputs):
        os.dup2(theirs, mine)
        os.close(theirs)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = ["ipykernel_launcher", "-f", asked["file"]]
    kernelapp.launch_new_instance()


def kernel(address: str, file: str) -> None:
    "Stand for a kernel, as long as it lives."
    with socket.socket(socket.AF_UNIX) as asks:
        while not os.path.exists(address):  # the nursery is still at its imports
            time.sleep(LOOK)
        asks.connect(address)
        env = {name: value for name, value in os.environ.items() if name != "JPY_PARENT_PID"}  # the nursery is that
        text = json.dumps({"folder": os.getcwd(), "env": env, "file": file})
        socket.send_fds(asks, [text[:1].encode()], [1, 2])
        asks.sendall(text[1:].encode() + b"\n")
        child = int(asks.recv(20))
        signal.signal(signal.SIGINT, lambda *_: os.kill(child, signal.SIGINT))
        asks.recv(1)  # nothing comes, until the other side ends


if __name__ == "__main__":
    {"nursery": nursery, "kernel": kernel}[sys.argv[1]](*sys.argv[2:])
