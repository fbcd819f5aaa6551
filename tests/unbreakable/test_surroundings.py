"""What a training must not notice or must refuse: ambient settings of PyTorch, a fork of the process, sizes without
end, disks and folders that do not take what they are given."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
import torch

from ganlab import GAN, games
from ganlab.backend import Allowance, check_room, free_memory
from ganlab.files import archive
from ganlab.files.archive import ArchiveError
from ganlab.training.trainer import Trainer

GREY = torch.rand(20, 1, 8, 8, generator=torch.Generator().manual_seed(0))
SMALL = dict(width=8, depth=1, batch_size=8)


# --- ambient settings


@contextlib.contextmanager
def default_dtype(dtype):
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


AMBIENT = {
    "autocast": lambda: torch.autocast("cpu", torch.bfloat16), "no_grad": torch.no_grad,
    "inference": torch.inference_mode, "float64": lambda: default_dtype(torch.float64),
    "float16": lambda: default_dtype(torch.float16), "device": lambda: torch.device("meta"),
}
MADE = {
    "plain": lambda: GAN("ring", **SMALL), "noisy wgan": lambda: GAN("moons", instance_noise=0.1, loss="wgan",
                                                                     penalty="gp", **SMALL),
    "uniform z, rmsprop": lambda: GAN("spiral", noise="uniform", optimizer="rmsprop", **SMALL),
    "CycleGAN": lambda: GAN(game=games.CycleGAN("moons", "ring", width=4, pool=6), batch_size=4),
    "dcgan": lambda: GAN(GREY, width=4, batch_size=4),
}


@pytest.mark.parametrize("made", MADE)
@pytest.mark.parametrize("around", AMBIENT)
def test_ambient_settings_change_nothing(made, around):
    expected = MADE[made]().fit(3, progress=False).state_hash()
    gan = MADE[made]()
    with AMBIENT[around]():
        gan.fit(3, progress=False)
    assert gan.state_hash() == expected
    with AMBIENT[around]():
        gan.rewind(1)
    assert gan.rewind(3).state_hash() == expected
    if around != "device":  # new networks belong to the device that the person asked for
        with AMBIENT[around]():
            assert MADE[made]().fit(3, progress=False).state_hash() == expected


@pytest.mark.parametrize("made", MADE)
def test_a_default_dtype_that_changes_while_it_plays_changes_nothing_and_stays_as_it_was_set(made):
    gan = MADE[made]()
    trainer = Trainer.of(gan)
    trainer.play().result()
    with default_dtype(torch.float64):
        until = gan.rounds + 3
        while trainer.gan.engine.rounds < until and trainer.playing:
            time.sleep(0.002)
        assert torch.get_default_dtype() == torch.float64
    trainer.pause().result()
    trainer.close()
    assert trainer.failure is None
    assert MADE[made]().fit(gan.rounds, progress=False).state_hash() == gan.state_hash()


# --- forks


def in_a_fork(act) -> int:  # exit code; -14: it waited for ever
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        try:
            act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_while_it_plays_goes_on_in_both_processes():
    gan = GAN("ring", **SMALL)
    trainer = Trainer.of(gan)
    trainer.every(0.001, lambda: gan.sample(2))
    trainer.play().result()

    def goes_on() -> None:
        assert not trainer.playing and not trainer.owns()
        twin = GAN("ring", **SMALL).fit(gan.rounds + 3, progress=False)
        assert gan.fit(3, progress=False).state_hash() == twin.state_hash()

    def plays() -> None:
        before = gan.rounds
        trainer.play().result()
        while gan.rounds < before + 3:
            time.sleep(0.001)
        gan.fork().undo()
        trainer.close()

    codes = [in_a_fork(act) for act in (goes_on, plays, gan.state_hash, sys.exit) for _ in range(3)]
    before = gan.rounds
    while gan.rounds < before + 3:  # the parent has not noticed
        time.sleep(0.001)
    trainer.close()
    assert codes == [0, 0, 0] * 3 + [1, 1, 1]  # sys.exit is an exception like any other


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_in_the_middle_of_a_step_says_so():
    said = []

    class Forking(torch.nn.Linear):
        def forward(self, x):
            if not said and gan is not None:
                said.append(in_a_fork(self.tries_to_go_on))
            return super().forward(x)

        def tries_to_go_on(self):
            gan.control.lock.acquire()
            try:
                gan.state_hash()
            except RuntimeError as error:
                assert "middle of a step" in str(error)
                return
            raise AssertionError("half of a step was taken for a state")

    gan = None
    made = GAN("ring", generator=Forking(2, 2), latent=2, batch_size=8)
    gan = made
    gan.fit(2, progress=False)
    assert said == [0]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_of_several_threads_is_refused_and_not_hung():
    gan = GAN("ring", **SMALL)
    gan.set(threads=2)

    def refused() -> None:
        with pytest.raises(RuntimeError, match="2 threads.*spawn"):
            gan.step()

    assert in_a_fork(refused) == 0
    gan.step()


# --- sizes


@pytest.mark.parametrize("name, value", [("batch_size", 10**9), ("latent", 10**10), ("width", 10**7),
                                         ("width", (10**10, 3)), ("samples", 10**11), ("depth", 10**8)])
def test_what_is_too_large_is_refused_before_memory_is_taken(name, value):
    began = time.process_time()
    with pytest.raises(ValueError, match=rf"{name}|networks of this width.*memory"):
        GAN("ring", **{name: value})
    assert time.process_time() - began < 20  # it was not tried


def test_a_live_batch_that_is_too_large_is_refused_and_nothing_has_changed():
    gan = GAN("ring", **SMALL).fit(2, progress=False)
    before = gan.state_hash()
    with pytest.raises(ValueError, match=r"batch_size=3000000000 needs .* GB of memory, and there are"):
        gan.set(batch_size=3 * 10**9)
    with pytest.raises(ValueError, match="n=.*GB of memory"):
        gan.sample(10**11)
    assert gan.state_hash() == before and gan.fit(1, progress=False).rounds == 3


def test_what_a_step_takes_for_a_sample_is_about_what_pytorch_keeps():
    gan = GAN("ring", width=100, depth=2, penalty=None, batch_size=8)
    # G and D each keep the input of each of three layers, (2 + 100 + 100) numbers, and a mask or an output as large;
    # D sees real samples and fakes in its own turn and fakes again in G's
    least, most = 4 * 4 * 202, 4 * 4 * 202 * 6
    assert least < gan.engine.sample_bytes(gan.recipe) < most


def test_rounds_without_end_are_refused():
    with pytest.raises(ValueError, match=r"Alternate\(d=…\) must be an int from 0 to 10000, got 1000000"):
        games.Alternate(10**6, 1)


def test_a_file_from_a_stranger_asks_for_no_more_than_it_is_given(tmp_path):
    file = GAN("ring", samples=50, **SMALL).fit(2, progress=False).save(tmp_path / "gan.ganlab")
    tree = archive.read(file)
    for field, value in (("samples", 10**8), ("batch_size", 10**8)):
        recipe = tree["start"]["recipe"]
        asks = {**tree["start"], "recipe": {**recipe, "fields": {**recipe["fields"], field: value}}}
        archive.write(tmp_path / "asks.ganlab", {**tree, "start": asks})
        with pytest.raises(ArchiveError, match=rf"{field}=100000000 in it needs 3.2 GB of memory.*room="):
            GAN.load(tmp_path / "asks.ganlab")
    frames = tree["timeline"]["frames"]
    recipe = frames[-1]["state"]["recipe"]
    late = {**recipe, "fields": {**recipe["fields"], "batch_size": 10**7}}
    frames = [*frames[:-1], {**frames[-1], "state": {**frames[-1]["state"], "recipe": late}}]
    archive.write(tmp_path / "asks.ganlab", {**tree, "timeline": {**tree["timeline"], "frames": frames}})
    with pytest.raises(ArchiveError, match=r"batch_size=10000000 needs .*room="):
        GAN.load(tmp_path / "asks.ganlab")


def test_room_is_measured_against_what_there_is():
    free = free_memory()
    check_room("x", free / 2)
    with pytest.raises(ValueError, match="x needs"):
        check_room("x", free * 2)
    with pytest.raises(ValueError, match="these need"), Allowance("these"):
        torch.empty(free)
    with Allowance("these"):
        torch.empty(10**15, device="meta")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit of memory")
def test_a_limit_of_the_process_counts():
    code = """
        import resource
        import torch, ganlab
        from ganlab.backend import free_memory
        used = free_memory()
        resource.setrlimit(resource.RLIMIT_AS, (2**32, 2**32))
        assert free_memory() < 2**32 and free_memory() < used
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True)


def test_arguments_that_no_machine_has_are_named():
    with pytest.raises(ValueError, match="arch must be one of"):
        GAN("ring", arch=["mlp"])
    with pytest.raises(ValueError, match="^device must be .{,300}$"):
        GAN("ring", device="c" * 10**6)
    with pytest.raises(ValueError, match="device must be"):
        GAN("ring", device="meta")
    with pytest.raises((ValueError, TypeError), match="array|numbers"):
        GAN(torch.empty(100, 2, device="meta"))
    gan = GAN("ring", **SMALL)
    with pytest.raises(TypeError, match="^z must be numbers"):
        gan.generate(torch.empty(3, 2, device="meta"))


# --- folders and disks


def test_saving_keeps_permissions_and_links(tmp_path):
    gan = GAN("ring", **SMALL)
    file, link = tmp_path / "real" / "gan.ganlab", tmp_path / "link.ganlab"
    file.parent.mkdir()
    gan.save(file)
    os.chmod(file, 0o640)
    link.symlink_to(file)
    gan.step()
    gan.save(link)
    assert link.is_symlink() and stat.S_IMODE(file.stat().st_mode) == 0o640
    assert GAN.load(file).state_hash() == gan.state_hash()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["gan.ganlab", "link.ganlab", "real"]


def test_the_longest_names_can_be_saved(tmp_path):
    gan = GAN("ring", **SMALL)
    for name in ("x" * 255, "ä" * 127, "a b'\"[*].ganlab"):
        assert GAN.load(gan.save(tmp_path / name)).state_hash() == gan.state_hash()


@pytest.mark.parametrize("path", ["no/such/folder/x.ganlab", "y" * 256, "file/x.ganlab"])
def test_a_place_that_is_none_is_named_as_it_was_given(tmp_path, path):
    (tmp_path / "file").write_text("a file and no folder")
    with pytest.raises(OSError) as caught:
        GAN("ring", **SMALL).save(tmp_path / path)
    assert str(tmp_path / path) in str(caught.value) and "draft" not in str(caught.value)
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_or_a_device_is_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(OSError, match="must name a file"):
            GAN("ring", **SMALL).save(path)
        assert not path.is_file()


FULL = """
    import resource, signal, sys
    from ganlab import GAN
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    gan = GAN("ring", width=64, batch_size=8)
    gan.fit(3, progress=False)
    {before}
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))  # what a file may have: as on a full disk
    {after}
"""


def on_a_full_disk(before: str, after: str, folder: Path) -> str:
    body = textwrap.dedent(FULL).format(before=textwrap.dedent(before), after=textwrap.dedent(after))
    done = subprocess.run([sys.executable, "-c", body], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit of file size")
def test_a_full_disk_leaves_the_old_file_and_no_draft(tmp_path):
    on_a_full_disk("gan.save('gan.ganlab'); kept = open('gan.ganlab', 'rb').read()", """
try:
    gan.step(); gan.save("gan.ganlab")
except OSError as error:
    assert "gan.ganlab" in str(error) and "draft" not in str(error), error
else:
    raise AssertionError("it was saved")
import os
assert os.listdir() == ["gan.ganlab"] and open("gan.ganlab", "rb").read() == kept
assert GAN.load("gan.ganlab").rounds == 3
""", tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit of file size")
def test_a_full_disk_under_spilled_keyframes_is_said_and_time_travel_goes_on(tmp_path):
    said = on_a_full_disk("gan.timeline.spill('.')", """
hashes = {}
for _ in range(12):
    gan.step(); gan.acts.replay.keep(); hashes[gan.moment] = gan.state_hash()
gan.timeline.budget = 300_000
assert gan.timeline.budget == 300_000
for moment in (5, 12, 3 + 1, gan.horizon):
    assert gan.rewind(moment).state_hash() == hashes[moment], moment
gan.step()
""", tmp_path)
    assert "cannot be written" in said and "removed" in said and said.count("cannot be written") == 1
    assert not list(tmp_path.rglob("*.safetensors"))


def test_keyframes_that_somebody_removed_from_the_disk_are_computed_again(tmp_path):
    gan, hashes, said = GAN("ring", **SMALL), {}, []
    gan.control.listeners.append(said.append)
    gan.timeline.spill(tmp_path)
    for _ in range(12):
        gan.step()
        gan.acts.replay.keep()
        hashes[gan.moment] = gan.state_hash()
    gan.timeline.budget = 40_000
    files = list(tmp_path.rglob("*.safetensors"))
    assert len(files) > 3
    for n, file in enumerate(files):
        file.unlink() if n % 2 else file.write_bytes(file.read_bytes()[:50])
    for moment in (9, 4, 11, 1, 12):
        assert gan.rewind(moment).state_hash() == hashes[moment]
    assert any("computed again" in text for text in said)


def test_a_folder_that_cannot_be_written_to_is_refused(tmp_path):
    gan = GAN("ring", **SMALL)
    for folder in (tmp_path / "none", tmp_path / "file"):
        (tmp_path / "file").write_text("")
        with pytest.raises(ValueError, match="folder must be one that"):
            gan.timeline.spill(folder)
    with pytest.raises(ValueError, match="budget"):
        gan.timeline.spill(tmp_path, budget=-1)
    assert gan.timeline.store.folder is None
