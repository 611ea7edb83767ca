"""A paper is checked from the command line, and the exit code says whether anything was found."""

from pathlib import Path

from click.testing import CliRunner

from oneplan.cli import main

PAPERS = Path(__file__).parents[2] / "fixtures" / "papers"


def test_what_does_not_fit_is_named_and_ends_with_one() -> None:
    told = CliRunner().invoke(main, ["check-paper", str(PAPERS / "medway.yaml"), "--bank-holiday", "2019-05-06"])
    assert told.exit_code == 1
    assert "starts on a bank holiday" in told.output
    assert "5 found" in told.output


def test_a_paper_that_fits_ends_with_nought() -> None:
    told = CliRunner().invoke(main, ["check-paper", str(PAPERS / "clean.yaml")])
    assert told.exit_code == 0
    assert "fits together" in told.output
