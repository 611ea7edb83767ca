"""Somebody who works with a child finds them, rings the right person, opens the record and reads what is known."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking import assert_accessible, screenshot, sign_in_as

pytestmark = pytest.mark.browser


def look_for(page: Page, name: str, birth_date: tuple[str, str, str] | None = None) -> None:
    page.goto("/find-a-child/")
    page.get_by_label("Child’s name").or_(page.get_by_label("Child's name")).fill(name)
    for label, part in zip(("Day", "Month", "Year"), birth_date or (), strict=False):
        page.get_by_label(label, exact=True).fill(part)
    page.get_by_label("I am worried about a child").check()
    page.get_by_role("button", name="Find").click()


def test_a_safeguarding_lead_rings_the_right_person_and_reads_the_matrix(page: Page) -> None:
    # Given a school's safeguarding lead who is worried about a pupil
    sign_in_as(page, "Amira Holt")
    page.goto("/find-a-child/")
    assert_accessible(page)
    screenshot(page, "find-a-child")

    # When she looks for the child with a reason
    look_for(page, "ada marlow", ("4", "5", "2015"))

    # Then she sees who to ring, before opening anything
    expect(page.get_by_role("heading", name="Ada Marlow")).to_be_visible()
    expect(page.get_by_text("Lead practitioner")).to_be_visible()
    expect(page.get_by_role("link", name="01632 960103")).to_have_attribute("href", "tel:01632960103")
    assert "marlow" not in page.url.lower()
    assert_accessible(page)
    screenshot(page, "found")

    # When she opens the record
    page.get_by_role("button", name="Open record of Ada Marlow").click()

    # Then causes, symptoms and strengths stand on one page, unknowns among them, and the title names nobody
    expect(page).to_have_title("A child’s record – OnePlan")
    for heading in ("Causes", "Symptoms", "Strengths"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    assert_accessible(page)
    screenshot(page, "child")

    # When she opens a line
    line = page.locator("summary", has_text="Have parents with mental health needs")
    line.click()

    # Then it says by whom something was recorded, about whom and when, and of a parent's health no more than
    # the policy lets a school read: for the detail there is somebody to ring
    fact = page.locator("details", has=line)
    expect(fact).to_contain_text("Recorded by Early Help")
    expect(fact).to_contain_text("about a parent or carer")
    expect(fact).to_contain_text("9 March 2026")
    expect(fact).to_contain_text("Shared when you ask: ring 01632 960103")
    expect(fact).not_to_contain_text("Early help need: Mental health")
    assert_accessible(page)
    screenshot(page, "child-evidence")


def facts_under(page: Page, factor: str) -> Locator:
    """The headings of the facts that stand under a factor of the matrix."""
    return page.locator("details", has=page.locator("summary", has_text=factor)).locator(".op-fact__what")


def test_a_lead_practitioner_opens_the_record_of_a_child_they_work_with(page: Page) -> None:
    sign_in_as(page, "Daniel Osei")
    look_for(page, "Marlow Ada")
    page.get_by_role("button", name="Open record of Ada Marlow").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Marlow")
    expect(page.get_by_text("Cara Marlow", exact=True)).to_be_visible()
    expect(page.locator("summary", has_text="Smoking")).to_contain_text("Not known")


def test_a_child_of_another_school_comes_with_whom_to_ring(page: Page) -> None:
    sign_in_as(page, "Amira Holt")
    look_for(page, "Finn Orr")
    expect(page.get_by_text("You cannot open this record")).to_be_visible()
    expect(page.get_by_role("link", name="01632 960102")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Open record"))).to_have_count(0)
    assert_accessible(page)


def test_a_search_without_a_reason_says_what_is_missing(page: Page) -> None:
    sign_in_as(page, "Amira Holt")
    page.goto("/find-a-child/")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_title("Error: Find a child – OnePlan")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("Enter a name, a birth date or both")
    expect(summary).to_contain_text("Choose why you are looking for this child")
    assert_accessible(page)
    summary.get_by_role("link", name="Choose why").click()
    expect(page.get_by_label("I am worried about a child")).to_be_focused()


@pytest.mark.parametrize(
    ("name", "heading"), [("Zara Khan", "Too many children match"), ("Quentin Nobody", "No child found")]
)
def test_an_empty_answer_says_what_to_try(page: Page, name: str, heading: str) -> None:
    sign_in_as(page, "Amira Holt")
    look_for(page, name)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert_accessible(page)


def test_the_keyboard_opens_a_line(page: Page) -> None:
    sign_in_as(page, "Daniel Osei")
    look_for(page, "Ada Marlow")
    page.get_by_role("button", name="Open record of Ada Marlow").press("Enter")
    line = page.locator("summary", has_text="Has a trusted adult")
    line.focus()
    page.keyboard.press("Enter")
    named = facts_under(page, "Has a trusted adult").filter(has_text="Early help need: Named an adult they trust")
    expect(named).to_be_visible()


def test_on_paper_every_fact_is_open_and_what_is_not_known_stays_short(page: Page) -> None:
    sign_in_as(page, "Daniel Osei")
    look_for(page, "Ada Marlow")
    page.get_by_role("button", name="Open record of Ada Marlow").click()
    page.emulate_media(media="print")
    named = facts_under(page, "Has a trusted adult").filter(has_text="Early help need: Named an adult they trust")
    expect(named).to_be_visible()
    expect(page.locator("summary", has_text="Smoking")).to_be_visible()
    expect(page.locator("details", has_text="Smoking").last.locator(".op-factor__more")).not_to_be_visible()


def test_everything_works_without_scripts(page_without_scripts: Page) -> None:
    page = page_without_scripts
    sign_in_as(page, "Amira Holt")
    look_for(page, "Ada Marlow")
    page.get_by_role("button", name="Open record of Ada Marlow").click()
    line = page.locator("summary", has_text="Bereavement")
    line.click()
    expect(line).to_contain_text("Disputed")
    expect(facts_under(page, "Bereavement").first).to_be_visible()
