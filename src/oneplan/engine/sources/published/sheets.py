"""A published file as a table of text, read in columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from oneplan.engine.sources.csv_files import comparable, opened
from oneplan.engine.sources.hostile import refuse_hostile
from oneplan.engine.sources.raw import quoted
from oneplan.engine.store.workspace import Workspace
from oneplan.vocabulary.errors import Refused

_BLOCK = 8 << 20


@dataclass(frozen=True)
class Text:
    """The rows of a file, every value as text, in the workspace's table `sent`; `line` counts them from 2."""

    name: str
    encoding: str
    columns: tuple[str, ...]  # as the file names them
    rows: int
    unread: int  # rows with more or fewer values than there are columns

    def column(self, name: str) -> str | None:
        """The file's own name of a column that may be written in another way, if it has it."""
        return next((own for own in self.columns if comparable(own) == comparable(name)), None)

    def has(self, *names: str) -> bool:
        """Whether the file has all of these columns."""
        return all(self.column(name) is not None for name in names)

    def sql(self, name: str) -> str:
        """SQL for a column without stray spaces, null when it is blank or is not there."""
        own = self.column(name)
        return f"nullif(trim({quoted(own)}), '')" if own else "NULL::VARCHAR"


def read_text(workspace: Workspace, path: Path) -> Text:
    """Make the table `sent` of a CSV or Parquet file. Raises `Refused` when it is neither or cannot be read."""
    if path.suffix.lower() == ".parquet":
        table, encoding, unread = _parquet(path), "parquet", 0
    else:
        refuse_hostile([path])
        table, encoding, unread = _csv(path)
    columns = tuple(table.column_names)
    numbered = table.append_column("line", pa.array(range(2, table.num_rows + 2), pa.int64()))
    workspace.keep("sent", numbered, temporary=True)
    return Text(path.name, encoding, columns, table.num_rows, unread)


def _csv(path: Path) -> tuple[pa.Table, str, int]:
    sheet = opened(path)
    names = [name or f"column {place}" for place, name in enumerate(sheet.header, start=1)]
    wrong: list[int] = []

    def pass_over(row: pyarrow.csv.InvalidRow) -> str:
        wrong.append(1)
        return "skip"

    encoding = {"utf-8-sig": "utf-8"}.get(sheet.encoding, sheet.encoding)
    try:
        table = pyarrow.csv.read_csv(
            path,
            read_options=pyarrow.csv.ReadOptions(
                column_names=names, skip_rows=sheet.skipped + 1, encoding=encoding, block_size=_BLOCK
            ),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=sheet.delimiter, newlines_in_values=True, invalid_row_handler=pass_over
            ),
            convert_options=_as_text(names),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise Refused(f"{path.name} cannot be read as a table ({str(error).splitlines()[0]}).") from None
    return table, sheet.encoding, len(wrong)


def _as_text(names: Sequence[str]) -> pyarrow.csv.ConvertOptions:
    return pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)


def _parquet(path: Path) -> pa.Table:
    try:
        table = pyarrow.parquet.read_table(path)
    except (pa.ArrowInvalid, OSError):
        raise Refused(f"{path.name} is not a Parquet file, whatever its name says.") from None
    plain = [column.combine_chunks() for column in table.columns]
    texts = [c.dictionary_decode() if pa.types.is_dictionary(c.type) else c for c in plain]
    return pa.table({name: text.cast(pa.string()) for name, text in zip(table.column_names, texts, strict=True)})
