"""The place in numbers: small ones hidden everywhere, what would tell left out, files that no spreadsheet runs."""

import csv
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.test import Client
from django.urls import reverse
from lxml import html

from oneplan.definitions.disclosure_rule import read_disclosure_rule
from oneplan.engine.disclosure import release
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import current_snapshot
from oneplan.engine.store.workspace import Workspace
from oneplan.partnership.matrix.rules import PlacePart
from oneplan.partnership.organisations.rules import Role
from oneplan.partnership.people.queries import snapshots_in

SignIn = Callable[[Role], Client]


def change(place: Path, *statements: str) -> None:
    """Other exact numbers, released again."""
    snapshots_in.cache_clear()  # lets go of the file, and of what was read
    with Workspace.at(current_snapshot(DataHome(place)).record) as workspace:
        for statement in (*statements, "DROP TABLE released_pass"):
            workspace.run(statement)
        release.build(workspace, read_disclosure_rule())


def without_nonces(answer: bytes) -> bytes:
    return re.sub(rb'(nonce|csrfmiddlewaretoken" value)="[^"]*"', b"", answer)


def page(client: Client, part: PlacePart = PlacePart.WHOLE) -> str:
    answer = client.get(reverse("matrix:place_part", args=[part.value]))
    assert answer.status_code == 200
    return answer.content.decode()


def table(text: str, caption: str) -> list[list[str]]:
    found = html.fromstring(text).xpath(f"//table[contains(caption, '{caption}')]")[0]
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("th|td")] for row in found.xpath(".//tr")]


def test_the_whole_place_says_what_is_known_and_what_nobody_recorded(place: Path, signed_in: SignIn) -> None:
    text = page(signed_in(Role.PARTNERSHIP_MANAGER))
    assert table(text, "Causes that are known now")[1] == ["Have been affected by domestic abuse", "30", "7.4%"]
    assert table(text, "Symptoms that are known now")[1][1:] == ["10", "2.5%"]
    assert "nothing is known of them" in text
    assert "Bereavement" in text


def test_wards_are_rounded_hidden_and_named(place: Path, signed_in: SignIn) -> None:
    rows = {row[0]: row[1] for row in table(page(signed_in(Role.DATA_OFFICER), PlacePart.WARD), "Causes 1 to 1")[1:]}
    assert rows == {"Hillside": "25 (23.8%)", "Northgate": "0 (0.0%)", "Riverside": "*"}


def test_where_help_is_missing_counts_children_with_whom_nobody_works(place: Path, signed_in: SignIn) -> None:
    text = page(signed_in(Role.INFORMATION_GOVERNANCE), PlacePart.UNMET)
    assert table(text, "Children with each cause")[1] == ["Have been affected by domestic abuse", "20", "30", "66.7%"]
    assert "Counted as support: early help" in text


def test_a_pair_that_would_tell_is_not_shown(place: Path, signed_in: SignIn) -> None:
    """All who went missing also live with domestic abuse: to say so would tell it of each of them."""
    text = page(signed_in(Role.PARTNERSHIP_MANAGER), PlacePart.PAIRS)
    assert table(text, "Children for whom both")[1][0] == "Have been affected by domestic abuse"
    assert table(text, "Children for whom both")[1][1] in ("10", "c")


def test_v13_to_v15_places_that_round_alike_have_the_same_pages_pictures_and_files(
    place: Path, signed_in: SignIn
) -> None:
    """So nothing on them, no bar, no alternative and no hidden cell, can tell one exact number from another."""
    client = signed_in(Role.PARTNERSHIP_MANAGER)

    def everything() -> list[bytes]:
        addresses = ("matrix:place_part", "matrix:place_figures")
        return [client.get(reverse(name, args=[part.value])).content for name in addresses for part in PlacePart]

    before = [without_nonces(answer) for answer in everything()]
    change(
        place,
        "UPDATE place_factor_ward SET children = 25, population = 103 WHERE children = 23",
        "UPDATE place_factor_ward SET children = 5 WHERE children = 7",
        "UPDATE place_factor SET population = 403",
    )
    assert [without_nonces(answer) for answer in everything()] == before
    change(place, "UPDATE place_factor SET children = 33 WHERE factor_id = 'domestic_abuse'")
    assert [without_nonces(answer) for answer in everything()] != before


def test_v13_bars_are_as_long_as_rounded_numbers(place: Path, signed_in: SignIn) -> None:
    document = html.fromstring(page(signed_in(Role.PARTNERSHIP_MANAGER), PlacePart.WARD))
    bars = document.xpath("//figure[1]//*[local-name()='rect']/@width")
    longest = max(float(width) for width in bars)
    assert sorted(round(float(width) / longest * 160) for width in bars) == [105, 140, 160]


def test_published_assessments_stand_beside_with_their_whole_and_what_to_bear_in_mind(
    place: Path, signed_in: SignIn
) -> None:
    text = page(signed_in(Role.SAFEGUARDING_LEAD), PlacePart.PUBLISHED)
    rows = {row[0]: row[1:] for row in table(text, "Year to 31 March 2025")[1:]}
    assert rows["Domestic abuse: a parent or carer"] == [
        "1008",
        "38.3",
        "31.7",
        "35.2 (of 10)",
        "Have been affected by domestic abuse: 30",
    ]
    assert rows["Other"][0] == "426"
    assert "Of 2,629 episodes" in text
    assert "Councils differ in what they ask and record" in text


def test_files_hold_the_rule_and_begin_no_formula(place: Path, signed_in: SignIn) -> None:
    answer = signed_in(Role.PARTNERSHIP_MANAGER).get(reverse("matrix:place_figures", args=["ward"]))
    assert answer["Content-Disposition"] == 'attachment; filename="ward.csv"'
    rows = list(csv.reader(StringIO(answer.content.decode())))
    assert ["Hillside", "25 (23.8%)"] in rows
    assert any("Counts from 1 to 7 are hidden" in cell for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_ward_named_as_a_formula_is_a_name_in_the_file(place: Path, signed_in: SignIn) -> None:
    change(place, "UPDATE place_factor_ward SET ward_name = '=1+1' WHERE ward_name = 'Hillside'")
    file = signed_in(Role.PARTNERSHIP_MANAGER).get(reverse("matrix:place_figures", args=["ward"])).content.decode()
    assert "'=1+1" in file


def test_numbers_that_have_not_passed_are_on_no_page(place: Path, signed_in: SignIn) -> None:
    with Workspace.at(current_snapshot(DataHome(place)).record) as workspace:
        workspace.run("UPDATE released_count SET children = '7' WHERE children = '*'")
    snapshots_in.cache_clear()
    answer = signed_in(Role.PARTNERSHIP_MANAGER).get(reverse("matrix:place"))
    assert answer.status_code == 503
    assert "have not passed disclosure control" in answer.content.decode()
