"""The truth, kept beside the files for tests and benchmarks. Nothing in the product reads it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from oneplan.synthetic.files import write_table
from oneplan.synthetic.histories import History, Spell
from oneplan.synthetic.period import days_after
from oneplan.synthetic.world import Record, World

#: What is true of most children, and says nothing of a family's troubles.
_STRENGTHS = frozenset({"trusted_adult", "good_attendance", "engaged_in_help"})


def write(world: World, records: list[Record], shows: Mapping[str, frozenset[str]], folder: Path) -> None:
    """Write who is who, who everyone is, what was true of each child, and who lives with whom."""
    write_table(folder / "records.csv", ("record_id", "person"), ((record.id, record.person.id) for record in records))
    write_table(
        folder / "people.csv",
        (
            "person",
            "household",
            "given_name",
            "family_name",
            "former_family_name",
            "birth_date",
            "sex",
            "nhs_number",
            "upn",
            "is_child",
            "born_with",
        ),
        (
            (
                person.id,
                household.id,
                person.given,
                person.family,
                person.former_family,
                person.birth,
                person.sex,
                person.nhs_number,
                person.upn,
                int(person.is_child),
                person.born_with,
            )
            for household in world.population.households
            for person in household.members
        ),
    )
    write_table(
        folder / "factors.csv",
        ("person", "factor", "from", "to", "because", "sources"),
        (
            (
                spell.child.id,
                spell.factor,
                spell.from_on,
                spell.to_on or "",
                spell.because,
                " ".join(source for source, factors in shows.items() if spell.factor in factors),
            )
            for response in world.responses
            for spell in true_of(response.history)
        ),
    )
    write_table(
        folder / "households.csv",
        ("household", "person", "role", "ward", "postcode", "uprn", "since"),
        (
            (
                household.id,
                person.id,
                "child" if person in household.children else "carer" if person in household.carers else "parent",
                world.place.wards[household.address.ward].name,
                household.address.postcode,
                household.address.uprn,
                household.stays[-1][0],
            )
            for household in world.population.households
            for person in household.members
        ),
    )


def true_of(history: History) -> Iterator[Spell]:
    """The history's spells, and for how long each child had no adult to trust.

    A history says of few children that they have none, so that it is written down of few. Where something happened in
    the family, agencies ask every child, and "asked, named none" is right of whoever has no such adult (yet).
    """
    yield from (spell for spell in history.spells if spell.factor != "no_trusted_adult")
    if all(spell.factor in _STRENGTHS for spell in history.spells):
        return
    for child in history.household.children:
        found = min((s.from_on for s in history.of(child) if s.factor == "trusted_adult"), default=None)
        if found is None or child.birth < found:
            yield Spell("no_trusted_adult", child, child.birth, days_after(found, -1) if found else None)
