"""The product as it is served, and a real Chromium looking at it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.conftest import unavailable
from tests.fixtures.small_borough import small_borough

CHROMIUM = Path("/usr/bin/chromium")
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 812}
PATIENCE = 60  # seconds for the server to answer the first time


@dataclass(frozen=True)
class Product:
    """A running OnePlan, in the demonstration, with the small borough and Stockton's plan."""

    url: str
    home: Path
    environment: dict[str, str]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    home = tmp_path_factory.mktemp("product")
    small_borough(home)
    environment = os.environ | {
        "ONEPLAN_HOME": str(home),
        "ONEPLAN_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "oneplan.config.settings",
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }
    environment.pop("ONEPLAN_DATABASE_URL", None)
    for command in (["django", "migrate", "--verbosity", "0"], ["tests.journeys.prepare"]):
        subprocess.run([sys.executable, "-m", *command], env=environment, check=True)
    port = free_port()
    served = ["granian", "--interface", "wsgi", "--port", str(port), "--log-level", "warning"]
    server = subprocess.Popen([sys.executable, "-m", *served, "oneplan.config.wsgi:application"], env=environment)
    try:
        wait_for(port, server)
        yield Product(f"http://127.0.0.1:{port}", home, environment)
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        assert server.poll() is None, "the server ended before it answered"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer within {PATIENCE} seconds")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        unavailable("Debian's chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, product: Product) -> Iterator[Page]:
    """A page at desktop and at phone width. Whatever the browser complains of, or asks of anybody else, fails."""
    context = browser.new_context(base_url=product.url, viewport=request.param, locale="en-GB")
    complaints = watched(context, product.url)
    yield context.new_page()
    context.close()
    assert complaints == []


@pytest.fixture
def page_without_scripts(browser: Browser, product: Product) -> Iterator[Page]:
    """A page in a browser that runs no scripts: every journey must work there."""
    context = browser.new_context(base_url=product.url, viewport=DESKTOP, java_script_enabled=False)
    yield context.new_page()
    context.close()


def watched(context: BrowserContext, own: str) -> list[str]:
    complaints: list[str] = []

    def look(page: Page) -> None:
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith((own, "data:")) else complaints.append(asked.url))

    def hear(said: ConsoleMessage) -> None:
        of_the_page_itself = (
            said.page is not None and said.location["url"] == said.page.url
        )  # such as 404, when asked for
        if said.type in {"error", "warning"} and not of_the_page_itself:
            complaints.append(said.text)

    context.on("page", look)
    return complaints
