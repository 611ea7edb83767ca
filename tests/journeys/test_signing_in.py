"""Somebody new looks around: signs in as one of the made-up people, sees their own work, and signs out."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import assert_accessible, screenshot, sign_in_as

pytestmark = pytest.mark.browser


def test_the_sign_in_page_names_the_made_up_people(page: Page) -> None:
    page.goto("/")
    expect(page).to_have_title("Sign in – OnePlan")
    for name in ("Amira Holt", "Daniel Osei", "Grace Whitfield", "Tomasz Reid"):
        expect(page.get_by_role("button", name=f"Sign in as {name}")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "sign-in")


def test_a_wrong_password_is_told_and_the_summary_has_the_focus(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_title("Error: Sign in – OnePlan")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert_accessible(page)
    page.locator(".govuk-error-summary a").first.click()
    expect(page.get_by_label("Email")).to_be_focused()


@pytest.mark.parametrize("name", ["Amira Holt", "Daniel Osei", "Grace Whitfield", "Tomasz Reid"])
def test_each_person_finds_their_own_work(page: Page, name: str) -> None:
    sign_in_as(page, name)
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    assert_accessible(page)
    screenshot(page, f"home-{name.split(maxsplit=1)[0].lower()}")
    for link in page.locator(".op-card a").all():
        assert page.request.get(str(link.get_attribute("href"))).ok, link.get_attribute("href")


def test_the_way_round_with_the_keyboard_begins_with_a_way_past_the_header(page: Page) -> None:
    sign_in_as(page, "Grace Whitfield")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_signing_out_leaves_nothing_behind_the_back_button(page: Page) -> None:
    sign_in_as(page, "Tomasz Reid")
    page.goto("/who-looked/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_the_officer_reads_who_looked(page: Page) -> None:
    sign_in_as(page, "Tomasz Reid")
    page.goto("/who-looked/")
    expect(page.get_by_role("cell", name="Signed in").first).to_be_visible()
    assert_accessible(page)
    screenshot(page, "who-looked")
    page.get_by_label("Who looked").select_option(label="Tomasz Reid")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("cell", name="Amira Holt")).to_have_count(0)


@pytest.mark.parametrize(("address", "heading"), [("/nowhere/", "Page not found"), ("/sign-out/", "Sign out?")])
def test_the_other_pages(page: Page, address: str, heading: str) -> None:
    sign_in_as(page, "Grace Whitfield")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert_accessible(page)


def test_everything_works_without_scripts(page_without_scripts: Page) -> None:
    sign_in_as(page_without_scripts, "Tomasz Reid")
    page_without_scripts.get_by_role("link", name="Who looked").first.click()
    expect(page_without_scripts.get_by_role("heading", level=1)).to_have_text("Who looked")
