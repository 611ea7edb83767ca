"""Files as agencies write them: CSV in UTF-8, with the small untidiness of any extract."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from oneplan.synthetic.chance import Chance

Row = Sequence[object]


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """A CSV file with the columns' names in its first row."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def dmy(day: date | None) -> str:
    """A date as most agencies write it, or nothing."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}" if day else ""


def repeated(chance: Chance, rows: list[Row], rate: float = 0.003) -> list[Row]:
    """The rows, now and then the same one twice, as when two extracts are put together."""
    found: list[Row] = []
    for row in rows:
        found.append(row)
        if chance.happens(rate):
            found.append(row)
    return found


def with_unusable(chance: Chance, rows: list[Row], column: int, value: str, *, rate: float = 0.004) -> list[Row]:
    """The rows, with a few more that cannot be used: copies under a number of their own, with an impossible value."""
    found = list(rows)
    for _ in range(max(1, round(len(rows) * rate)) if rows else 0):
        row = list(chance.one_of(rows))
        row[0], row[column] = f"{row[0]}X", value
        found.insert(int(chance.random() * len(found)), row)
    return found
