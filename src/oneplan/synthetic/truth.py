"""The truth, kept beside the files for tests and benchmarks. Nothing in the product reads it."""

from collections.abc import Mapping
from pathlib import Path

from oneplan.synthetic.files import write_table
from oneplan.synthetic.world import Record, World


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
            for spell in response.history.spells
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
