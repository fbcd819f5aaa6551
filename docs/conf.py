"""Sphinx's settings for ganlab's site; `make docs` stages the pages and calls it, see build.py."""

import re
import sys
from configparser import ConfigParser
from pathlib import Path

from fastcore.docments import docments, empty

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

parser = ConfigParser(delimiters=["="])
parser.read(ROOT / "settings.ini", encoding="utf-8")
settings = parser["DEFAULT"]

project, author = settings["lib_name"], settings["author"]
release = version = settings["version"]
copyright = author
language = "en"

extensions = [
    "myst_nb", "sphinx.ext.autodoc", "sphinx.ext.mathjax", "sphinx_copybutton", "sphinx_design",
]
nb_execution_mode = "off"  # pages show what the notebooks have stored; nothing is trained while the site is built
nb_render_markdown_format = "myst"
myst_enable_extensions = ["dollarmath", "amsmath", "colon_fence", "deflist"]
myst_heading_anchors = 3
suppress_warnings = ["mystnb.unknown_mime_type"]
mathjax_path = "tex-svg.js"  # one file, copied by build.py, so that formulas need no network either

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
autodoc_inherit_docstrings = False
python_maximum_signature_line_length = 90
default_role = "code"  # one backtick is code, as in Markdown
add_module_names = False
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = "ganlab"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_theme_options = {"source_view_link": "", "top_of_page_buttons": []}
if settings["repository_url"]:
    html_theme_options |= {"source_repository": settings["repository_url"], "source_branch": "main",
                           "source_directory": "nbs/"}
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True


def plain(words: str) -> str:
    "A line of a docstring as reStructuredText: what only looks like markup there is told apart from it."
    parts = re.split(r"(`+[^`]*`+)", words)  # every other part is code
    return "".join(part if i % 2 else re.sub(r"([*|]|(?<=\w)_(?=\W|$))", r"\\\1", part) for i, part in enumerate(parts))


def add_parameters(app, what, name, obj, options, lines: list[str]) -> None:
    "Write the comments behind the parameters, which say shape, range and unit, into the description."
    lines[:] = [plain(line) for line in lines]
    if what not in ("function", "method", "class"):
        return
    try:
        found = docments(obj, full=True, returns=True)
    except (TypeError, ValueError, OSError, AttributeError):  # made at run time: there is no source to read
        return
    fields = [f":param {key}: {plain(' '.join(about.docment.split()))}" for key, about in found.items()
              if key not in ("self", "cls", "return") and about.docment not in (None, empty, "")]
    back = found.get("return")
    if what != "class" and back is not None and back.docment not in (None, empty, ""):
        fields.append(f":returns: {plain(' '.join(back.docment.split()))}")
    if fields:
        lines += ["", *fields, ""]


def setup(app) -> None:
    app.connect("autodoc-process-docstring", add_parameters)
