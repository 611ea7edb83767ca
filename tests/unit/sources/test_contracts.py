"""Contracts are checked as they are read, with the file and the field in the message."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from oneplan.definitions.reading import read
from oneplan.definitions.source import FOLDER, SourceContract, source_contract, source_contracts
from oneplan.vocabulary.errors import DefinitionError


@pytest.fixture
def police() -> dict[str, Any]:
    found: dict[str, Any] = deepcopy(yaml.safe_load((FOLDER / "police.yaml").read_text(encoding="utf-8")))
    return found


def _refusal(tmp_path: Path, content: dict[str, Any]) -> str:
    path = tmp_path / "police.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        read(path, SourceContract)
    return str(refused.value)


def test_every_contract_reads_and_is_named_as_its_file() -> None:
    assert set(source_contracts()) == {path.stem for path in FOLDER.glob("*.yaml")}


@pytest.mark.parametrize("name", sorted(source_contracts()))
def test_every_contract_says_why_and_how_long(name: str) -> None:
    contract = source_contract(name)
    assert all((contract.lawful_basis, contract.retention, contract.owner, contract.reason, contract.caveat))


@pytest.mark.parametrize("name", sorted(source_contracts()))
def test_no_table_could_be_taken_for_another(name: str) -> None:
    for table in source_contract(name).tables:
        columns = {column.name for column in table.columns}
        others = [t for t in source_contract(name).tables if t is not table and t.signature <= columns]
        closer = [t.name for t in others if len({c.name for c in t.columns} & columns) >= len(columns)]
        assert not closer, f"a file of {table.name} could be read as {closer}"


def test_an_incident_must_say_the_part_of_the_person(tmp_path: Path, police: dict[str, Any]) -> None:
    del police["tables"][1]["event"][0]["role"]
    assert "each row must say the person's role in it" in _refusal(tmp_path, police)


def test_a_role_may_not_be_left_out_of_a_row(tmp_path: Path, police: dict[str, Any]) -> None:
    role = next(column for column in police["tables"][1]["columns"] if column["name"] == "role")
    role["required"] = False
    assert "role must be required" in _refusal(tmp_path, police)


def test_roles_are_those_of_the_vocabulary(tmp_path: Path, police: dict[str, Any]) -> None:
    police["tables"][1]["event"][0]["role"]["as"]["HARMED"] = "victim"
    assert "role has ['victim']" in _refusal(tmp_path, police)


def test_a_mapping_names_columns_that_exist(tmp_path: Path, police: dict[str, Any]) -> None:
    police["tables"][0]["identity"][0]["birth_date"] = "dob"
    assert "['dob'] are not among its columns" in _refusal(tmp_path, police)


def test_a_mapping_names_codes_that_exist(tmp_path: Path, police: dict[str, Any]) -> None:
    police["tables"][1]["event"][0]["role"]["as"]["BYSTANDER"] = "witness"
    assert "BYSTANDER" in _refusal(tmp_path, police)


def test_a_reference_names_an_earlier_table(tmp_path: Path, police: dict[str, Any]) -> None:
    police["tables"].reverse()
    assert "must come before it" in _refusal(tmp_path, police)


def test_an_unknown_source_is_answered_with_the_known_ones() -> None:
    with pytest.raises(DefinitionError, match=r"The sources are .*police"):
        source_contract("polise")


@pytest.mark.parametrize("name", ["../police", "", "police.yaml"])
def test_a_name_that_is_no_name_opens_no_file(name: str) -> None:
    with pytest.raises(DefinitionError):
        source_contract(name)
