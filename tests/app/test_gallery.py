"""`ganlab gallery`: an index of recorded runs."""

import re

import pytest

from ganlab import GAN, Stepper
from ganlab.app import cli
from ganlab.app.gallery import read_card, write_gallery

RUN = """<!doctype html><html><head><meta name="generator" content="ganlab">
<meta name="description" content="Hopping since step 300: one mode &amp; &lt;b&gt;.">
<link rel="icon" type="image/png" href="data:image/png;base64,iVBORw0KGgo=">
<title>Group 7 &lt;script&gt;</title><style>p > a {{}}</style></head><body><footer>{facts}<pre>GAN()</pre></footer>
<script id="recording" type="text/plain">AAAA</script></body></html>"""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    stepper = Stepper(GAN("ring", seed=1).fit(12, progress=False))
    stepper.to_html(folder / "group 1.html", frames=3, title="Group <1>", progress=False)
    stepper.close()
    return folder


def test_a_recorded_run_says_what_it_is(recorded):
    card = read_card(recorded / "group 1.html")
    assert card.title == "Group <1>" and card.verdict.startswith("Learning since step 0")
    assert card.picture.startswith("data:image/png;base64,iVBORw0KGgo") and "12 moments" in card.facts
    assert card.bytes == (recorded / "group 1.html").stat().st_size


def test_the_index_lists_the_runs_and_nothing_else(recorded, capsys):
    (recorded / "group 2.html").write_text(RUN.format(facts="3 recorded frames."))
    (recorded / "notes.html").write_text("<title>not a run</title>")
    assert cli.main(["gallery", str(recorded), "--title", "Class of <2026>"]) == 0
    assert "2 runs" in capsys.readouterr().out
    page = (recorded / "index.html").read_text()
    assert re.findall(r'href="([^"]+)"', page) == ["group%201.html", "group%202.html"]
    assert "Group 7 &lt;script&gt;" in page and "one mode &amp; &lt;b&gt;." in page and "Class of &lt;2026&gt;" in page
    assert "<script" not in page and "default-src 'none'" in page and not re.search("https?://", page)
    assert page.count("data:image/png") == 2


def test_written_again_it_stays_the_same(recorded):
    first = write_gallery(recorded)[0].read_text()
    assert write_gallery(recorded)[0].read_text() == first


@pytest.mark.parametrize("picture", [
    "javascript:alert(1)", "data:image/png;base64,AA&quot; onload=&quot;x", "https://x.org/a.png",
])
def test_a_picture_is_taken_only_as_a_picture(tmp_path, picture):
    (tmp_path / "run.html").write_text(RUN.format(facts="").replace("data:image/png;base64,iVBORw0KGgo=", picture))
    write_gallery(tmp_path)
    page = (tmp_path / "index.html").read_text()
    assert "<img" not in page and "onload" not in page and "javascript" not in page


@pytest.mark.parametrize("content", ["<h1>my own</h1>", RUN.format(facts="a run by that name")])
def test_an_index_of_somebody_else_stays(tmp_path, content, capsys):
    (tmp_path / "run.html").write_text(RUN.format(facts=""))
    (tmp_path / "index.html").write_text(content)
    assert cli.main(["gallery", str(tmp_path)]) == 1
    assert "stays" in capsys.readouterr().err and (tmp_path / "index.html").read_text() == content


def test_without_a_folder_or_a_run_the_way_out_is_named(tmp_path, capsys):
    assert cli.main(["gallery", str(tmp_path / "none")]) == 1
    assert "is not a folder" in capsys.readouterr().err
    assert cli.main(["gallery", str(tmp_path)]) == 1
    assert "to_html" in capsys.readouterr().err and not list(tmp_path.iterdir())
