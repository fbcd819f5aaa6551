"""Write the pages of the site that come from elsewhere: notebooks, docstrings, recipes, the repository's own files."""

import importlib
import inspect
import json
import re
import shutil
from html import escape
from pathlib import Path

from runs import RUNS

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "nbs"
DIRECTIVE = re.compile(r"^#\|.*\n?", re.M)
LIVE = {  # a cell of a lesson that shows a widget -> the recording that stands there instead of its picture
    "first_steps": {"e78066e8": "ring", "30237664": "collapse", "18a52166": "shirts"},
    "mode_collapse": {"29aa9e8f": "collapse"},
}
LESSONS = [
    "first_steps", "one_round", "mode_collapse", "latent_space", "images", "your_own_data", "your_own_networks",
    "your_own_game", "in_a_script", "one_run_proves_nothing", "your_gan_on_your_server",
]
ZOO = ["zoo_pix2pix", "zoo_cyclegan", "zoo_super_resolution", "zoo_spade", "zoo_style"]


def frame(
    name: str,  # of a recording, a key of `RUNS`
    up: str = "",  # the way from the page to the site's root, such as "../"
) -> str:  # HTML
    "A recorded training inside a page, loaded when it is scrolled to."
    run, page = RUNS[name], f"{up}runs/{name}.html"
    return (f'<figure class="ganlab-run"><iframe src="{page}" title="{escape(run.title)}" loading="lazy" '
            f'height="{run.height}"></iframe><figcaption>A recording: drag the handle or press Play. '
            f'<a href="{page}">On a page of its own</a></figcaption></figure>')


def as_page(
    notebook: dict,  # as JSON; changed in place
    up: str = "",  # the way to the site's root
    live: dict[str, str] | None = None,  # a cell's id -> the recording shown below it
) -> dict:
    "A notebook as its readers want it: without nbdev's directives and what only checks, with recordings for pictures."
    kept = []
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code":
            if source.lstrip().startswith(("#| default_exp", "#| hide")):
                continue
            cell["source"] = DIRECTIVE.sub("", source)
            if name := (live or {}).get(cell["id"]):
                shown = {"output_type": "display_data", "metadata": {}, "data": {"text/html": frame(name, up)}}
                cell["outputs"] = [shown]
            elif not cell["source"].strip() and not cell["outputs"]:
                continue
        kept.append(cell)
    notebook["cells"] = kept
    return notebook


def toctree(entries: list[str], caption: str = "", depth: int = 1) -> str:
    "A table of contents, as MyST."
    named = f":caption: {caption}\n" if caption else ""
    return f"```{{toctree}}\n:maxdepth: {depth}\n{named}\n" + "\n".join(entries) + "\n```\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def fill(path: Path, **parts: str) -> None:
    "Put what was gathered into a page of docs/pages, where it says `<!-- NAME -->`."
    text = path.read_text(encoding="utf-8")
    for name, part in parts.items():
        assert text.count(f"<!-- {name} -->") == 1, f"{path} has no place for {name}"
        text = text.replace(f"<!-- {name} -->", part)
    write(path, text)


def read_notebook(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def write_notebook(path: Path, notebook: dict) -> None:
    notebook["metadata"]["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    write(path, json.dumps(notebook))


def stage_course(target: Path) -> None:
    "The notebooks that the package is written in, folder by folder; a folder's door lists what is in it."
    files = [file for file in NOTEBOOKS.rglob("[0-9]*.ipynb") if ".ipynb_checkpoints" not in file.parts]
    folders = sorted({file.parent for file in files})
    for folder in folders:
        inside = folder.relative_to(NOTEBOOKS)
        up = "../" * (len(inside.parts) + 1)
        for file in sorted(folder.glob("[0-9]*.ipynb")):
            page = as_page(read_notebook(file), up)
            if file.name == "00_door.ipynb":
                others = [other.stem for other in sorted(folder.glob("[0-9]*.ipynb")) if other != file]
                others += [f"{door.parent.name}/00_door" for door in sorted(folder.glob("*/00_door.ipynb"))]
                page["cells"].append({"cell_type": "markdown", "id": "contents", "metadata": {},
                                      "source": toctree(others)})
            write_notebook(target / "course" / inside / file.name, page)
    write_notebook(target / "course" / "architecture.ipynb", as_page(read_notebook(NOTEBOOKS / "architecture.ipynb")))
    doors = [f"{folder.name}/00_door" for folder in folders if folder.parent == NOTEBOOKS]
    fill(target / "course" / "index.md", contents=toctree([*sorted([*doors, "09_gan"]), "architecture"]))


def stage_tutorials(target: Path) -> None:
    "The lessons, with recordings where a widget stands."
    for name in LESSONS + ZOO:
        page = as_page(read_notebook(NOTEBOOKS / "tutorials" / f"{name}.ipynb"), "../", LIVE.get(name))
        write_notebook(target / "tutorials" / f"{name}.ipynb", page)
    shutil.copytree(NOTEBOOKS / "tutorials" / "pictures", target / "tutorials" / "pictures", dirs_exist_ok=True)
    fill(target / "tutorials" / "index.md", lessons=toctree(LESSONS), zoo=toctree(ZOO))


def modules_of(package: str) -> list[str]:
    "The modules of a package of ganlab that have something to say, in the order of the course."
    import ganlab

    home = Path(ganlab.__file__).parent
    files = [home / f"{package}.py"] if package == "gan" else sorted((home / package).rglob("*.py"))
    names = [".".join(("ganlab", *file.relative_to(home).with_suffix("").parts)) for file in files
             if file.name != "__init__.py"]
    return [name for name in names if getattr(importlib.import_module(name), "__all__", None)]


def stage_reference(target: Path) -> None:
    "One page for each package, with all its modules."
    import ganlab

    packages = ["gan", *ganlab.PACKAGES]
    for package in packages:
        about = inspect.getdoc(importlib.import_module(f"ganlab.{package}")) or ""
        parts = [f"# ganlab.{package}\n\n{about}\n"]
        for name in modules_of(package):
            members = f".. automodule:: {name}\n   :members:"
            parts.append(f"## {name}\n\n```{{eval-rst}}\n{members}\n```\n")
        write(target / "reference" / f"{package}.md", "\n".join(parts))
    fill(target / "reference" / "index.md", contents=toctree(packages))


def stage_failures(target: Path) -> None:
    "Which change of recipe helps against which failure, from the table that the monitor itself reads."
    from ganlab.diagnosis.remedies import remedies_for
    from ganlab.diagnosis.symptoms import FAILURE_KINDS
    from ganlab.games.recipes import get_recipe

    recipe = get_recipe("collapse")
    parts = []
    for name, kind in FAILURE_KINDS.items():
        says = " ".join((inspect.getdoc(kind.read) or "").split())
        parts.append(f"## {name[0].upper()}{name[1:]}\n\n{says}{'' if kind.alarm else ' *Worth knowing, no alarm.*'}\n")
        for remedy in remedies_for(name, recipe, well=1200, more=True):
            parts.append(f"**{remedy.title[0].upper()}{remedy.title[1:]}**: {remedy.why}.\n\n"
                         f"```python\n{remedy.code}\n```\n")
    fill(target / "failures.md", failures="\n".join(parts))


def pictures_of(path: Path, most: int = 1) -> list[str]:
    "The first pictures that a notebook has stored, as PNG in base64."
    outputs = [out for cell in read_notebook(path)["cells"] for out in cell.get("outputs", [])]
    found = [out["data"]["image/png"] for out in outputs if "image/png" in out.get("data", {})]
    return ["".join(picture) for picture in found[:most]]


def stage_gallery(target: Path) -> None:
    "The recordings, and the zoo with a picture and a line of code each."
    import base64

    runs, cards = [], []
    for name, run in RUNS.items():
        runs.append(f"### {run.title}\n\n{run.words}\n\n```{{raw}} html\n{frame(name)}\n```\n\n"
                     f"```python\n{run.source.replace('widget = ', '')}\n```\n")
    for name in ZOO:
        path = NOTEBOOKS / "tutorials" / f"{name}.ipynb"
        title, _, words = "".join(read_notebook(path)["cells"][0]["source"]).partition("\n")
        words = re.search(r"^> (.*)$", words, re.M)[1]
        [picture] = pictures_of(path)
        image = target / "pictures" / f"{name}.png"
        image.parent.mkdir(parents=True, exist_ok=True)
        image.write_bytes(base64.b64decode(picture))
        cards.append(f":::{{grid-item-card}} {title.lstrip('# ')}\n:link: tutorials/{name}\n:link-type: doc\n"
                     f":img-top: pictures/{name}.png\n:img-alt: {title.lstrip('# ')}\n\n{words}\n:::\n")
    fill(target / "gallery.md", runs="\n".join(runs), cards="\n".join(cards))


def stage_hosts(target: Path) -> None:
    "The table of hosts, from what `make matrix` found last."
    rows = json.loads((ROOT / "docs" / "matrix.json").read_text(encoding="utf-8"))
    names = ("host", "widget", "shown", "pressed", "console errors", "asked of other computers")
    lines = [f"| {' | '.join(names)} |", "|---" * len(names) + "|"]
    for row in rows:
        host = f"**{row['host']}**<br>{row['versions']}"
        errors, left = ("<br>".join(map(escape, row[key])) or "none" for key in ("errors", "left"))
        cells = [host, row["widget"], escape(row["shown"]), row["pressed"], errors, left]
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    fill(target / "hosts.md", matrix="\n".join(lines))


def stage_front(target: Path) -> None:
    "The first page, from the notebook that README.md is made of, and the repository's own pages."
    shutil.copytree(NOTEBOOKS / "images", target / "images", dirs_exist_ok=True)
    cells = ["".join(cell["source"]) for cell in read_notebook(NOTEBOOKS / "index.ipynb")["cells"]
             if cell["cell_type"] == "markdown"]
    text = "\n\n".join(cells).replace("(architecture.ipynb)", "(course/architecture.ipynb)").replace("](../", "](")
    text = text.replace("(CONTRIBUTING)", "(CONTRIBUTING.md)").replace("(CHANGELOG)", "(CHANGELOG.md)")
    live = f"\n\n```{{raw}} html\n{frame('ring')}\n```\n\n"
    text = re.sub(r"\n\n!\[The Stepper[^\n]*\n", lambda _: live, text)
    first = toctree(["tutorials/index", "course/index", "gallery", "failures", "reference/index"], "Learn")
    second = toctree(["hosts", "classroom", "CONTRIBUTING", "CHANGELOG"], "Use")
    write(target / "index.md", f"{text}\n\n{hidden(first)}\n{hidden(second)}")
    for name in ("CONTRIBUTING.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, target / name)


def hidden(contents: str) -> str:
    "A table of contents that only the side bar shows."
    return contents.replace(":maxdepth:", ":hidden:\n:maxdepth:")


def stage(target: Path) -> None:
    "Write all pages into an empty folder."
    shutil.copytree(ROOT / "docs" / "pages", target, dirs_exist_ok=True)
    for part in (stage_front, stage_tutorials, stage_course, stage_reference, stage_failures, stage_gallery,
                 stage_hosts):
        part(target)
