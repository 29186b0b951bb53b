"""Take the picture of the evaluation's report that the README shows.

python -m eval sample --report REPORT; python tests/eval/page/take_picture.py REPORT PICTURE
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

COLOURS = 128
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def main(report: str, picture: str) -> None:
    """The top of the report, as wide as a laptop's screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", *QUIET]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 1120})
        page.goto(Path(report).resolve().as_uri())
        page.screenshot(path=picture)
        browser.close()
    Image.open(picture).quantize(COLOURS).save(picture, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
