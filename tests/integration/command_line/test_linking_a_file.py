"""`oneplan link` as somebody types it: any list of people, added to later, with ids that last."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from oneplan.cli import main

HEADER = "record_id,given_name,family_name,birth_date,postcode,shoe_size\n"
FIRST = (
    "a1,Siân,O'Neill,2014-04-09,TS17 6PT,3",
    "b7,Sian,ONeill,20140409,ts176pt,",
    "c3,Ruby,Hall,10/04/2014,TS20 1QQ,",
    "d4,Ruby,Hall,31/02/2014,,",
)


def typed(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["link", *(str(word) for word in words)])


def written(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def answer(folder: Path) -> dict[str, tuple[str, str]]:
    with (folder / "linked.csv").open(encoding="utf-8", newline="") as file:
        return {row["record_id"]: (row["person_id"], row["status"]) for row in csv.DictReader(file)}


def test_a_file_is_linked_and_what_is_missing_is_fine(tmp_path: Path) -> None:
    ended = typed(written(tmp_path, "people.csv", *FIRST), tmp_path / "out", "--pairs")
    assert ended.exit_code == 0, ended.output
    found = answer(tmp_path / "out")
    assert found["a1"][0] == found["b7"][0] != found["c3"][0]
    assert (found["a1"][1], found["d4"][1]) != ("none", "match")
    assert "same given name" not in (tmp_path / "out" / "linked.csv").read_text(encoding="utf-8")
    assert "record_id_l" in (tmp_path / "out" / "pairs.csv").read_text(encoding="utf-8")
    assert not list(tmp_path.glob(".out*"))


def test_added_and_changed_records_leave_everybody_else_and_their_ids_alone(tmp_path: Path) -> None:
    typed(written(tmp_path, "people.csv", *FIRST), tmp_path / "first")
    more = written(tmp_path, "more.csv", "e5,SIAN,O NEILL,2014-04-09,TS17 6PT,", "c3,Ruby,Hill,2014-04-10,TS20 1QQ,")
    ended = typed(more, tmp_path / "second", "--existing", tmp_path / "first")
    assert ended.exit_code == 0, ended.output
    before, after = answer(tmp_path / "first"), answer(tmp_path / "second")
    assert after["e5"][0] == before["a1"][0] == after["a1"][0]
    assert after["c3"][0] == before["c3"][0]
    assert set(after) == {"a1", "b7", "c3", "d4", "e5"}


def test_the_public_files_names_for_the_columns_are_read(tmp_path: Path) -> None:
    """As in fake_1000 and FEBRL: unique_id, first_name, surname, dob."""
    file = tmp_path / "fake.csv"
    rows = ("0,Robert,Alan,1971-06-24,London", "1,Robert,Allen,1971-06-24,London", "2,Ruby,Hall,2014-04-10,")
    file.write_text("unique_id,first_name,surname,dob,city\n" + "".join(row + "\n" for row in rows), encoding="utf-8")
    ended = typed(file, tmp_path / "out", "--pairs")
    assert ended.exit_code == 0, ended.output
    assert set(answer(tmp_path / "out")) == {"0", "1", "2"}
    with (tmp_path / "out" / "pairs.csv").open(encoding="utf-8", newline="") as pairs:
        (pair,) = csv.DictReader(pairs)
    assert (pair["given_name_level"], pair["birth_date_level"]) == ("4", "2"), "given names and birth dates were read"


@pytest.mark.spark
def test_spark_gives_the_same_answer(tmp_path: Path) -> None:
    file = written(tmp_path, "people.csv", *FIRST)
    typed(file, tmp_path / "here")
    ended = typed(file, tmp_path / "there", "--engine", "spark")
    assert ended.exit_code == 0, ended.output
    here, there = answer(tmp_path / "here"), answer(tmp_path / "there")
    assert {record: status for record, (_, status) in there.items()} == {r: status for r, (_, status) in here.items()}
    assert not list((tmp_path / "there").rglob(".s*")), "files with names were left behind"


def test_what_cannot_be_linked_is_said_in_a_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert "left alone" in typed(written(tmp_path, "people.csv", *FIRST), tmp_path / "out").output
    twice = typed(written(tmp_path, "twice.csv", FIRST[0], FIRST[0]), tmp_path / "new")
    (tmp_path / "nameless.csv").write_text("name\nAnn\n", encoding="utf-8")
    nameless = typed(tmp_path / "nameless.csv", tmp_path / "new")
    no_run = typed(tmp_path / "people.csv", tmp_path / "new", "--existing", tmp_path)
    for ended, words in ((twice, "twice"), (nameless, "record_id"), (no_run, "earlier run")):
        assert ended.exit_code == 1
        assert words in ended.output
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".new*"))
