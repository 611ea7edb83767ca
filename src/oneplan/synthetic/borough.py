"""Write a made-up borough: what each agency would send, and the truth beside it."""

from collections.abc import Callable
from pathlib import Path

from oneplan.synthetic import truth
from oneplan.synthetic.agencies import (
    cin_census,
    early_help,
    health_visiting,
    housing,
    police,
    postcodes,
    school_census,
    ssda903,
    youth_justice,
)
from oneplan.synthetic.world import make

AGENCIES = (ssda903, cin_census, school_census, early_help, police, health_visiting, youth_justice, housing, postcodes)


def write(out: Path, *, children: int, seed: int, progress: Callable[[str], None] = lambda _: None) -> None:
    """Write `out/<source>/<files>` for every source, and `out/truth/`.

    There are exactly `children` people under 18, with their families. The same seed writes the same bytes.
    `progress` is told what is being done, in words.
    """
    progress(f"Settling {children} children and their families")
    world = make(children, seed)
    records = []
    for agency in AGENCIES:
        progress(f"Writing {agency.SOURCE}")
        records += agency.write(world, out / agency.SOURCE)
    progress("Writing the truth")
    truth.write(world, records, {agency.SOURCE: agency.SHOWS for agency in AGENCIES}, out / "truth")
