"""Tests that cannot fail prove nothing: the product is broken on purpose, one place at a time, and they must."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MUTANTS = tomllib.loads((Path(__file__).parent / "mutants.toml").read_text("utf-8"))["mutant"]
FAILED = 1  # pytest's exit code for tests that ran and failed; others mean that nothing was tested


@pytest.mark.parametrize("mutant", MUTANTS, ids=[one["breaks"] for one in MUTANTS])
def test_a_broken_product_fails_its_test(mutant: dict[str, str], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "areas").symlink_to(ROOT / "areas")
    file = tmp_path / "src" / "oneplan" / mutant["file"]
    text = file.read_text("utf-8")
    assert text.count(mutant["was"]) == 1, f"{mutant['file']} has moved on: give this mutant its new place"
    file.write_text(text.replace(mutant["was"], mutant["now"]), "utf-8")
    options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", f"pythonpath={tmp_path / 'src'} ."]
    own = {name: value for name, value in os.environ.items() if not name.startswith(("ONEPLAN_", "PYTEST_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, mutant["test"]],
        cwd=ROOT,
        env=own,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == FAILED, done.stdout[-3000:] + done.stderr[-1000:]
    assert "failed" in done.stdout.splitlines()[-1]
