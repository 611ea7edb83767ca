"""Finding a child by name and birth date."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from oneplan.engine.linkage import link
from oneplan.engine.people import build
from oneplan.engine.store.tables import EVENT, IDENTITY, INVOLVEMENT, RELATIONSHIP
from oneplan.engine.store.workspace import Workspace
from oneplan.engine.vault.gather import POSTCODE_WARD
from oneplan.engine.vault.lookup import MOST_FOUND, find, particulars
from oneplan.vocabulary.identifiers import PersonId

_AVA = {"given_name": "Ava-Mae", "family_name": "O’Neill", "birth_date": date(2015, 3, 2), "postcode": "TS18 1AB"}
_PEOPLE: dict[str, dict[str, Any]] = {
    "s:ava": {**_AVA, "address": "3 Oak Road", "seen_on": date(2026, 6, 1)},
    "h:ava": {**_AVA, "former_family_name": "Sørensen", "address": "9 Elm Road", "seen_on": date(2019, 6, 1)},
    "s:lou": {"given_name": "Ludvik", "known_as": "Lou", "family_name": "Kociński", "birth_date": date(2012, 7, 9)},
    "s:ann": {"given_name": "Anne Marie", "family_name": "Smith Jones", "birth_date": date(2011, 1, 1)},
    "h:mum": {"given_name": "Ava", "family_name": "Neil", "birth_date": date(1988, 3, 2), "is_child": False},
    "y:old": {"given_name": "Otis", "family_name": "Grown", "birth_date": date(2000, 1, 1)},
    "l:lea": {"given_name": "Leaving", "family_name": "Care", "birth_date": date(2005, 1, 1)},
}


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Workspace]:
    with vault_of(_PEOPLE, tmp_path) as made:
        yield made


def vault_of(people: dict[str, dict[str, Any]], folder: Path) -> Workspace:
    """A finished vault file of these records, opened to be read."""
    with Workspace.at(folder / "record.duckdb") as workspace:
        workspace.attach(folder / "vault.duckdb", "vault", read_only=False)
        workspace.create(IDENTITY, "vault.identity")
        workspace.create(POSTCODE_WARD, "vault.postcode_ward")
        for table in (RELATIONSHIP, INVOLVEMENT, EVENT):
            workspace.create(table)
        rows = [{"record_id": record, "source": record[0], "is_child": True, **said} for record, said in people.items()]
        workspace.insert("vault.identity", [[row.get(column) for column in IDENTITY.column_names] for row in rows])
        link(workspace, models=folder)
        workspace.run("CREATE TEMP VIEW placed AS FROM linked")
        build(workspace, keys=folder, as_of=date(2026, 9, 30))
    return Workspace.read_only(folder / "vault.duckdb")


def names(vault: Workspace, name: str, birth_date: date | None = None) -> list[str | None]:
    return [one.family_name for one in find(vault, name=name, birth_date=birth_date)]


@pytest.mark.parametrize(
    "name",
    ["Ava-Mae O'Neill", "o'neill, ava-mae", "ava mae oneill", "AVA ONEIL", "Ava Sorensen", "avamaeoneill"],
)
def test_spelling_order_and_former_names_do_not_matter(vault: Workspace, name: str) -> None:
    assert names(vault, name) == ["O’Neill"]


def test_a_child_is_found_by_the_name_they_are_known_as(vault: Workspace) -> None:
    assert names(vault, "Lou Kocinski") == ["Kociński"]


def test_names_written_apart_are_found_together(vault: Workspace) -> None:
    assert names(vault, "AnneMarie SmithJones") == ["Smith Jones"]


def test_every_word_must_fit(vault: Workspace) -> None:
    assert names(vault, "Ava Kocinski") == []


def test_a_birth_date_may_be_a_slip_away_but_not_another(vault: Workspace) -> None:
    exact, slipped = (find(vault, name="Ava O'Neill", birth_date=born) for born in (date(2015, 3, 2), date(2015, 2, 3)))
    assert [one.is_exact for one in exact] == [True]
    assert [one.is_exact for one in slipped] == [False]
    assert names(vault, "Ava O'Neill", date(2014, 8, 20)) == []


def test_a_birth_date_alone_finds_everyone_born_that_day(vault: Workspace) -> None:
    assert names(vault, "", date(2012, 7, 9)) == ["Kociński"]
    assert names(vault, "", date(2012, 7, 8)) == []


def test_nothing_asked_finds_nobody(vault: Workspace) -> None:
    assert find(vault, name="  ", birth_date=None) == []


def test_parents_are_not_found_nor_people_of_25(vault: Workspace) -> None:
    assert names(vault, "Ava Neil") == ["O’Neill"]
    assert names(vault, "Otis Grown") == []
    assert names(vault, "Leaving Care") == ["Care"]


def test_a_name_is_a_value_and_never_a_part_of_the_query(vault: Workspace) -> None:
    assert names(vault, "'; DROP TABLE vault.person_name; --") == []
    assert names(vault, "Lou Kocinski") == ["Kociński"]


def test_where_a_child_was_seen_last_is_shown(vault: Workspace) -> None:
    (found,) = find(vault, name="Ava O'Neill", birth_date=None)
    assert (found.address_line, found.postcode) == ("3 Oak Road", "TS18 1AB")
    who = particulars(vault, [found.person_id, PersonId("PNOBODY")])
    assert list(who) == [found.person_id]
    assert (who[found.person_id].given_name, who[found.person_id].birth_date) == ("Ava-Mae", date(2015, 3, 2))


def test_no_more_are_found_than_a_person_can_look_through(tmp_path: Path) -> None:
    many = {
        f"s:{day}": {"given_name": "Mia", "family_name": "Hill", "birth_date": date(2012, 1 + day % 12, 1 + day)}
        for day in range(28)
    }
    with vault_of(many, tmp_path) as vault:
        assert len(find(vault, name="Mia Hill", birth_date=None)) == MOST_FOUND
