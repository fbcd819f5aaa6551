"""Build the site into out/docs/site, without a network: see `main`."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(ROOT)]
OUT = ROOT / "out" / "docs"
MATHJAX = ROOT / "js" / "node_modules" / "mathjax" / "es5" / "tex-svg.js"


class Links(HTMLParser):
    "The addresses that a page points to, the anchors that it has, and what a browser would fetch to show it."

    def __init__(self):
        super().__init__()
        self.targets, self.anchors, self.fetched = set(), set(), set()

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.anchors |= {found[key] for key in ("id", "name") if found.get(key)}
        self.targets |= {found[key] for key in ("href", "src") if found.get(key)}
        loads = tag in ("script", "img", "iframe", "source") or (tag == "link" and found.get("rel") == "stylesheet")
        self.fetched |= {found[key] for key in ("src", "href") if loads and found.get(key)}


def broken_links(
    site: Path,  # a folder of HTML pages
) -> list[str]:  # a sentence for each; empty is good news
    "Links to files or anchors of the site that are not there, and whatever a page would fetch from another host."
    pages = {}
    for file in sorted(site.rglob("*.html")):
        pages[file.resolve()] = links = Links()
        links.feed(file.read_text(encoding="utf-8"))
    wrong = []
    for file, links in pages.items():
        name = file.relative_to(site.resolve())
        wrong += [f"{name} fetches {url}" for url in links.fetched if re.match("(https?:)?//", url)]
        for target in sorted(links.targets):
            address = urlsplit(target)
            if address.scheme or address.netloc:
                continue
            there = (file.parent / unquote(address.path)).resolve() if address.path else file
            there = there / "index.html" if there.is_dir() else there
            if not there.exists():
                wrong.append(f"{name} links to {target}, which is not there")
            elif address.fragment and there in pages and unquote(address.fragment) not in pages[there].anchors:
                wrong.append(f"{name} links to {target}, which has no such anchor")
    return wrong


def bring_up_to_date(
    old: Path,  # a folder; what is the same in both keeps its date, so that Sphinx reads only what has changed
    new: Path,  # another one
) -> None:
    "Make the old folder what the new one is."
    wanted = {file.relative_to(new): file for file in new.rglob("*") if file.is_file()}
    for file in [file for file in old.rglob("*") if file.is_file()]:
        if file.relative_to(old) not in wanted:
            file.unlink()
    for name, file in wanted.items():
        target = old / name
        if not target.exists() or target.read_bytes() != file.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def weigh(site: Path) -> str:
    "How many pages there are, and how heavy they are."
    sizes = {file: file.stat().st_size for file in site.rglob("*") if file.is_file()}
    pages = [size for file, size in sizes.items() if file.suffix == ".html"]
    middle = sorted(pages)[len(pages) // 2]
    return f"{len(pages)} pages, {sum(sizes.values()) / 1e6:.1f} MB in all, half of them below {middle / 1e3:.0f} kB"


def main() -> int:
    "build.py [--no-runs]: recordings (kept from last time), pages, Sphinx, and a check of every link."
    options = argparse.ArgumentParser(description=main.__doc__)
    options.add_argument("--no-runs", action="store_true", help="take the recordings that are there, train nothing")
    asked = options.parse_args()
    os.environ.setdefault("MPLBACKEND", "agg")
    import runs
    import stage

    for name in runs.RUNS:
        (OUT / "runs").mkdir(parents=True, exist_ok=True)
        if not asked.no_runs:
            runs.record(name, OUT / "runs")
    if not MATHJAX.exists():
        sys.exit(f"{MATHJAX} is missing: `make bundle` installs it")
    pages, site = OUT / "pages", OUT / "site"
    shutil.rmtree(site, ignore_errors=True)
    with tempfile.TemporaryDirectory() as fresh:
        stage.stage(Path(fresh))
        bring_up_to_date(pages, Path(fresh))
    options = ["-q", "-W", "--keep-going", "-j", "2", "-c", HERE, "-d", OUT / "doctrees"]
    command = [sys.executable, "-m", "sphinx", *options, pages, site]
    if subprocess.run(command, cwd=ROOT).returncode:
        return 1
    shutil.copy(MATHJAX, site / "_static" / MATHJAX.name)
    shutil.copytree(OUT / "runs", site / "runs", ignore=shutil.ignore_patterns("*.mark"))
    wrong = broken_links(site)
    print(*wrong, sep="\n")
    print(f"{site / 'index.html'}: {weigh(site)}, {len(wrong)} broken links")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
