"""A council's data officer sends a file, sees it read, and reads what was wrong with it."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import assert_accessible, screenshot, sign_in_as

pytestmark = pytest.mark.browser

HEAD = "person_ref,household_ref,household_role,forename,surname,date_of_birth\n"
GOOD, BAD = "P1,H1,TENANT,Zebedee,{0},04/05/1984\n", "P2,H1,CHILD,Ida,{0},31/02/2014\n"
PATIENCE = 60_000


def send(page: Page, surname: str) -> None:
    page.goto("/feeds/")
    page.get_by_role("link", name="Housing").click()
    content = (HEAD + GOOD + BAD).format(surname).encode()
    page.locator("input[type=file]").set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Send").click()


def test_a_file_is_sent_read_and_reported(page: Page) -> None:
    sign_in_as(page, "Nadia Brook")
    page.goto("/feeds/")
    assert_accessible(page)
    screenshot(page, "feeds")
    size = page.viewport_size
    assert size is not None
    send(page, f"Marlow{size['width']}")  # other files at each width: the same would not be loaded again
    expect(page.get_by_role("heading", level=1)).to_have_text("Loaded", timeout=PATIENCE)
    assert_accessible(page)
    page.get_by_role("link", name="Read the report").click()
    expect(page.get_by_text("people.csv:3")).to_be_visible()
    expect(page.get_by_text("31/02/2014")).to_have_count(0)
    assert_accessible(page)
    screenshot(page, "feed-report")
    page.get_by_role("button", name="Show the rows with their values").click()
    expect(page.get_by_role("cell", name="31/02/2014")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Report").click()
    page.get_by_role("link", name="Housing").click()
    expect(page.get_by_role("table", name="What was loaded, newest first").get_by_text("50.0%").first).to_be_visible()
    assert_accessible(page)
    screenshot(page, "feed")


def test_it_works_without_scripts(page_without_scripts: Page) -> None:
    page = page_without_scripts
    sign_in_as(page, "Nadia Brook")
    send(page, "Orrlow")
    look_again = page.get_by_role("link", name="Look again")
    for _ in range(60):
        if not look_again.count():
            break
        page.wait_for_timeout(500)
        look_again.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Loaded")
