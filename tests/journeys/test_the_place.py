"""The plan, the scorecard and a report, as the partnership manager reads and makes them."""

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import assert_accessible, screenshot, sign_in_as

pytestmark = pytest.mark.browser


def test_from_the_plan_to_a_figure(page: Page) -> None:
    sign_in_as(page, "Grace Whitfield")
    page.goto("/plan/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Children and Young People Strategy")
    expect(page.get_by_role("heading", name="Where the papers contradict each other")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "plan")
    page.get_by_role("link", name="Children and young people live in safe, secure and loving families").click()
    assert_accessible(page)
    page.get_by_role("link", name="Children looked after").click()
    expect(page.get_by_role("img", name="Stockton 125 per 10,000 children in 2025")).to_be_visible()
    expect(page.get_by_text("No significant change from 2021 to 2025").first).to_be_visible()
    assert_accessible(page)
    screenshot(page, "indicator")


def test_a_theme_shows_what_is_believed_how_to_work_and_what_to_do(page: Page) -> None:
    sign_in_as(page, "Amira Holt")
    page.goto("/plan/")
    page.get_by_role("link", name="Relationships", exact=True).click()
    for heading in ("What we believe", "How we work", "What we will do"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    assert_accessible(page)


def test_the_scorecard_opens_the_figures_behind_a_chart(page: Page) -> None:
    sign_in_as(page, "Daniel Osei")
    page.goto("/scorecard/")
    expect(page.get_by_role("img")).to_have_count(20)
    assert_accessible(page)
    screenshot(page, "scorecard")
    page.get_by_text("The figures of Persistent absence from school").click()
    table = page.get_by_role("table", name="Persistent absence from school")
    expect(table.get_by_role("row").filter(has_text="2020")).to_contain_text("not published")
    assert_accessible(page)


@pytest.mark.parametrize(
    ("person", "report"), [("Grace Whitfield", "Children by cause and ward"), ("Tomasz Reid", "Scorecard of the plan")]
)
def test_a_report_is_made_as_a_page_and_for_word(page: Page, person: str, report: str) -> None:
    sign_in_as(page, person)
    page.goto("/reports/")
    assert_accessible(page)
    screenshot(page, "reports")
    page.get_by_role("button", name=re.compile(f"View as a web page.*{report}")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(report)
    assert_accessible(page)
    screenshot(page, "report-" + report.split(maxsplit=1)[0].lower())
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile(f"Download for Word.*{report}")).click()
    content = Path(download.value.path()).read_bytes()
    assert docx.Document(BytesIO(content)).core_properties.title == report
    page.goto("/reports/")
    expect(page.get_by_role("row").filter(has_text="Word").filter(has_text=person).first).to_be_visible()
