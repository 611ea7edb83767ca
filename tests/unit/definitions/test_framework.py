"""Versions of a framework: which was in use when, and what each adds."""

import hashlib
import json
from datetime import date

import pytest

from oneplan.definitions.factor import Whose
from oneplan.definitions.factor_sentences import sentence_of
from oneplan.definitions.framework import framework_on, read_framework, versions_of
from oneplan.vocabulary.errors import DefinitionError
from oneplan.vocabulary.events import EventKind
from oneplan.vocabulary.knowledge import FactorKind


@pytest.mark.parametrize(
    ("day", "version"), [(date(2018, 1, 1), 1), (date(2026, 8, 31), 1), (date(2026, 9, 1), 2), (date(2030, 1, 1), 3)]
)
def test_a_day_is_read_by_the_version_in_use_then(day: date, version: int) -> None:
    assert framework_on(day).version == version


#: What each version that was used says, in full. Change a factor only together with keeping it as it was, in
#: `factors/earlier`, and naming it there; add a line here for a new version.
AS_USED = {1: "6f89d4b2444f557c", 2: "04eb870c0a82424a", 3: "e3355973d4ba9c9a"}


@pytest.mark.parametrize("version", versions_of())
def test_a_version_that_was_used_stays_as_it_is(version: int) -> None:
    said = json.dumps([factor.model_dump(mode="json") for factor in read_framework(version=version).factors])
    assert hashlib.sha256(said.encode()).hexdigest()[:16] == AS_USED[version]


def test_a_version_that_was_used_is_still_there() -> None:
    assert versions_of()[0] == 1
    assert not any(rule.event is EventKind.OWN_RECORD for f in read_framework(version=1).factors for rule in f.evidence)


def test_what_is_recorded_here_counts_for_every_factor_but_outcomes() -> None:
    for factor in read_framework(version=2).factors:
        own = [rule for rule in factor.evidence if rule.event is EventKind.OWN_RECORD]
        assert len(own) == (0 if factor.kind is FactorKind.OUTCOME else 1), factor.id
        assert all(rule.codes == (factor.id,) and rule.whose == factor.said_of for rule in own), factor.id


def test_what_is_recorded_here_is_about_those_of_whom_it_can_be_said() -> None:
    factors = {factor.id: factor for factor in read_framework(version=2).factors}
    assert factors["parent_in_prison"].evidence[-1].whose == (Whose.PARENT,)
    assert factors["bereavement"].evidence[-1].months == 36
    assert factors["trusted_adult"].evidence[-1].months == 12


def test_the_sentence_says_so() -> None:
    factors = {factor.id: factor for factor in read_framework(version=2).factors}
    assert "somebody who works with the family in the last 3 years recorded it here" in sentence_of(
        factors["bereavement"]
    )


def test_the_absence_of_a_trusted_adult_is_known_by_asking_for_one_since_version_3() -> None:
    before, now = (
        next(factor for factor in read_framework(version=number).factors if factor.id == "no_trusted_adult")
        for number in (2, 3)
    )
    asked = "early help in the last 12 months asked about, and did not find, an adult whom the child trusts"
    assert asked in sentence_of(now)
    assert asked not in sentence_of(before), "an older version reads as it did"


def test_a_framework_that_there_is_not_is_named() -> None:
    with pytest.raises(DefinitionError, match="no-such-framework"):
        read_framework("no-such-framework")
