"""The browser harness itself, on a widget small enough to know every pixel of."""

import pytest

pytestmark = pytest.mark.browser

WIDGET = """
    import anywidget, time, traitlets

    class Counter(anywidget.AnyWidget):
        clicks = traitlets.Int(0).tag(sync=True)
        level = traitlets.Int(0).tag(sync=True)
        _esm = '''
        export default { render({model, el}) {
          el.innerHTML = `<button>Add one</button><input type="range" aria-label="Level" min="0" max="200" value="0"
            style="width: 300px"><canvas class="counter" width="8" height="4"></canvas>`;
          const [button, range, canvas] = el.children;
          button.onclick = () => model.send({kind: 'click'});
          range.oninput = () => { model.set('level', Number(range.value)); model.save_changes(); };
          const paint = () => {
            const g = canvas.getContext('2d');
            g.fillStyle = `rgb(${model.get('clicks')}, ${model.get('level')}, 7)`;
            g.fillRect(0, 0, 8, 4);
          };
          model.on('change', paint);
          paint();
        } };
        '''

        def __init__(self):
            super().__init__()
            self.on_msg(lambda widget, content, buffers: setattr(self, "clicks", self.clicks + 1))
"""
SHOW = "counter = Counter()\ncounter"


def red(nb) -> int:
    return int(nb.pixels(nb.find("canvas.counter"))[0, 0, 0])


def test_a_click_reaches_python_and_comes_back_as_a_pixel(notebook):
    nb = notebook(WIDGET, SHOW).run()
    picture = nb.pixels(nb.find("canvas.counter"))
    assert picture.shape == (4, 8, 4) and picture[0, 0].tolist() == [0, 0, 7, 255]
    nb.click("Add one")
    nb.click("Add one")
    nb.until(lambda: red(nb) == 2)
    assert nb.python("counter.clicks") == 2


def test_a_slider_is_dragged_and_moved_by_keys(notebook):
    nb = notebook(WIDGET, SHOW).run()
    nb.slide("Level", 0.75)
    level = int(nb.slider("Level").input_value())
    assert 140 <= level <= 160
    nb.until(lambda: nb.pixels(nb.find("canvas.counter"))[0, 0, 1] == level)
    nb.until(lambda: nb.python("counter.level") == level)


def test_theme_reload_second_view_and_restart(notebook):
    nb = notebook(WIDGET, SHOW, dark=True).run()
    ground = "() => getComputedStyle(document.querySelector('.jp-Notebook')).backgroundColor"
    dark = nb.page.evaluate(ground)
    nb.theme(dark=False)
    assert nb.page.evaluate(ground) != dark
    nb.click("Add one")
    other = nb.view()
    other.find("canvas.counter").wait_for()
    other.click("Add one")
    nb.until(lambda: red(nb) == 2 and red(other) == 2)
    nb.reload()
    nb.find("canvas.counter").wait_for()
    nb.until(lambda: red(nb) == 2)
    nb.restart()
    assert nb.python("'counter' in globals()") is False
    other.errors[:] = [error for error in other.errors if "Comm not found" not in error]  # it was not told


def test_a_busy_cell_can_be_watched(notebook):
    nb = notebook("import time\ntime.sleep(2)\nprint('done')", "1 + 1")
    nb.start()
    assert "done" not in nb.output(0)
    nb.until(lambda: "done" in nb.output(0) and "2" in nb.output(1))
    nb.run_cell(1)
    assert nb.python("[1 + 1]") == [2]


def test_what_goes_wrong_is_seen(notebook):
    nb = notebook("1 / 0", "print('after')")
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        nb.run()
    nb.page.evaluate("() => { console.error('a complaint'); return fetch('http://example.org/x').catch(() => 0); }")
    nb.until(lambda: any("a complaint" in error for error in nb.errors))
    assert nb.left == ["http://example.org/x"]
    nb.errors.clear()  # provoked above, on purpose
    nb.left.clear()
    with pytest.raises(AssertionError, match="not within"):
        nb.until(lambda: False, seconds=0.1)


def test_screenshots(notebook):
    nb = notebook("print('hello')").run()
    assert nb.shot("page").stat().st_size > 5000
    assert nb.shot("cell", nb.cell(0)).read_bytes()[:4] == b"\x89PNG"
