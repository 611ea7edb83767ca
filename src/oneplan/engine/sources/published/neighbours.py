"""Statistical neighbours: for each council ten others, nearest first, as the Department for Education names them."""

import re

from oneplan.engine.sources.csv_files import comparable
from oneplan.engine.sources.published.sheets import Text
from oneplan.engine.sources.raw import literal, quoted
from oneplan.engine.store.workspace import Workspace

_NEIGHBOUR = re.compile(r"^sn(\d+)$")
_CLOSENESS = re.compile(r"^snp?(\d+)(p|prox|proximity)?$")


def are_neighbours(sent: Text) -> bool:
    """Whether a file has a council and its neighbours in columns."""
    return _number(sent) is not None and sent.has("SN1")


def read_neighbours(workspace: Workspace, sent: Text, dataset: str) -> tuple[str, ...]:
    """Add a model's neighbours. A sentence about councils in it that there are not, or not any more."""
    for own in sent.columns:
        found = _NEIGHBOUR.match(comparable(own))
        if found is None:
            continue
        closeness = _closeness(sent, found[1])
        workspace.run(f"""
            INSERT INTO neighbour
            SELECT {literal(dataset)}, {_sql_for_number(str(_number(sent)))}, {found[1]},
                {_sql_for_number(own)}, {f"nullif(trim({quoted(closeness)}), '')" if closeness else "NULL"}
            FROM sent WHERE {_sql_for_number(own)} IS NOT NULL
        """)
    unknown = workspace.rows(
        """
        SELECT DISTINCT neighbour FROM neighbour
        WHERE dataset = ? AND neighbour NOT IN (SELECT said FROM known_place WHERE level = 'authority') ORDER BY 1
        """,
        [dataset],
    )
    numbers = ", ".join(str(number) for (number,) in unknown)
    return (f"{sent.name} has neighbours that are no councils known here: {numbers}",) if numbers else ()


def _number(sent: Text) -> str | None:
    return next((own for name in ("old_la_code", "LA number", "LA code") if (own := sent.column(name))), None)


def _closeness(sent: Text, place: str) -> str | None:
    """The column that says how close the neighbour of this place is: `SN_1P`, `SNP1`, `SN1 Prox`."""
    columns = (own for own in sent.columns if not _NEIGHBOUR.match(comparable(own)))
    return next((own for own in columns if (f := _CLOSENESS.match(comparable(own))) and f[1] == place), None)


def _sql_for_number(column: str) -> str:
    return f"nullif(regexp_replace(trim({quoted(column)}), '\\.0+$', ''), '')"
