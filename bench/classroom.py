"""What a class costs a hub: memory and CPU of a kernel and of the server, and bytes a second to a page, for several.

    python bench/classroom.py               # ten kernels with ten pages' worth of sockets, about three minutes
    python bench/classroom.py --kernels 3

One JupyterLab as `ganlab lab` starts it; each kernel has the ring and a Stepper, and one websocket that does what a
page does: it says hello, draws nothing, and acknowledges frames four times a second. Three phases of some seconds each:
idle, a press of *Step both* every second, and playing. CPU is counted in seconds of a core for each second of the
clock, so a crowded machine changes it little; frames come as fast as the machine allows. Memory is the proportional set
size (what kernels share, such as PyTorch's code, is divided among them). Last it says what follows for 50 and for 500.
"""

import argparse
import json
import struct
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from statistics import median

import psutil
import websocket

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from lab import Server  # noqa: E402

PLAIN = "import ganlab"
SETUP = "from ganlab import GAN, Stepper\ngan = GAN('ring')\nstepper = Stepper(gan)"
ACK = 0.25  # seconds between two acknowledgements


def process_of(kernel: str) -> psutil.Process:
    "The process of a kernel, which has its id on its command line."
    for _ in range(100):
        for process in psutil.process_iter(["cmdline"]):
            if any(kernel in word for word in process.info["cmdline"] or ()):
                return process
        time.sleep(0.1)
    raise RuntimeError(f"there is no process of the kernel {kernel}")


class Pupil:
    "A kernel with a Stepper, and the socket of a page that shows it."

    def __init__(self, server: Server):
        self.server, self.view, self.received, self.frames, self.drawn = server, uuid.uuid4().hex[:8], 0, 0, 0
        self.session, self.comm, self.idle = uuid.uuid4().hex, "", threading.Event()
        self.kernel = server.api("/api/kernels", "POST", {"name": "python3"})["id"]
        self.process = process_of(self.kernel)
        address = server.url.replace("http", "ws") + f"/api/kernels/{self.kernel}/channels?token={server.token}"
        self.socket = websocket.create_connection(address, timeout=240)
        self.ended = False
        threading.Thread(target=self.listen, daemon=True).start()

    def send(self, kind: str, content: dict, channel: str = "shell") -> None:
        header = {"msg_id": uuid.uuid4().hex, "username": "", "session": self.session, "msg_type": kind,
                  "version": "5.3", "date": "2026-01-01T00:00:00Z"}
        self.socket.send(json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content,
                                     "channel": channel, "buffers": []}))

    def say(self, **message: object) -> None:
        "What the page's channel.js sends."
        content = {"method": "custom", "content": {**message, "view": self.view, "pane": 0}}
        self.send("comm_msg", {"comm_id": self.comm, "data": content})

    def run(self, code: str) -> None:
        self.idle.clear()
        self.send("execute_request", {"code": code, "silent": False, "store_history": False, "user_expressions": {},
                                      "allow_stdin": False, "stop_on_error": True})
        assert self.idle.wait(240), "the kernel did not answer"

    def listen(self) -> None:
        while not self.ended:
            try:
                data = self.socket.recv()
            except (OSError, websocket.WebSocketException):
                return
            self.received += len(data)
            if isinstance(data, bytes):  # Jupyter's framing of a message with buffers: how many parts, and where
                start, end = struct.unpack_from("!2i", data, 4)
                data = data[start:end].decode()
            self.note(json.loads(data or "{}"))

    def note(self, message: dict) -> None:
        kind, content = message.get("header", {}).get("msg_type"), message.get("content", {})
        if kind == "execute_reply":
            assert content["status"] == "ok", content
            self.idle.set()
        if kind == "comm_open" and content.get("target_name") == "jupyter.widget":
            state = content.get("data", {}).get("state", {})
            if "_esm" in state or state.get("_model_module") == "anywidget":
                self.comm = content["comm_id"]
        if kind == "comm_msg" and content.get("data", {}).get("method") == "custom":
            told = content["data"]["content"]
            if told.get("kind") == "frame":
                self.frames, self.drawn = self.frames + 1, told["seq"]

    def close(self) -> None:
        self.ended = True
        self.socket.close()


class Meter:
    "CPU and bytes from one moment to another."

    def __init__(self, server: Server, pupils: list[Pupil]):
        self.server, self.pupils = psutil.Process(server.process.pid), pupils
        self.start()

    def start(self) -> None:
        self.began, self.before = time.monotonic(), self.counts()

    def counts(self) -> list[tuple[float, int, int]]:
        rows = [(sum(pupil.process.cpu_times()[:2]), pupil.received, pupil.frames) for pupil in self.pupils]
        return [(sum(self.server.cpu_times()[:2]), 0, 0), *rows]

    def said(self, phase: str) -> dict[str, float]:
        seconds, now = time.monotonic() - self.began, self.counts()
        rates = [[(b - a) / seconds for a, b in zip(*pair)] for pair in zip(self.before, now)]
        kernels = rates[1:]
        row = {"cores of a kernel": median(rate[0] for rate in kernels), "cores of the server": rates[0][0],
               "kB/s to a page": median(rate[1] for rate in kernels) / 1e3,
               "frames/s": median(rate[2] for rate in kernels)}
        print(f"{phase:9}" + "  ".join(f"{name} {value:8.3f}" for name, value in row.items()), flush=True)
        return row


def memory(process: psutil.Process) -> float:  # MB
    return process.memory_full_info().pss / 1e6


def during(seconds: float, every: float, act) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        act()
        time.sleep(every)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kernels", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=15)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        try:
            return measure(server, asked.kernels, asked.seconds)
        finally:
            server.stop()


def measure(server: Server, kernels: int, seconds: float) -> int:
    pupils, bare = [], []
    for _ in range(kernels):
        pupils.append(Pupil(server))
        pupils[-1].run(PLAIN)
        bare.append(memory(pupils[-1].process))
        pupils[-1].run(SETUP)
        assert pupils[-1].comm, "no widget was opened"
        pupils[-1].say(kind="hello")
    time.sleep(3)
    sizes = [memory(pupil.process) for pupil in pupils]
    print(f"{kernels} kernels; memory (PSS): one with `import ganlab` {median(bare):.0f} MB, with a GAN and a Stepper "
          f"{median(sizes):.0f} MB (RSS {median(p.process.memory_info().rss for p in pupils) / 1e6:.0f} MB); "
          f"server {memory(psutil.Process(server.process.pid)):.0f} MB", flush=True)

    def acknowledge() -> None:
        for pupil in pupils:
            pupil.say(kind="ack", seq=pupil.drawn, idle=False)

    def step() -> None:
        acknowledge()
        for pupil in pupils:
            pupil.say(kind="do", what="step", value=None, n=int(time.monotonic() * 1000))

    meter = Meter(server, pupils)
    during(seconds, ACK, acknowledge)
    meter.said("idle")
    meter.start()
    during(seconds, 1.0, step)
    meter.said("stepping")
    for pupil in pupils:
        pupil.say(kind="do", what="play", value=None, n=10**9)
    time.sleep(1)
    meter.start()
    during(seconds, ACK, acknowledge)
    playing = meter.said("playing")
    grown = median(memory(pupil.process) for pupil in pupils)
    print(f"memory after that: {grown:.0f} MB a kernel, server {memory(psutil.Process(server.process.pid)):.0f} MB")
    for pupil in pupils:
        pupil.close()
    for pupils_in_class in (50, 500):
        print(f"{pupils_in_class} students: {pupils_in_class * grown / 1e3:.0f} GB for kernels; all playing at once "
              f"{pupils_in_class * playing['kB/s to a page'] / 1e3:.0f} MB/s to pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
