"""Looking at a page as a careful person would: is it accessible, does it fit, what does it look like?"""

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
IMAGES = ROOT / "docs" / "images"
README = ROOT / "README.md"
#: A picture in a README is looked at, not scrolled through.
MOST_OF_A_PAGE = 1500


def assert_accessible(page: Page) -> None:
    """axe finds nothing, there is one main heading, and nothing makes the page move sideways."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    violations = [_told(violation) for violation in found["violations"]]
    assert violations == [], "\n".join(violations)
    assert page.locator("h1").count() == 1
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{page.url} is {width} wide"  # type: ignore[index]


def screenshot(page: Page, name: str) -> None:
    """Keep the top of the page where the README shows a picture of that name, when asked by ONEPLAN_SCREENSHOTS=1."""
    size = page.viewport_size
    assert size is not None
    file = f"{name}-{'phone' if size['width'] < 600 else 'desktop'}.png"
    if os.environ.get("ONEPLAN_SCREENSHOTS") == "1" and file in README.read_text(encoding="utf-8"):
        top = {"x": 0, "y": 0, "width": size["width"], "height": MOST_OF_A_PAGE}
        page.screenshot(path=IMAGES / file, full_page=True, clip=top)


def sign_in_as(page: Page, name: str) -> None:
    """Sign in as one of the made-up people."""
    page.goto("/sign-in/")
    page.get_by_role("button", name=f"Sign in as {name}").click()
    page.wait_for_url("**/")


def _told(violation: dict[str, Any]) -> str:
    places = "; ".join(node["html"][:120] for node in violation["nodes"])
    return f"{violation['id']}: {violation['help']} ({places})"
