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


def test_a_year_of_the_plan_is_begun_owned_and_spoken_of(page: Page) -> None:
    year = f"2026-{page.viewport_size['width']}"  # type: ignore[index]  # one year for each width
    sign_in_as(page, "Grace Whitfield")
    page.goto("/plan/")
    page.get_by_role("link", name="See what is done this year").click()
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("Begin (a year of the plan|another year)")).or_(
        page.get_by_role("button", name="Begin a year of the plan")
    ).first.click()
    page.get_by_label("Which year?").fill(year)
    date_in(page, "First day", (1, 4, 2026))
    date_in(page, "Last day", (31, 3, 2027))
    page.get_by_label("Every three months").check()
    assert_accessible(page)
    page.get_by_role("button", name="Begin the year").click()
    expect(page.get_by_text("No actions yet")).to_be_visible()
    page.get_by_role("button", name="Add an action").click()
    page.get_by_role("button", name="Add the action").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what will be done")
    assert_accessible(page)
    page.get_by_label("Which part of the plan does it serve?").select_option(label="Theme: Resilience")
    page.get_by_label("What will be done?").fill("A resilience programme in every school")
    page.get_by_label("Who owns it?").select_option(
        label="Daniel Osei, Early Help North, Stockton-on-Tees Borough Council"
    )
    date_in(page, "Start", (1, 4, 2026))
    date_in(page, "Due", (31, 3, 2027))
    page.get_by_role("button", name="Add the action").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A resilience programme in every school")
    assert_accessible(page)
    action = page.url
    page.context.clear_cookies()
    sign_in_as(page, "Daniel Osei")
    page.goto(action)
    page.get_by_role("button", name="Say how it goes").click()
    page.get_by_label("Off track (red)").check()
    page.get_by_label("What happened?").fill("Two schools withdrew")
    page.get_by_label("What shows it?").fill("Letters of 3 September")
    assert_accessible(page)
    page.get_by_role("button", name="Say so").click()
    expect(page.get_by_text("Red, and nobody has said what will be done about it")).to_be_visible()
    assert_accessible(page)
    page.goto(f"/plan/delivery/{year}/")
    expect(page.get_by_role("heading", name="What needs attention")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "board")


def test_the_plan_is_changed_published_and_every_edition_kept(page: Page) -> None:
    said = f"Children play outdoors, {page.viewport_size['width']}"  # type: ignore[index]
    sign_in_as(page, "Grace Whitfield")
    page.goto("/plan/")
    page.get_by_role("link", name="Change the plan").click()
    assert_accessible(page)
    page.get_by_role("link", name=re.compile(r"^What drives the plan \(")).click()
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("Add.*What drives the plan")).click()
    page.get_by_label("Words").fill(said)
    page.get_by_label("Source, where it is not").select_option(label="Cabinet decision d190024")
    assert_accessible(page)
    page.get_by_role("button", name="Save in the draft").click()
    page.get_by_role("button", name=re.compile(f"Move up.*{said}")).click()
    expect(page.get_by_text(said).first).to_be_visible()
    page.goto("/plan/")
    expect(page.get_by_text(said)).to_have_count(0)
    page.goto("/plan/draft/")
    expect(page.get_by_role("heading", name="What differs from what is published")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose what it is from now on")
    page.get_by_label("Consulted on").check()
    page.get_by_label("In a few words, what is this version?").fill("After the summer")
    date_in(page, "Day of the decision", (15, 10, 2026))
    assert_accessible(page)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text(said)).to_be_visible()
    page.get_by_role("link", name="Every edition of the plan").click()
    expect(page.get_by_text("After the summer").first).to_be_visible()
    assert_accessible(page)


def test_a_curve_is_turned_and_an_outcome_judged(page: Page) -> None:
    sign_in_as(page, "Grace Whitfield")
    page.goto("/scorecard/looked-after/")
    expect(page.get_by_text("If nothing changes (level, as the last five show no trend)")).to_be_visible()
    page.get_by_role("link", name="Answer one of these questions").click()
    page.get_by_label("What would cost nothing?").check()
    page.get_by_label("Answer").fill("Ring the family network first")
    assert_accessible(page)
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("Ring the family network first").first).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Data, audit and feedback side by side").click()
    expect(page.get_by_role("heading", name="Judgement")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Add an audit or feedback").click()
    page.get_by_label("Feedback of children or families").check()
    page.get_by_label("What does it say?").fill("Most said that they felt safe at home")
    page.get_by_label("What does it rest on?").fill("Survey of 212 young people, June")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="Write down a judgement").click()
    page.get_by_label("Which body judged?").select_option(label="Children and Young People's Partnership")
    date_in(page, "Day of the judgement", (15, 9, 2026))
    page.get_by_label("What did it make of").fill("Safer, and not yet for all")
    page.get_by_label("Who signed for it?").fill("Robin Vale, chair")
    assert_accessible(page)
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("Signed by Robin Vale, chair").first).to_be_visible()
    assert_accessible(page)


def date_in(page: Page, legend: str, day: tuple[int, int, int]) -> None:
    boxes = page.get_by_role("group", name=legend)
    for label, part in zip(("Day", "Month", "Year"), day, strict=True):
        boxes.get_by_label(label).fill(str(part))


def test_the_needs_of_a_place_too_small_to_show_are_not_shown_and_published_figures_are(page: Page) -> None:
    """The made-up borough of the journeys has fewer children than a place may have of which anything is said."""
    sign_in_as(page, "Grace Whitfield")
    page.goto("/")
    page.get_by_role("link", name="Needs here").first.click()
    expect(
        page.get_by_role("table", name=re.compile("Causes that are known now")).get_by_role("cell").first
    ).to_have_text("c")
    assert_accessible(page)
    page.get_by_role("link", name="Where help is missing").click()
    expect(page.get_by_text("Nothing can be shown here")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="By ward").click()
    assert_accessible(page)
    page.get_by_role("link", name="Beside published figures").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Domestic abuse: a parent or carer"))
    expect(row).to_contain_text("38.3")
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="The figures as a file (CSV)").click()
    assert "1008,38.3,31.7" in Path(download.value.path()).read_text(encoding="utf-8")
