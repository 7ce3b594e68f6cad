"""Fixtures for all tests: the settings of a local checkout, and a page in a real browser.

Tests run on the embedded database, or on the server that DATABASE_URL names; each worker of xdist has a
database of its own there.
"""

import os
import shutil
from pathlib import Path

import pytest

# Playwright's own loop runs in the test's thread, where Django would take every query for one in a coroutine.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CHROMIUM_ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
#: The first that is there. The headless shell is the same engine without a window, and twice as quick.
BROWSERS = ("chromium-headless-shell", "chromium")
HOW_TO_INSTALL = "install it (on Debian: apt install chromium-headless-shell) or name one in CHROMIUM"
PAGE_TIMEOUT_MS = 15_000


def chromium() -> str:
    """The path of the browser, or an empty string."""
    names = [named] if (named := os.environ.get("CHROMIUM", "")) else BROWSERS
    return next(filter(None, map(shutil.which, names)), "")


def pytest_configure(config):
    is_worker = hasattr(config, "workerinput")
    if os.environ.get("REQUIRE_BROWSER") == "1" and not chromium() and not is_worker:
        raise pytest.UsageError(f"REQUIRE_BROWSER=1 is set and there is no Chromium: {HOW_TO_INSTALL}.")


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in getattr(item, "fixturenames", []) and not item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("browser") and not chromium():
            item.add_marker(pytest.mark.skip(reason="no Chromium"))


def pytest_terminal_summary(terminalreporter):
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if "no Chromium" in str(r.longrepr)]
    if skipped:
        terminalreporter.line(f"{len(skipped)} browser tests skipped, no Chromium: {HOW_TO_INSTALL}.")


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    """Most tests sign people in without a word; tests/accounts ask for a second factor."""
    settings.SECOND_FACTOR_FOR_STAFF = settings.SECOND_FACTOR_FOR_PUBLISHERS = False


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, one for each worker."""
    from playwright.sync_api import sync_playwright

    arguments = [*CHROMIUM_ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser):
    """Open pages, each in a context of its own: `new_page(viewport=…, java_script_enabled=False, …)`."""
    contexts = []

    def open_page(**options):
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.set_default_timeout(PAGE_TIMEOUT_MS)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page):
    """A page as wide as a laptop's."""
    return new_page(viewport={"width": 1280, "height": 800})


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The script of axe-core, for `page.evaluate(axe_source)`, which no content policy stops."""
    import axe_playwright_python

    folder = Path(axe_playwright_python.__file__).parent
    return next(folder.rglob("axe.min.js")).read_text(encoding="utf-8")
