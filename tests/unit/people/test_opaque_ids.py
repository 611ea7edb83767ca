"""Ids that carry no meaning, from a key that is made once."""

import stat
from pathlib import Path

from oneplan.engine.people.ids import opaque_id, person_id_key


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    key = person_id_key(tmp_path)
    assert person_id_key(tmp_path) == key
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_another_place_has_another_key(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    assert person_id_key(here) != person_id_key(there)


def test_an_id_depends_on_the_key_and_on_what_it_is_an_id_of() -> None:
    made = opaque_id(b"key", "P", "school:1")
    assert made == opaque_id(b"key", "P", "school:1")
    assert made[0] == "P"
    assert len(made) == 17
    others = {
        opaque_id(b"other", "P", "school:1"),
        opaque_id(b"key", "P", "school:2"),
        opaque_id(b"key", "F", "school:1"),
    }
    assert made not in others
    assert len({one[1:] for one in (made, *others)}) == 4
