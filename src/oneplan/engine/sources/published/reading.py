"""Reading one published file: which form it has, its rows into the tables, and what was doubtful."""

from pathlib import Path

from oneplan.engine.sources.published import ees, fingertips, lait, neighbours
from oneplan.engine.sources.published.shape import FIGURE, MEASURE, NEIGHBOUR, PublishedFile
from oneplan.engine.sources.published.sheets import Text, read_text
from oneplan.engine.sources.published.values import make_years
from oneplan.engine.sources.published.whereabouts import make_places
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.errors import Refused


def read_published(workspace: Workspace, path: Path, *, meta: Path | None = None) -> PublishedFile:
    """Add one file to the tables `figure` and `measure`, or `neighbour`, which are made when they are not there.

    `meta` is the metadata file of Explore Education Statistics (found by itself when it lies beside the data) or the
    dictionary of the interactive tool. Raises `Refused` when the file is of none of the forms.
    """
    for table in (FIGURE, MEASURE, NEIGHBOUR):
        if not workspace.has_table(table.name):
            workspace.create(table)
    sent = read_text(workspace, path)
    make_places(workspace)
    before = _counted(workspace)
    publisher, notes = _add(workspace, sent, path, meta)
    notes = (*_encoded(sent), *notes, *_settled(workspace, sent, path.stem))
    return PublishedFile(
        path.name, publisher, sent.encoding, sent.rows + sent.unread, _counted(workspace) - before, sent.unread, notes
    )


def _add(workspace: Workspace, sent: Text, path: Path, meta: Path | None) -> tuple[str, tuple[str, ...]]:
    dataset = path.stem
    if sent.has(*ees.KNOWN_BY):
        make_years(workspace, sent.sql("time_period"))
        return "ees", ees.read_ees(workspace, sent, dataset, meta or ees.meta_of(path))
    if sent.has(*fingertips.KNOWN_BY):
        make_years(workspace, sent.sql("Time period"))
        return "fingertips", fingertips.read_fingertips(workspace, sent, dataset)
    if sent.has(*lait.KNOWN_BY):
        make_years(workspace, sent.sql("Years"))
        notes = lait.read_lait(workspace, sent, dataset)
        if meta:
            lait.read_dictionary(workspace, meta, dataset)
        return "lait", notes
    if sent.has(*lait.DICTIONARY_KNOWN_BY):
        lait.add_dictionary(workspace, sent, dataset)
        return "lait", ()
    if neighbours.are_neighbours(sent):
        return "neighbours", neighbours.read_neighbours(workspace, sent, dataset)
    raise Refused(
        f"{path.name} has not the columns of a file of Explore Education Statistics, the Local Authority Interactive "
        "Tool, Fingertips or a model of statistical neighbours."
    )


def _counted(workspace: Workspace) -> int:
    return int(workspace.value("SELECT (SELECT count(*) FROM figure) + (SELECT count(*) FROM neighbour)"))


def _encoded(sent: Text) -> tuple[str, ...]:
    return (f"{sent.name} was read as Windows text (cp1252)",) if sent.encoding == "cp1252" else ()


def _settled(workspace: Workspace, sent: Text, dataset: str) -> tuple[str, ...]:
    """The same figure given again counts once; given again with another value, it has none that can be relied on."""
    same = "PARTITION BY measure, level, place, period, period_kind, breakdown"
    workspace.run(
        f"""
        CREATE OR REPLACE TEMP TABLE repeated AS
        SELECT line, measure, row_number() OVER same AS nth,
            min(raw) OVER ({same}) <> max(raw) OVER ({same}) AS differs
        FROM figure WHERE dataset = ? WINDOW same AS ({same} ORDER BY line)
        QUALIFY count(*) OVER ({same}) > 1
        """,
        [dataset],
    )
    where = "dataset = ? AND figure.line = repeated.line AND figure.measure = repeated.measure"
    workspace.run(f"DELETE FROM figure USING repeated WHERE {where} AND NOT differs AND nth > 1", [dataset])
    workspace.run(
        f"UPDATE figure SET value = NULL, reason = 'given_twice' FROM repeated WHERE {where} AND differs", [dataset]
    )
    counts = workspace.rows("SELECT count(*) FILTER (NOT differs AND nth > 1), count(*) FILTER (differs) FROM repeated")
    again, differing = counts[0]
    odd = workspace.value("SELECT count(*) FROM figure WHERE dataset = ? AND reason = 'unreadable'", [dataset])
    undated = workspace.value("SELECT count(*) FROM figure WHERE dataset = ? AND year IS NULL", [dataset])
    return (
        *((f"{sent.name}: {again:,} figures stand there more than once and were counted once",) if again else ()),
        *((f"{sent.name}: {differing:,} figures are given with different values, and have none",) if differing else ()),
        *((f"{sent.name}: {odd:,} cells are neither numbers nor known symbols",) if odd else ()),
        *((f"{sent.name}: {undated:,} figures have a period that tells no year",) if undated else ()),
        *((f"{sent.name}: {sent.unread:,} rows have not one value for each column",) if sent.unread else ()),
    )
