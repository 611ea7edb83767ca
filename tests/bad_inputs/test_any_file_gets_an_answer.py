"""However a valid file is broken, it gets an answer: never a crash, a lost row or a changed meaning."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oneplan.engine.sources.load import load
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome

RECEIVED = date(2026, 9, 30)
_HEADER = "pcds,osward,ward_name,oslaua"
_ROWS = [f"TS18 {n}AB,E0500000{n},Ward {n},E06000004" for n in range(6)]
_TRUE = {f"TS18 {n}AB": f"E0500000{n}" for n in range(6)}
VALID = "\n".join([_HEADER, *_ROWS]) + "\n"
Mutate = Callable[[bytes], bytes]


def _insert(place: int, octets: bytes) -> Mutate:
    return lambda content: content[: place % (len(content) + 1)] + octets + content[place % (len(content) + 1) :]


def _cut(place: int) -> Mutate:
    return lambda content: content[: place % (len(content) + 1)]


def _replace(old: bytes, new: bytes) -> Mutate:
    return lambda content: content.replace(old, new)


def _remove_line(line: int) -> Mutate:
    def mutate(content: bytes) -> bytes:
        lines = content.split(b"\n")
        del lines[line % len(lines)]
        return b"\n".join(lines)

    return mutate


_OCTETS = st.sampled_from([b'"', b"\0", b"\xff", b"\n", b"\r", b",", b";", b"\xc3", b"Total,", b"=1+1", b"'", b"\\"])
_PAIRS = [(b",", b";"), (b",", b"\t"), (b"\n", b"\r\n"), (b"\n", b"\r"), (b"TS18", b"ts18"), (b"E05", b""), (b" ", b"")]
MUTATIONS = st.one_of(
    st.builds(_insert, st.integers(0, 400), _OCTETS),
    st.builds(_insert, st.integers(0, 400), st.binary(min_size=1, max_size=4)),
    st.builds(_cut, st.integers(0, 400)),
    st.builds(_remove_line, st.integers(0, 8)),
    st.sampled_from([_replace(*pair) for pair in _PAIRS]),
)


@given(st.lists(MUTATIONS, min_size=1, max_size=3))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_a_mutated_file_is_answered_and_its_counts_add_up(mutations: list[Mutate]) -> None:
    content = VALID.encode()
    for mutate in mutations:
        content = mutate(content)
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "postcodes.csv"
        path.write_bytes(content)
        home = DataHome(folder / "home")
        report = load(home, "postcodes", [path], received_on=RECEIVED)
        assert report.read == report.loaded + report.quarantined
        assert (report.refused is None) == (len(submissions(home)) == 1)
        if report.refused is None:
            _means_the_same(home, content)
            again = load(home, "postcodes", [path], received_on=RECEIVED)
            assert again.reasons[0].code == "already_loaded"
    finally:
        shutil.rmtree(folder)


def _means_the_same(home: DataHome, content: bytes) -> None:
    """A postcode whose line nobody touched has the ward it had."""
    (submission,) = submissions(home)
    kept: list[dict[str, Any]] = pyarrow.parquet.read_table(
        submission.vault_folder / "postcode_ward.parquet"
    ).to_pylist()
    wards = {row["postcode"]: row["ward"] for row in kept}
    lines = content.replace(b"\r", b"\n").split(b"\n")
    if lines[0] != _HEADER.encode():
        return
    for row, (postcode, ward) in zip(_ROWS, _TRUE.items(), strict=True):
        if lines.count(row.encode()) == 1 and b'"' not in content:
            assert wards[postcode] == ward
