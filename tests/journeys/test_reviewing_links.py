"""A reviewer looks at two records that may be of one child, decides, and takes it back."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import assert_accessible, screenshot, sign_in_as
from tests.journeys.test_finding_a_child import look_for

pytestmark = pytest.mark.browser


def test_two_records_are_compared_decided_about_and_the_decision_is_taken_back(page: Page) -> None:
    # Given a reviewer of links
    sign_in_as(page, "Priya Nair")

    # When she opens the queue
    page.get_by_role("link", name="Uncertain links").first.click()

    # Then it names nobody
    expect(page.get_by_text("Potential match").first).to_be_visible()
    expect(page.get_by_text("Rowan")).to_have_count(0)
    assert_accessible(page)

    # When she looks at a pair
    page.get_by_role("link", name="Early help assessments and plans and School census").first.click()

    # Then both records are side by side, with a picture, its table and a sentence, and the title names nobody
    expect(page.get_by_role("table", name="Side by side")).to_contain_text("6 June 2017")
    expect(page.get_by_role("img", name="What speaks for and against one person")).to_be_visible()
    expect(page.locator("p", has_text="Most speaks for one person: same given name.")).to_be_visible()
    expect(page).to_have_title("Two records – OnePlan")
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("table", name="Match weight in parts")).to_contain_text("birth date one slip apart")
    assert_accessible(page)
    screenshot(page, "link")

    # When she forgets the reason
    page.get_by_label("Yes, one person").check()
    page.get_by_role("button", name="Decide").click()

    # Then the page says so
    expect(page.get_by_role("link", name="Say why")).to_be_visible()
    assert_accessible(page)

    # When she gives it
    page.get_by_label("Yes, one person").check()
    page.get_by_label("Why?").fill("The month is a slip: day and year agree.")
    page.get_by_role("button", name="Decide").click()

    # Then the decision stands, and can be taken back
    expect(page.get_by_text("Honoured by the next refresh and every one after it.")).to_be_visible()
    page.get_by_label("Why is it taken back?").fill("I have to ask the school first.")
    assert_accessible(page)
    page.get_by_role("button", name="Take the decision back").click()
    expect(page.get_by_text("Taken back. The next refresh goes by the records again.").first).to_be_visible()
    expect(page.get_by_role("heading", name="Are these two records of one person?")).to_be_visible()


def test_how_a_childs_record_came_together(page: Page) -> None:
    # Given a safeguarding lead with a pupil's record open
    sign_in_as(page, "Amira Holt")
    look_for(page, "Ada Marlow")
    page.get_by_role("button", name="Open record of Ada Marlow").click()

    # When she asks how it came together
    page.get_by_role("link", name="how it came together").click()

    # Then each agency's records are listed with the day they came
    expect(page.get_by_role("table", name="What came and went")).to_contain_text("1 record from School census")
    expect(page.get_by_role("heading", name="What was written here about this child")).to_be_visible()
    assert_accessible(page)
