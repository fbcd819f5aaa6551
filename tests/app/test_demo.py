"""`ganlab demo`: one page that needs nothing but itself."""

import json
import re
import subprocess
import sys

import pytest

from ganlab import GAN
from ganlab.app import demo


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    "Written as a person would, through the command."
    file = tmp_path_factory.mktemp("demo") / "ring.html"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from ganlab.app.cli import main; raise SystemExit(main())",
            "demo",
            str(file),
            "--rounds",
            "120",
            "--seed",
            "3",
        ],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "120/120" in done.stdout and str(file) in done.stdout  # a bar, and where to look
    return file


def test_nothing_in_it_points_outside(page):
    text = page.read_text(encoding="utf-8")
    assert not re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?(?!data:)\w+:""", text) and not re.findall(
        r"https?:", text
    )
    assert page.stat().st_size < 6e6


def test_it_shows_the_training_that_it_names(page):
    text = page.read_text(encoding="utf-8")
    film = json.loads(re.search(r'<script type="application/json" id="film">(.*?)</script>', text, re.S)[1])
    rounds = [moment for moment, _ in film]
    assert rounds[0] == 0 and rounds[-1] == 120 and rounds == sorted(rounds)
    assert len({picture for _, picture in film}) > 10  # the pictures differ
    assert "live modes" in text and "seed=3" in text
    again = GAN("ring", seed=3)
    assert demo.picture_url(again) == film[0][1]  # the first picture is the untrained GAN of that seed


def test_what_cannot_be_written_is_said_before_the_training(capsys):
    from ganlab.app.cli import main

    assert main(["demo", "no/such/folder/x.html"]) == 1
    assert "no/such/folder" in capsys.readouterr().err
    assert main(["demo", "--rounds", "0"]) == 1
    assert "rounds" in capsys.readouterr().err


@pytest.mark.browser
def test_it_opens_from_disk_and_scrubs(page, browser):
    tab = browser.new_page()
    errors, requests = [], []
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(page.as_uri())
    image, label, slider = tab.locator("#image"), tab.locator("#label"), tab.get_by_role("slider")
    last = image.get_attribute("src")
    assert label.inner_text() == "120 rounds" and image.evaluate("i => i.naturalWidth") > 300
    slider.focus()
    slider.press("Home")
    assert label.inner_text() == "0 rounds" and image.get_attribute("src") != last
    tab.get_by_role("button", name="Play").click()
    tab.wait_for_function("document.getElementById('label').textContent === '120 rounds'", timeout=30_000)
    assert image.get_attribute("src") == last
    assert not errors and all(url.startswith(("file:", "data:")) for url in requests)
    tab.close()
