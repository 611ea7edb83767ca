"""Specs, factors, sources and the field register as pages: `./run docs` writes them into docs/reference/."""

import importlib
import os
from collections.abc import Iterator
from pathlib import Path

import django

from oneplan.definitions.field_register import field_register
from oneplan.definitions.framework import read_framework
from oneplan.definitions.source import source_contracts
from tests.spec.cases import Case, Spec
from tests.spec.factor_page import page_of_factors
from tests.spec.register_page import page_of_assessments, page_of_dictionary, page_of_processing
from tests.spec.source_page import page_of_source
from tests.spec.text_tables import as_text, cells_of

SPECS = Path(__file__).parent
REFERENCE = SPECS.parents[1] / "docs" / "reference"


def pages() -> dict[Path, str]:
    """Every page that specs, factors, sources and the field register make, with its text."""
    steps = sorted(f for f in SPECS.iterdir() if f.is_dir() and f.name != "reference" and any(f.glob("test_*.py")))
    specs = {REFERENCE / f"spec-{step.name}.md": page_of(step.name, list(specs_of(step))) for step in steps}
    framework = read_framework()
    sources = {REFERENCE / f"source-{c.name}.md": page_of_source(c, framework) for c in source_contracts().values()}
    register = field_register()
    return {
        **specs,
        **sources,
        REFERENCE / "factors.md": page_of_factors(framework),
        REFERENCE / "record-of-processing.md": page_of_processing(register),
        REFERENCE / "assessment-annex.md": page_of_assessments(register),
        REFERENCE / "data-dictionary.md": page_of_dictionary(register),
    }


def specs_of(step: Path) -> Iterator[Spec]:
    """The specs in a step's folder, in the order of their files' names. A test file without `SPEC` has none."""
    for path in sorted(step.glob("test_*.py")):
        module = importlib.import_module(f"tests.spec.{step.name}.{path.stem}")
        if hasattr(module, "SPEC"):
            yield module.SPEC


def page_of(step: str, specs: list[Spec]) -> str:
    """A step's page in Markdown."""
    parts = [
        f"# Spec: {step}",
        f"Printed from `tests/spec/{step}/` by `./run docs`; do not edit. "
        "Every case runs on a slow plain-Python reference and on the engine.",
    ]
    for spec in specs:
        parts += [f"## {spec.title}", _unwrapped(spec.text)]
        for case in spec.cases:
            parts += list(_case(case))
    return "\n\n".join(parts) + "\n"


def _case(case: Case) -> Iterator[str]:
    yield f"### {case.name}"
    yield case.says
    for name, text in case.given.items():
        yield f"Given `{name}`"
        yield f"```\n{text.strip()}\n```" if "." in name else _table(text)
    if case.when:
        yield "When " + ", ".join(f"`{name}` is {as_text(value)}" for name, value in case.when.items())
    for name, text in case.then.items():
        yield f"Then `{name}`"
        yield _table(text)


def _table(text: str) -> str:
    headers, rows = cells_of(text)
    if not rows:
        return "(no rows)"
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _unwrapped(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def main() -> None:
    """Write every page."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()  # the data dictionary says of each field what the models say
    main()
