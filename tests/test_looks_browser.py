"""The measures of looks themselves, on a page where everything is wrong, and on one that is right."""

from types import SimpleNamespace

import pytest
from looks import outside_view, resize, tab_stops, unreadable, violations, watch_canvases

pytestmark = pytest.mark.browser

HEAD = "<!doctype html><html lang=en><title>looks</title><style>* { margin: 0; font: 16px/20px sans-serif }</style>"
WRONG = HEAD + """<main><div id=w style="width: 300px; height: 1200px; position: relative; background: #fff">
  <div style="width: 40px; overflow: hidden; white-space: nowrap">a rather long text</div>
  <p style="position: absolute; top: 60px">one word</p><p style="position: absolute; top: 64px">two words</p>
  <button style="position: absolute; top: 100px; width: 100px; height: 30px">press</button>
  <button style="position: absolute; top: 120px; width: 100px; height: 30px"></button>
  <p style="position: absolute; top: 200px; color: #aaa">faint</p>
  <span tabindex=0 role=button style="position: absolute; top: 240px">three</span>
  <button disabled style="position: absolute; top: 280px">off</button>
  <canvas width=100 height=50 style="position: absolute; top: 320px"></canvas></div></main>"""
RIGHT = HEAD + """<main><div id=w style="width: 300px; height: 200px; background: #fff"><p>a text</p>
  <button style="height: 30px">press</button><canvas width=100 height=50 style="display: block"></canvas>
  </div></main>"""
WRITE = """texts => { const ctx = document.querySelector('canvas').getContext('2d');
  ctx.clearRect(0, 0, 100, 50); ctx.textBaseline = 'top'; ctx.font = '12px sans-serif';
  for (const [text, x, y, colour] of texts) { ctx.fillStyle = colour; ctx.fillText(text, x, y); } }"""


@pytest.fixture
def page_of(browser):
    contexts = []

    def open_page(html: str, *texts):
        contexts.append(browser.new_context())
        nb = SimpleNamespace(page=contexts[-1].new_page())
        resize(nb, "laptop")
        nb.page.set_content(html)
        watch_canvases(nb)
        nb.page.evaluate(WRITE, texts)
        return nb

    yield open_page
    for context in contexts:
        context.close()


def test_what_is_wrong_is_found(page_of):
    nb = page_of(WRONG, ["clipped", 80, 5, "#000"], ["pale", 5, 20, "rgba(0, 0, 0, 0.4)"], ["under", 5, 36, "#000"],
                 ["over", 8, 38, "#000"])
    said = "\n".join(unreadable(nb, "#w"))
    for complaint in ('"a rather long text" is cut off', '"two words" lies on "one word"', "lies on",
                      '"clipped" is cut off', '"pale" in  has contrast 2.8', '"over" lies on "under"'):
        assert complaint in said, f"{complaint} is missing in {said}"
    assert len(said.splitlines()) == 6
    assert tab_stops(nb, "#w") == ["press", "", "three"]  # what is disabled is none
    assert outside_view(nb, "#w") == ["432 pixels are out of sight at the bottom"]  # 1200 - 768
    found = {text.split(":")[0] for text in violations(nb, "#w")}
    # the empty button; #aaa on white is 2.3 to 1; of the button that is half covered 20 pixels can be hit
    assert found == {"button-name", "color-contrast", "target-size"}


def test_what_is_right_is_let_be(page_of):
    nb = page_of(RIGHT, ["fine", 5, 5, "#333"], ["fine, too", 5, 25, "#000"])
    assert unreadable(nb, "#w") == outside_view(nb, "#w") == violations(nb, "#w") == []
    assert tab_stops(nb, "#w") == ["press"]
