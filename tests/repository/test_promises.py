"""Every promise names tests that are there."""

import ast
import re
from pathlib import Path

PAGE = Path("docs/promises.md")


def functions_in(path: Path) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)}


def test_every_promise_names_a_test_and_every_test_it_names_exists() -> None:
    promised = PAGE.read_text("utf-8").split("## Not promised yet")[0]
    promises = [part for part in promised.split("\n\n") if part.startswith("**")]
    assert promises
    for promise in promises:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", promise)
        assert named, promise
        for path, test in named:
            assert test in functions_in(Path(path)), f"{path}::{test}"
