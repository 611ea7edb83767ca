"""Sixty ways in which a valid file comes to harm on its way. Each takes a file and a place in it, and gives another."""

from collections.abc import Callable
from random import Random

Mutator = Callable[[bytes, int], bytes]


def _insert(octets: bytes) -> Mutator:
    def mutate(content: bytes, place: int) -> bytes:
        at = place % (len(content) + 1)
        return content[:at] + octets + content[at:]

    return mutate


def _replace(old: bytes, new: bytes) -> Mutator:
    return lambda content, place: content.replace(old, new)


def _replace_one(old: bytes, new: bytes) -> Mutator:
    """The occurrence that the place falls on."""

    def mutate(content: bytes, place: int) -> bytes:
        parts = content.split(old)
        at = place % len(parts)
        return old.join(parts[: at + 1]) + (new if at + 1 < len(parts) else b"") + old.join(parts[at + 1 :])

    return mutate


def _lines(change: Callable[[list[bytes], int], list[bytes]]) -> Mutator:
    return lambda content, place: b"\n".join(change(content.split(b"\n"), place))


def _cells(change: Callable[[list[bytes], int], list[bytes]]) -> Mutator:
    """The cells of every line alike, as a spreadsheet does with columns."""
    return lambda content, place: b"\n".join(
        b",".join(change(line.split(b","), place)) if line else line for line in content.split(b"\n")
    )


def _one_cell(value: bytes) -> Mutator:
    def mutate(content: bytes, place: int) -> bytes:
        cells = content.split(b",")
        cells[place % len(cells)] = value
        return b",".join(cells)

    return mutate


def _encoded(encoding: str) -> Mutator:
    return lambda content, place: content.decode(errors="replace").encode(encoding, errors="replace")


def _shuffled(lines: list[bytes], place: int) -> list[bytes]:
    body = lines[1:]
    Random(place).shuffle(body)  # noqa: S311 - the same place gives the same order
    return lines[:1] + body


def _flipped(content: bytes, place: int) -> bytes:
    at = place % max(len(content), 1)
    return content[:at] + bytes([content[at] ^ 0x20]) + content[at + 1 :] if content else content


MUTATORS: dict[str, Mutator] = {
    "cut short": lambda content, place: content[: place % (len(content) + 1)],
    "begun late": lambda content, place: content[place % (len(content) + 1) :],
    "sent twice in one": lambda content, place: content + content,
    "a letter changed": _flipped,
    "a line removed": _lines(lambda lines, n: [line for at, line in enumerate(lines) if at != n % len(lines)]),
    "a line repeated": _lines(lambda lines, n: [*lines, lines[n % len(lines)]]),
    "an empty line": _lines(lambda lines, n: [*lines[: n % len(lines)], b"", *lines[n % len(lines) :]]),
    "lines in another order": _lines(_shuffled),
    "lines backwards": _lines(lambda lines, n: lines[:1] + lines[:0:-1]),
    "a title above": _lines(lambda lines, n: [b"Extract of records", b"", *lines]),
    "a total below": _lines(lambda lines, n: [*lines, b"Total,1"]),
    "a count below": _lines(lambda lines, n: [*lines, b"Number of rows: 6"]),
    "a footer": _lines(lambda lines, n: [*lines, b"Produced by the system"]),
    "columns backwards": _cells(lambda cells, n: cells[::-1]),
    "a column less": _cells(lambda cells, n: [c for at, c in enumerate(cells) if at != n % len(cells)]),
    "a column more": _cells(lambda cells, n: [*cells, b"more"]),
    "a column twice": _cells(lambda cells, n: [*cells, cells[n % len(cells)]]),
    "empty columns at the end": _cells(lambda cells, n: [*cells, b"", b""]),
    "every value in quotes": _cells(lambda cells, n: [b'"' + cell + b'"' for cell in cells]),
    "spaces around values": _cells(lambda cells, n: [b"  " + cell + b" " for cell in cells]),
    "capitals": lambda content, place: content.upper(),
    "small letters": lambda content, place: content.lower(),
    "semicolons": _replace(b",", b";"),
    "tabs": _replace(b",", b"\t"),
    "bars": _replace(b",", b"|"),
    "Windows lines": _replace(b"\n", b"\r\n"),
    "old Mac lines": _replace(b"\n", b"\r"),
    "no spaces": _replace(b" ", b""),
    "no-break spaces": _replace(b" ", b"\xc2\xa0"),
    "a byte order mark": lambda content, place: b"\xef\xbb\xbf" + content,
    "an Excel hint": lambda content, place: b"sep=,\n" + content,
    "UTF-16": _encoded("utf-16"),
    "Windows text": _encoded("cp1252"),
    "garbled once": lambda content, place: content.decode(errors="replace").encode(errors="replace"),
    **{
        f"inserted {octets!r}": _insert(octets)
        for octets in (
            b'"',
            b'""',
            b"\0",
            b"\xff",
            b"\xc3",
            b"\n",
            b"\r",
            b",",
            b"'",
            b"\\",
            b"<",
            b"&",
            b"]]>",
            b"\x1a",
        )
    },
    **{
        f"a value {value[:20]!r}": _one_cell(value)
        for value in (
            b"",
            b"N/A",
            b"#REF!",
            b"=1+1",
            b"@SUM(A1)",
            b"-1",
            b"1e9",
            b"31/02/2010",
            b"00/00/1900",
            b"x" * 9_000,
        )
    },
    "one delimiter gone": _replace_one(b",", b""),
    "one tag broken": _replace_one(b"</", b"<"),
}
