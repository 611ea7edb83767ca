"""What the agreements and the sharing policy that are shipped say, and what neither may say."""

from datetime import date
from pathlib import Path

import pytest

from oneplan.definitions.agreement import agreements, sources_about_people
from oneplan.definitions.factor import Whose
from oneplan.definitions.framework import read_framework
from oneplan.definitions.sharing_policy import Tier, policies, policy_on
from oneplan.partnership.agreements.rules import STARTING_PURPOSES
from oneplan.vocabulary.errors import DefinitionError

KINDS = ("council", "schools", "health", "police", "voluntary")


def test_every_source_about_people_has_one_agreement_and_no_other() -> None:
    named = [source for one in agreements() for source in one.sources]
    assert sorted(named) == sorted(sources_about_people())


def test_purposes_of_agreements_are_purposes_of_the_partnership() -> None:
    known = {one.code for one in STARTING_PURPOSES}
    for one in agreements():
        assert set(one.purposes) <= known, one.id


@pytest.mark.parametrize(
    ("said", "instead", "problem"),
    [
        ("starts_on: 2026-01-01", "starts_on: 2025-12-01", "before everybody has signed"),
        ("agency: cleveland-police", "agency: schools", "no source of schools"),
        ("assessment: shared-record", "assessment: none-done", "which is not there"),
        ("starts_on: 2026-01-01", "starts_on: 2026-01-01\nends_on: 2025-12-31", "ends before it starts"),
    ],
)
def test_an_agreement_that_cannot_hold_is_refused(said: str, instead: str, problem: str, tmp_path: Path) -> None:
    shipped = Path("src/oneplan/definitions/agreements/police.yaml").read_text("utf-8")
    (tmp_path / "police.yaml").write_text(shipped.replace(said, instead), "utf-8")
    with pytest.raises(DefinitionError, match=problem):
        agreements(tmp_path)


def test_schools_never_see_what_police_or_housing_recorded_about_an_adult() -> None:
    policy = policies()[0]
    for factor in read_framework().factors:
        for source in ("police", "youth_justice", "housing"):
            for whose in (Whose.PARENT, Whose.HOUSEHOLD):
                seen = policy.tier_of_fact(source, {"schools"}, factor.id, whose)
                assert seen < Tier.HEADLINE, (factor.id, source, whose)


def test_the_first_rule_that_fits_decides_and_otherwise_only_who_is_involved() -> None:
    policy = policies()[0]
    assert policy.tier_of_fact("police", {"schools"}, "domestic_abuse", "child") is Tier.HEADLINE
    assert policy.tier_of_fact("police", {"council"}, "domestic_abuse", "parent") is Tier.DETAIL
    assert policy.tier_of_fact("camhs", {"schools"}, "attachment_difficulties", "child") is Tier.WHO
    assert policy.tier_of_fact("camhs", {"voluntary"}, "attachment_difficulties", "child") is policy.otherwise
    assert policy.tier_of_fact("camhs", set(), "attachment_difficulties", "child") is Tier.NOTHING


def test_who_is_involved_follows_rules_about_a_source_as_a_whole() -> None:
    policy = policies()[0]
    assert policy.tier_of_involvement("police", {"schools"}) >= Tier.WHO
    assert policy.tier_of_involvement("camhs", {"police"}) is Tier.NOTHING


def test_somebody_of_two_kinds_sees_as_far_as_the_kind_that_sees_more() -> None:
    seen = policies()[0].tier_of_fact("police", {"schools", "council"}, "domestic_abuse", "parent")
    assert seen is Tier.DETAIL


def test_before_the_first_policy_there_is_none() -> None:
    assert policy_on(date(2025, 12, 31)) is None
    assert policy_on(date(2026, 1, 1)) is policies()[-1]
