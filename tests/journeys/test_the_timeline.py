"""A lead practitioner turns a draft into a timeline: adds what a family remembers, and says what mattered."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import assert_accessible, sign_in_as
from tests.journeys.test_finding_a_child import look_for

pytestmark = pytest.mark.browser


def open_ada(page: Page) -> None:
    sign_in_as(page, "Daniel Osei")
    look_for(page, "Ada Marlow")
    page.get_by_role("button", name="Open record of Ada Marlow").click()


def test_from_a_draft_to_a_timeline_that_all_agencies_read(page: Page) -> None:
    # Given a lead practitioner with a child's record open
    open_ada(page)

    # When he opens the timeline
    page.get_by_role("link", name="Timeline", exact=True).click()

    # Then it is drafted, says where nothing is told, and its title names nobody
    expect(page.get_by_text("Nothing is told from 3 June 2019 to 1 September 2022").first).to_be_visible()
    expect(page).to_have_title("A child’s timeline – OnePlan")
    assert_accessible(page)

    # When he adds what the mother remembers, and forgets what it meant
    page.get_by_role("link", name="Add something that no agency sent").click()
    assert_accessible(page)
    page.get_by_label("What happened?").fill("The family moved here")
    page.get_by_label("A parent or carer", exact=True).check()
    page.get_by_label("Year").fill("2019")
    page.get_by_label("Some time before").check()
    page.get_by_label("In the timeline of all agencies").check()
    page.get_by_role("button", name="Add it").click()

    # Then the page says what is missing, and keeps what was typed
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(page.get_by_label("What happened?")).to_have_value("The family moved here")
    assert_accessible(page)
    page.get_by_label("What did it mean for the child?").fill("She lost her friends and found new ones.")
    page.get_by_role("button", name="Add it").click()

    # And it stands where it belongs, in its version to print
    expect(page.get_by_text("Before 2019").first).to_be_visible()
    page.get_by_role("link", name="Timeline of all agencies").click()
    expect(page.get_by_role("heading", name="Before 2019: The family moved here").first).to_be_visible()
    expect(page.get_by_text("She lost her friends and found new ones.").first).to_be_visible()
    assert_accessible(page)


def test_an_entry_is_chosen_left_out_and_its_history_kept_without_scripts(page_without_scripts: Page) -> None:
    # Given the draft, in a browser that runs no scripts
    page = page_without_scripts
    open_ada(page)
    page.get_by_role("link", name="Timeline", exact=True).click()

    # When he says what one entry meant, and then leaves it out
    page.get_by_role("link", name="Behaviour that disrupts").click()
    page.get_by_label("In our own timeline").check()
    page.get_by_label("What did it mean for the child?").fill("She was upset that day.")
    page.get_by_role("button", name="Keep this choice").click()
    expect(page.get_by_text("She was upset that day.")).to_be_visible()
    page.get_by_role("link", name="Behaviour that disrupts").click()
    page.get_by_label("In neither").check()
    page.get_by_role("button", name="Keep this choice").click()

    # Then it is in no version, and what was chosen before is still to be read
    page.get_by_role("link", name="Our timeline").click()
    expect(page.get_by_text("She was upset that day.")).to_have_count(0)
    page.go_back()
    page.get_by_role("link", name="Behaviour that disrupts").click()
    expect(page.get_by_role("heading", name="What was chosen before")).to_be_visible()
    expect(page.locator("li", has_text="In our own timeline").filter(has_text="She was upset")).to_be_visible()


def test_a_family_on_one_page(page: Page) -> None:
    # Given a child's record that is open
    open_ada(page)

    # When he reads what is known in the family
    page.get_by_role("link", name="What is known in the family").click()

    # Then each fact says whose it is, and the brother is a name alone
    expect(page.get_by_role("heading", name="Cara Marlow, parent")).to_be_visible()
    expect(page.get_by_text("Ben Marlow: you do not have this record open")).to_be_visible()
    expect(page).to_have_title("A child’s family – OnePlan")
    assert_accessible(page)
