"""Places in published files: which council, region or country a row is about, by either code or by its name."""

from oneplan.definitions.places import places
from oneplan.engine.store.workspace import Workspace


def make_places(workspace: Workspace) -> None:
    """Make `known_place`: every code, number and name by which a place goes, and what it is.

    A name leads to the council that has it today: Dorset is 838, unless a code says that it was 835.
    """
    workspace.run("""
        CREATE OR REPLACE TEMP TABLE known_place
        (said VARCHAR, level VARCHAR, code VARCHAR, authority VARCHAR, lasting VARCHAR)
    """)
    held = places()
    rows: dict[str, tuple[str, str, str | None, str | None]] = {}
    for country in held.countries:
        rows |= dict.fromkeys((country.code, country.name, *country.numbers), ("country", country.code, None, None))
    for region in held.regions:
        rows |= dict.fromkeys((region.code, region.name), ("region", region.code, None, None))
    for authority in sorted(held.authorities, key=lambda one: one.ended_on is None):
        names = (authority.code, authority.number, authority.name, *authority.other_codes)
        is_it = ("authority", authority.code, authority.number, held.lasting(authority).number)
        rows |= dict.fromkeys(names, is_it)
    workspace.insert("known_place", [(said.casefold(), *is_it) for said, is_it in rows.items()])
