"""Names people have, by where their families come from. The lists are our own; the commonest come first."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from oneplan.synthetic.chance import Pick

FOLDER = Path(__file__).parent
CULTURES = ("british", "polish", "romanian", "pakistani", "indian", "arabic", "west_african", "chinese", "portuguese")
#: So that the commonest names are borne by about one child in a hundred, as the commonest of real ones are.
_GIVEN, _FAMILY = 30, 15


@dataclass(frozen=True)
class Culture:
    """The names of people who share a background, and how they pass them on."""

    ethnicity: Pick[str]
    language: str
    changes_name_on_marriage: float
    given: Mapping[str, Pick[str]]  # F and M of children, "adult F" and "adult M" of their parents' generation
    family: Pick[str]
    womens_family: tuple[str, ...]
    feminine: tuple[tuple[str, str], ...]

    def family_name_for(self, family: str, sex: str) -> str:
        """A family name as a woman or a man bears it (Kowalska, Kowalski)."""
        if sex == "F":
            for masculine, feminine in self.feminine:
                if family.endswith(masculine):
                    return family.removesuffix(masculine) + feminine
        return family


@dataclass(frozen=True)
class Alike:
    """Ways in which one person's name is written differently, and names given to twins."""

    known_as: Mapping[str, tuple[str, ...]]
    spelt: Mapping[str, tuple[str, ...]]
    twins: Mapping[str, tuple[tuple[str, str], ...]]


@cache
def cultures() -> Pick[Culture]:
    """Every background, by its share of households."""
    read = [_read(name) for name in CULTURES]
    return Pick((_culture(content), content["share"]) for content in read)


@cache
def alike() -> Alike:
    """Names that are easily taken for one another."""
    content = _read("alike")
    return Alike(
        known_as={name: tuple(others) for name, others in content["known_as"].items()},
        spelt={name: tuple(others) for name, others in content["spelt"].items()},
        twins={sexes: tuple((a, b) for a, b in pairs) for sexes, pairs in content["twins"].items()},
    )


def _culture(content: dict[str, Any]) -> Culture:
    return Culture(
        ethnicity=Pick(content["ethnicity"].items()),
        language=content["language"],
        changes_name_on_marriage=content["changes_name_on_marriage"],
        given={
            "F": Pick.commonest_first(content["girls"], evenness=_GIVEN),
            "M": Pick.commonest_first(content["boys"], evenness=_GIVEN),
            "adult F": Pick.commonest_first(content["women"], evenness=_GIVEN),
            "adult M": Pick.commonest_first(content["men"], evenness=_GIVEN),
        },
        family=Pick.commonest_first([*content["family"], *_rare(content.get("family_parts"))], evenness=_FAMILY),
        womens_family=tuple(content.get("womens_family", ())),
        feminine=tuple((a, b) for a, b in content.get("feminine", ())),
    )


def _rare(parts: dict[str, list[str]] | None) -> list[str]:
    """The long tail of family names, so that a big borough is not all Smiths."""
    return [first + second for second in parts["second"] for first in parts["first"]] if parts else []


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return content
