"""A safeguarding lead reads why a reason to talk came, and decides; a manager reads its report and recalls the rule."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import assert_accessible, sign_in_as
from tests.journeys.test_finding_a_child import look_for

pytestmark = pytest.mark.browser
TITLE = "Something new is seen, and causes are known"


def test_a_reason_to_talk_its_evidence_and_the_rule_behind_it(page: Page) -> None:
    # Given a safeguarding lead with a pupil's record open
    sign_in_as(page, "Amira Holt")
    look_for(page, "Ada Marlow")
    page.get_by_role("button", name="Open record of Ada Marlow").click()

    # When she follows it to the reasons to talk
    page.get_by_role("link", name="Reasons to talk about this child").click()
    assert_accessible(page)
    page.get_by_role("link", name=TITLE).click()

    # Then she reads the rule, whom it goes to, and the facts, and the title names nobody
    expect(page.get_by_text("This came because a written rule holds")).to_be_visible()
    expect(page.get_by_text("It goes to Dee Marsh, Early Help North")).to_be_visible()
    expect(page.get_by_text("8 September 2026")).to_be_visible()
    expect(page).to_have_title("A reason to talk – OnePlan")
    assert_accessible(page)

    # When she records half a decision
    page.get_by_label("We talked with the family").check()
    page.get_by_label("Why?").fill("We talked with Ada and her mother.")
    page.get_by_role("button", name="Record the decision").click()

    # Then the page says what is missing
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_role("link", name="Say whether the family took up help")).to_be_visible()
    assert_accessible(page)

    # And about the rule anybody of the partnership may read
    page.get_by_role("link", name="About this rule").click()
    expect(page.get_by_role("heading", name="Decision-making process")).to_be_visible()
    assert_accessible(page)


def test_a_decision_the_rules_report_withdrawal_and_recall(page_without_scripts: Page) -> None:
    # Given a reason to talk, in a browser that runs no scripts
    page = page_without_scripts
    sign_in_as(page, "Amira Holt")
    look_for(page, "Ada Marlow")
    page.get_by_role("button", name="Open record of Ada Marlow").click()
    page.get_by_role("link", name="Reasons to talk about this child").click()
    page.get_by_role("link", name=TITLE).click()

    # When she decides
    page.get_by_label("It is already in hand").check()
    page.get_by_label("Why?").fill("Dee Marsh spoke with her mother on Monday.")
    page.get_by_role("button", name="Record the decision").click()

    # Then it is closed, with her name
    expect(page.get_by_text("No rule gives a reason today")).to_be_visible()
    expect(page.locator("dd", has_text="Dee Marsh spoke")).to_contain_text("Amira Holt, ")

    # When the manager reads what came of the rule, and takes it back
    page.get_by_role("button", name="Sign out").click()
    sign_in_as(page, "Grace Whitfield")
    page.goto("/rules/new-symptom-known-causes/")
    page.get_by_role("link", name="What came of this rule").click()
    expect(page.get_by_role("heading", name="By ward")).to_be_visible()
    page.get_by_role("link", name="The rule", exact=True).click()
    page.get_by_label("Why is the rule taken back?").fill("It rests on a file that was wrong.")
    page.get_by_role("button", name="Take the rule back").click()
    expect(page.locator("strong", has_text="Taken back by Grace Whitfield")).to_be_visible()

    # Then everything it led to is listed, and no name of a child with it
    page.get_by_role("button", name="List what this rule led to").click()
    expect(page.get_by_role("cell", name="Dee Marsh spoke with her mother on Monday.")).to_be_visible()
    expect(page.get_by_text("Marlow")).to_have_count(0)
