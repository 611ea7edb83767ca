"""The postcode directory: which ward each postcode lies in."""

from pathlib import Path

from oneplan.synthetic.files import write_table
from oneplan.synthetic.places import AUTHORITY
from oneplan.synthetic.world import Record, World

SOURCE = "postcodes"
SHOWS: frozenset[str] = frozenset()


def write(world: World, folder: Path) -> list[Record]:
    """Write the directory. It is about places, so no record is anybody."""
    rows = []
    for postcode, ward in sorted(world.place.postcodes.items()):
        rows.append((postcode, world.place.wards[ward].code, world.place.wards[ward].name, AUTHORITY))
    write_table(folder / "postcodes.csv", ("pcds", "osward", "ward_name", "oslaua"), rows)
    return []
