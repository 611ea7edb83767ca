"""docs/reference/ says what the specs say now."""

from tests.spec.printing import REFERENCE, pages


def test_each_spec_page_is_as_printed_from_the_cases() -> None:
    stale = [path.name for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text]
    assert not stale, f"run `./run docs`: {stale} are not as the specs say"


def test_no_page_is_left_of_a_step_without_specs_or_a_source_without_a_contract() -> None:
    left = {*REFERENCE.glob("spec-*.md"), *REFERENCE.glob("source-*.md")} - set(pages())
    assert not left
