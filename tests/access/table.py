"""Reading `access.toml`: which answer each of the cast gets for each method at each address."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fixtures.cast import ANONYMOUS, CAST

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ANSWERS = {"page", "sign in", "goes on", "not found", "wrong method", "again"}
USUAL = {ANONYMOUS: "sign in", "others": "wrong method"}


@dataclass(frozen=True)
class Address:
    """One declared address, perhaps one of several ways to use it."""

    name: str
    answers: Mapping[str, Mapping[str, str]]
    given: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    opened: bool = False

    def answer(self, method: str, actor: str) -> str:
        said = self.answers.get("GET" if method == "HEAD" else method, self.answers["other"])
        return said.get(actor) or said["others"]

    def __str__(self) -> str:
        return " ".join([self.name, *self.given.values(), *map(str, self.data), *(["opened"] if self.opened else [])])


def declared() -> list[Address]:
    rows = tomllib.loads((Path(__file__).parent / "access.toml").read_text())["address"]
    return [_address(dict(row)) for row in rows]


def _address(row: dict[str, Any]) -> Address:
    own = {key: row.pop(key) for key in ("name", "given", "data", "opened") if key in row}
    for method, said in row.items():
        assert method in (*METHODS, "other"), f"{own['name']}: {method} is not a method"
        assert set(said) <= {*CAST, "others"}, f"{own['name']} {method}: somebody who is not in the cast"
        assert set(said.values()) <= ANSWERS, f"{own['name']} {method}: an answer that does not exist"
    return Address(answers={"other": USUAL, **row}, **own)
