"""What goes with a release agrees with settings.ini: the conda recipe, the citation, the changelog, the forms."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
CONDA_NAMES = {"torch": "pytorch", "matplotlib": "matplotlib-base"}  # where conda-forge calls a package otherwise
RECIPE = ROOT / "packaging" / "conda" / "meta.yaml"


def settings() -> dict[str, str]:
    parser = ConfigParser(delimiters=["="])
    parser.read(ROOT / "settings.ini", encoding="utf-8")
    return dict(parser["DEFAULT"])


def recipe() -> dict:
    "The recipe as YAML; what conda fills in is left as its text."
    text = RECIPE.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("{%")]
    return yaml.safe_load(re.sub(r"version: \{\{.*\}\}", "version: filled in", "\n".join(lines)))


def test_the_conda_recipe_asks_for_what_settings_ini_asks_for():
    asked = recipe()["requirements"]["run"]
    needs = [re.fullmatch(r"([\w-]+)>=([^\s;]+)(?:;.*)?", need)  # one recipe for all Pythons: markers are left out
             for key in ("requirements", "lab_requirements") for need in settings()[key].split()]
    expected = [f"{CONDA_NAMES.get(need[1], need[1])} >={need[2]}" for need in needs]
    assert asked == [f"python >={settings()['min_python']}", *expected]


def test_the_conda_recipe_takes_its_version_and_licences_from_the_repository():
    made, text = recipe(), RECIPE.read_text(encoding="utf-8")
    place, pattern = re.search(r'load_file="([^"]+)", regex_pattern="([^"]+)"', text).groups()
    source = (RECIPE.parent / place).read_text(encoding="utf-8")
    assert re.search(pattern.replace("\\\\", "\\"), source)[1] == settings()["version"]
    assert made["package"]["name"] == settings()["dist_name"] and made["about"]["license"] == settings()["license"]
    found = {str(file.relative_to(ROOT)) for word in settings()["license_files"].split() for file in ROOT.glob(word)}
    assert set(made["about"]["license_file"]) == found


def test_the_citation_and_the_changelog_know_the_version():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(cited["version"]) == settings()["version"] and cited["authors"] == [{"name": settings()["author"]}]
    assert {"cff-version", "message", "title", "type"} <= set(cited)
    versions = re.findall(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert versions[0] == settings()["version"]


@pytest.mark.parametrize("file", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml")), ids=lambda f: f.stem)
def test_a_form_for_issues_has_what_the_host_wants_of_it(file):
    form = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert form["name"] and form["description"] and form["body"]
    kinds = {"textarea", "input", "dropdown", "checkboxes"}
    assert all(field["type"] in kinds and field["attributes"]["label"] for field in form["body"])
    names = [field["id"] for field in form["body"]]
    assert len(names) == len(set(names))


def test_every_path_and_command_that_contributing_names_exists():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:nbs|js|docs|tests|packaging)/?[\w/.]*)`", text)) | set(re.findall(r"tests/\w+", text))
    assert len(paths) > 7 and not [path for path in paths if not (ROOT / path).exists()]
    targets = set(re.findall(r"\bmake ([a-z-]+)", text))
    rules = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert {"export", "test", "bundle", "dist"} <= targets <= rules, targets - rules
