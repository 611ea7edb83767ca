"""An indicator's figures and chart can be taken away by every member, and that they were is written down."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.organisations.rules import Role
from oneplan.partnership.reports.models import Export

SignIn = Callable[[Role], Client]


def take(client: Client, form: str, indicator: str = "good-level-of-development") -> Any:
    return client.get(reverse("reports:indicator", args=[indicator, form]))


def test_every_figure_keeps_what_was_published_its_release_source_and_licence(place: Path, signed_in: SignIn) -> None:
    answer = take(signed_in(Role.SAFEGUARDING_LEAD), "csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    known = next(row for row in rows if (row["area"], row["year"]) == ("Stockton-on-Tees", "2016"))
    assert (known["as_published"], known["value"], known["symbol"]) == ("64.900000000000006", "64.9", "")
    missing = next(row for row in rows if (row["area"], row["year"]) == ("Stockton-on-Tees", "2020"))
    assert (missing["as_published"], missing["value"], missing["symbol"]) == ("'-", "", "'-")
    assert {row["publisher"] for row in rows} == {"Department for Education"}
    assert {row["licence"] for row in rows} == {"Open Government Licence v3.0"}
    assert all("@" in row["release"] for row in rows if row["as_published"])


def test_the_spreadsheet_holds_the_same_figures(place: Path, signed_in: SignIn, tmp_path: Path) -> None:
    client = signed_in(Role.PARTNERSHIP_MANAGER)
    file = tmp_path / "taken.ods"
    answer = take(client, "ods", "looked-after")
    file.write_bytes(answer.content)
    head, *rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("Figures").to_python()
    plain = list(csv.DictReader(io.StringIO(take(client, "csv", "looked-after").content.decode())))
    assert [str(row[head.index("as_published")]) for row in rows] == [row["as_published"] for row in plain]
    assert [str(row[head.index("lower_95")]) for row in rows] == [row["lower_95"] for row in plain]
    assert answer["Content-Disposition"] == 'attachment; filename="looked-after.ods"'


def test_the_chart_is_a_picture(place: Path, signed_in: SignIn) -> None:
    answer = take(signed_in(Role.PARTNERSHIP_MANAGER), "png")
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("form", ["csv", "ods", "png"])
def test_what_was_taken_stands_in_the_register_and_the_audit(place: Path, signed_in: SignIn, form: str) -> None:
    client = signed_in(Role.PARTNERSHIP_MANAGER)
    take(client, form, "looked-after")
    export = Export.objects.get()
    assert (export.kind, export.about, export.format, export.rule) == (
        "indicator",
        "looked-after",
        form,
        "as published",
    )
    assert "looked-after" in AuditEvent.objects.get(action="made_report").about
    assert "Figures of an indicator: looked-after" in client.get(reverse("reports:reports")).content.decode()


@pytest.mark.parametrize(("indicator", "form"), [("looked-after", "xls"), ("nothing", "csv")])
def test_what_is_not_there_is_not_found_and_nothing_is_written(
    place: Path, signed_in: SignIn, indicator: str, form: str
) -> None:
    assert take(signed_in(Role.PARTNERSHIP_MANAGER), form, indicator).status_code == 404
    assert not Export.objects.exists()


@pytest.mark.parametrize("indicator", ["looked-after", "good-level-of-development"])
def test_the_page_of_an_indicator_links_all_three(place: Path, signed_in: SignIn, indicator: str) -> None:
    page = signed_in(Role.PARTNERSHIP_MANAGER).get(reverse("scorecard:indicator", args=[indicator])).content.decode()
    for form in ("csv", "ods", "png"):
        assert reverse("reports:indicator", args=[indicator, form]) in page
