"""Published measures of factors identified at the end of assessment, and which of ours they are beside."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from oneplan.definitions.framework import Framework
from oneplan.definitions.reading import Definition, read
from oneplan.vocabulary.events import EventKind


class Measure(Definition):
    """One published measure and the code that it counts."""

    code: str
    measure: str
    words: str


class AssessmentFactors(Definition):
    """Every measure that is shown; `whole` is what they are shares of, and `other` tells of recording practice."""

    whole: str
    other: str
    owner: str
    source: str
    caveats: Annotated[tuple[str, ...], Field(min_length=1)]
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]


@cache
def read_assessment_factors() -> AssessmentFactors:
    """What is published of assessments. Raises `DefinitionError`."""
    return read(Path(__file__).with_suffix(".yaml"), AssessmentFactors)


def factors_of(code: str, framework: Framework) -> tuple[str, ...]:
    """The factors of a framework for which an assessment's code counts."""
    return tuple(
        factor.id
        for factor in framework.factors
        if any(rule.event is EventKind.ASSESSMENT_FACTOR and code in rule.codes for rule in factor.evidence)
    )
