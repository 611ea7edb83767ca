"""How far somebody sees: deny by default, by agreement, purpose and policy."""

from dataclasses import replace

import pytest

from oneplan.definitions.agreement import agreements
from oneplan.definitions.sharing_policy import Tier, policies
from oneplan.partnership.agreements.rules import TRANSITIONS, Reach, Standing, may_follow

SCHOOL = Reach(policies()[0], agreements(), frozenset({"schools"}), frozenset({"schools"}))


def without(source: str) -> Reach:
    return replace(SCHOOL, in_force=tuple(one for one in SCHOOL.in_force if source not in one.sources))


def test_nothing_without_an_agreement_and_nothing_without_a_policy() -> None:
    for reach in (without("early_help"), replace(SCHOOL, policy=None), replace(SCHOOL, kinds=frozenset())):
        assert not reach.shows_fact("early_help", "trusted_adult", "child")
        assert not reach.shows_involvement("early_help")
    assert SCHOOL.shows_fact("early_help", "trusted_adult", "child")
    assert "early_help" in without("early_help").silent


def test_an_agency_sees_in_full_what_it_sent_but_not_without_an_agreement() -> None:
    assert SCHOOL.fact("school_census", "poor_attendance", "child") is Tier.DETAIL
    assert without("school_census").fact("school_census", "poor_attendance", "child") is Tier.NOTHING


def test_an_agreement_holds_for_its_purposes_alone() -> None:
    asked = replace(SCHOOL, purpose="asked-by-the-family")
    assert not asked.shows_fact("police", "domestic_abuse", "child")
    assert replace(SCHOOL, purpose="worried-about-a-child").shows_fact("police", "domestic_abuse", "child")


def test_an_agreement_holds_for_those_it_is_shared_with_alone() -> None:
    police = replace(SCHOOL, kinds=frozenset({"police"}), organisations=frozenset({"cleveland-police"}))
    assert not police.shows_involvement("housing")
    assert not police.shows_fact("health_visiting", "domestic_abuse", "parent")


def test_what_is_not_shared_is_said_by_the_rules_and_not_by_what_there_is() -> None:
    said = without("housing").not_shared()
    assert any("police or youth justice recorded about a parent" in one for one in said)
    assert "No agreement is in force for this now: Housing and homelessness." in said
    council = replace(SCHOOL, kinds=frozenset({"council"}), organisations=frozenset({"stockton-council"}))
    assert council.not_shared() == ()


@pytest.mark.parametrize("before", TRANSITIONS)
@pytest.mark.parametrize("after", Standing)
def test_what_may_be_decided(before: Standing | None, after: Standing) -> None:
    allowed = {
        (None, Standing.IN_FORCE),
        (Standing.IN_FORCE, Standing.SUSPENDED),
        (Standing.IN_FORCE, Standing.ENDED),
        (Standing.SUSPENDED, Standing.IN_FORCE),
        (Standing.SUSPENDED, Standing.ENDED),
    }
    assert may_follow(before, after) is ((before, after) in allowed)
