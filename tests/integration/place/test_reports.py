"""Reports leave disclosed, with their rule on them, by those who may, and are written down."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.organisations.rules import Role
from oneplan.partnership.reports.models import Export

SignIn = Callable[[Role], Client]
MAKERS = (Role.PARTNERSHIP_MANAGER, Role.INFORMATION_GOVERNANCE)
OTHERS = (Role.SAFEGUARDING_LEAD, Role.LEAD_PRACTITIONER)


def make(client: Client, kind: str, form: str) -> Any:
    return client.post(reverse("reports:make"), {"kind": kind, "format": form})


def ward_rows(page: str) -> dict[str, list[str]]:
    table = html.fromstring(page).xpath("//table[starts-with(normalize-space(caption), 'Children by ward')]")[0]
    return {row.findtext("th"): [cell.text for cell in row.findall("td")] for row in table.findall("tbody/tr")}


def test_small_numbers_are_hidden_and_others_rounded(place: Path, signed_in: SignIn) -> None:
    page = make(signed_in(Role.PARTNERSHIP_MANAGER), "causes-by-ward", "html").content.decode()
    assert ward_rows(page) == {"Hillside": ["25"], "Northgate": ["0"], "Riverside": ["*"]}
    assert not re.search(r">\s*(7|23|104|404)\s*<", page)


def test_the_report_says_rule_snapshot_sources_and_date(place: Path, signed_in: SignIn) -> None:
    page = make(signed_in(Role.PARTNERSHIP_MANAGER), "causes-by-ward", "html").content.decode()
    for words in (
        "Counts from 1 to 7 are hidden",
        "snapshot-1",
        "last received on 15 September 2026",
        "30 September 2026",
    ):
        assert words in page
    assert "Bereavement" in page.split("What no agency")[1]


def test_the_word_file_holds_the_same_numbers(place: Path, signed_in: SignIn) -> None:
    answer = make(signed_in(Role.INFORMATION_GOVERNANCE), "causes-by-ward", "docx")
    assert answer["Content-Disposition"].startswith('attachment; filename="causes-by-ward-')
    file = docx.Document(BytesIO(answer.content))
    assert file.core_properties.title == "Children by cause and ward"
    rows = [[cell.text for cell in row.cells] for row in file.tables[1].rows]
    assert rows[1:] == [["Hillside", "25"], ["Northgate", "0"], ["Riverside", "*"]]


@pytest.mark.parametrize("form", ["html", "docx"])
def test_the_scorecard_can_be_made_without_any_snapshot(place: Path, signed_in: SignIn, form: str) -> None:
    answer = make(signed_in(Role.PARTNERSHIP_MANAGER), "scorecard", form)
    assert answer.status_code == 200
    if form == "html":
        assert answer.content.decode().count("<svg") == 20
        assert "after their own disclosure control" in answer.content.decode()
    else:
        assert len(docx.Document(BytesIO(answer.content)).inline_shapes) == 20


def test_making_is_entered_in_the_register_and_the_audit(place: Path, signed_in: SignIn) -> None:
    client = signed_in(Role.PARTNERSHIP_MANAGER)
    make(client, "causes-by-ward", "docx")
    export = Export.objects.get()
    assert (export.kind, export.format, export.snapshot, export.rule) == (
        "causes-by-ward",
        "docx",
        "snapshot-1",
        "public, version 2",
    )
    event = AuditEvent.objects.get(action="made_report")
    assert f"report {export.pk}" in event.about
    assert "Grace Whitfield" in client.get(reverse("reports:reports")).content.decode()


@pytest.mark.parametrize("role", OTHERS)
def test_others_find_no_reports_and_nothing_is_made(place: Path, signed_in: SignIn, role: Role) -> None:
    client = signed_in(role)
    assert client.get(reverse("reports:reports")).status_code == 404
    for kind in ("causes-by-ward", "scorecard"):
        assert make(client, kind, "html").status_code == 404
    assert not Export.objects.exists()
    assert not AuditEvent.objects.filter(action="made_report").exists()


@pytest.mark.parametrize("sent", [{}, {"kind": "everything", "format": "html"}, {"kind": "scorecard", "format": "xls"}])
def test_what_is_no_report_is_not_found(place: Path, signed_in: SignIn, sent: dict[str, str]) -> None:
    assert signed_in(Role.PARTNERSHIP_MANAGER).post(reverse("reports:make"), sent).status_code == 404
    assert not Export.objects.exists()


def test_before_the_first_refresh_the_page_says_what_to_do(tmp_path: Path, settings: Any, signed_in: SignIn) -> None:
    settings.ONEPLAN_HOME = tmp_path
    answer = make(signed_in(Role.PARTNERSHIP_MANAGER), "causes-by-ward", "html")
    assert answer.status_code == 409
    assert "Nothing has been refreshed yet" in answer.content.decode()
    assert not Export.objects.exists()


def test_each_button_says_which_report_it_makes(place: Path, signed_in: SignIn) -> None:
    page = html.fromstring(signed_in(Role.PARTNERSHIP_MANAGER).get(reverse("reports:reports")).content.decode())
    names = [
        " ".join(button.text_content().split()) for button in page.xpath("//form[contains(@class, 'op-make')]//button")
    ]
    assert names == [
        "View as a web page: Children by cause and ward",
        "Download for Word: Children by cause and ward",
        "View as a web page: Scorecard of the plan",
        "Download for Word: Scorecard of the plan",
    ]
