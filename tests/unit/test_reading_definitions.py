"""A definition that is wrong says which file and which field."""

from pathlib import Path

import pytest

from oneplan.definitions.reading import Definition, read, read_folder
from oneplan.vocabulary.errors import DefinitionError


class Hobby(Definition):
    name: str
    hours: int


def test_a_good_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("name: Chess\nhours: 2\n")
    (tmp_path / "a.yaml").write_text("name: Football\nhours: 3\n")
    assert [hobby.name for hobby in read_folder(tmp_path, Hobby)] == ["Football", "Chess"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: Chess\n", "hours: Field required"),
        ("name: Chess\nhours: 2\ncolour: red\n", "colour: Extra inputs"),
        ("name: [\n", "cannot be read as YAML"),
        ("", "the file"),
    ],
)
def test_a_bad_file_says_what_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "chess.yaml").write_text(text)
    with pytest.raises(DefinitionError, match=told) as error:
        read(tmp_path / "chess.yaml", Hobby)
    assert "chess.yaml" in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"none\.yaml is missing"):
        read(tmp_path / "none.yaml", Hobby)
