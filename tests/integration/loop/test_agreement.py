"""What the matrix says of a made-up borough, held against its truth; and the benchmark that prints it, in small."""

from pathlib import Path

import pytest

from benchmarks.matrix import BARE, RUNS, agreement, borough, copied, same_answers, taken
from oneplan.definitions.framework import read_framework

CHILDREN = 600


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of a small borough, refreshed, in a folder with its truth."""
    folder = tmp_path_factory.mktemp("agreement")
    return borough(folder, CHILDREN)


def test_what_a_source_shows_of_every_pupil_is_found_and_right(record: Path) -> None:
    told = {row[0]: row for row in agreement(record, record.parents[3] / "borough" / "truth")}
    for factor in ("special_educational_needs", "good_attendance"):
        _, found, precision, true, recall = told[factor]
        assert found > 30, factor
        assert true > 30, factor
        assert (precision or 0) > 0.95, factor
        assert (recall or 0) > 0.8, factor


def test_every_factor_that_is_said_to_be_found_is_one_of_the_framework(record: Path) -> None:
    told = agreement(record, record.parents[3] / "borough" / "truth")
    assert {row[0] for row in told} <= {factor.id for factor in read_framework().factors}
    assert len(told) > 20
    for _, found, precision, true, recall in told:
        assert (precision is None) == (found == 0)
        assert (recall is None) == (true == 0)


def test_the_benchmark_runs_and_its_answers_are_compared(record: Path, tmp_path: Path) -> None:
    people, events = copied(tmp_path, record, 4_000)
    assert events == pytest.approx(4_000, rel=0.1)
    assert people > 0
    for name in (BARE, "OnePlan"):
        assert taken(RUNS[name], tmp_path, tmp_path / f"{name}.parquet").keys() == {"seconds", "cpu", "megabytes"}
    answer = tmp_path / "OnePlan.parquet"
    assert same_answers([answer, answer]) > 100
