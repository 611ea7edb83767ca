"""The agreed framework as a page: each factor, what counts as evidence of it, and what no data shows."""

from collections.abc import Iterator

from oneplan.definitions.factor import Factor, Grade
from oneplan.definitions.factor_sentences import sentence_of
from oneplan.definitions.framework import FactorGroup, Framework

_SHOWN = {
    Grade.DIRECT: "National data shows it directly.",
    Grade.PARTIAL: "National data shows it in part.",
    Grade.NONE: "No national data shows it.",
}


def page_of_factors(framework: Framework) -> str:
    """The page in Markdown."""
    parts = [
        f"# Factors: {framework.name}",
        "Printed from `src/oneplan/definitions/factors/` by `./run docs`; do not edit.",
        f"Framework `{framework.id}`, version {framework.version}, {framework.partnership}. {framework.adopted}.",
        f"Source: {framework.source}.",
        framework.note,
    ]
    for group in framework.groups:
        parts += _group(group)
    return "\n\n".join(parts) + "\n"


def _group(group: FactorGroup) -> Iterator[str]:
    yield f"## {group.heading}"
    for factor in group.factors:
        yield f"### {factor.label}"
        yield from _factor(factor)


def _factor(factor: Factor) -> Iterator[str]:
    words = factor.plain_words
    yield f"`{factor.id}`, version {factor.version} since {factor.since}. {factor.reason}"
    yield "\n".join(
        (
            f"- For professionals: {words.professionals}",
            f"- For families: {words.families}",
            f"- For young people: {words.young_people}",
        )
    )
    yield sentence_of(factor)
    yield f"{_SHOWN[factor.statutory_source.grade]} {factor.statutory_source.note}"
    yield f"Asked again: {factor.recheck}"
    yield "Sources: " + "; ".join(factor.sources) + "."
