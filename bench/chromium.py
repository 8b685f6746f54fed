"""Chromium's print-to-PDF of a report's HTML: one warm browser, one page, tagged, with outline.

The browser finds the faces through fontconfig, so that no page has to carry them.
"""

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.pages import Page, style_text
from monev.reports.pdf.render import FONTS

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
LOCAL = {
    "sans-regular.otf": "SourceSansPro-Regular",
    "sans-italic.otf": "SourceSansPro-It",
    "sans-semibold.otf": "SourceSansPro-Semibold",
    "serif-regular.otf": "SourceSerifPro-Regular",
    "serif-semibold.otf": "SourceSerifPro-Semibold",
}


def executable() -> str | None:
    """Return where a Chromium lies on this machine; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Chromium:
    """A browser that is kept open. Raises RuntimeError where there is none."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        path = executable()
        if path is None:
            raise RuntimeError("found no Chromium on PATH; install the package chromium")
        self._fonts = Path(tempfile.mkdtemp(prefix="monev-bench-fonts-"))
        config = self._fonts / "fonts.conf"
        config.write_text(_fonts_conf(self._fonts / "cache"), encoding="utf-8")
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(
            executable_path=path, args=FLAGS, env={**os.environ, "FONTCONFIG_FILE": str(config)}
        )
        self._page = self._browser.new_page()
        self._style = style_text(lambda name: f'local("{LOCAL[name]}")')
        self.told = f"Chromium {self._browser.version.split('.')[0]}, print to PDF, tagged"

    def make(self, page: Page) -> bytes:
        """Return a report as Chromium prints it."""
        html = page.html.replace("</head>", f"<style>{self._style}</style></head>", 1)
        self._page.set_content(html)
        return self._page.pdf(
            tagged=True, outline=True, prefer_css_page_size=True, print_background=True
        )

    def close(self) -> None:
        """Close the browser."""
        self._browser.close()
        self._playwright.stop()
        shutil.rmtree(self._fonts)


def _fonts_conf(cache: Path) -> str:
    folders = "".join(f"<dir>{path}</dir>" for path in FONTS.values())
    return f"<fontconfig>{folders}<cachedir>{cache}</cachedir></fontconfig>"
