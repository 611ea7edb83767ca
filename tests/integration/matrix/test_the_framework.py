"""The agreed framework on pages: every factor with its sentence, the gaps, and what a version changed."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from oneplan.definitions.factor import Grade
from oneplan.definitions.factor_sentences import rule_in_words
from oneplan.definitions.framework import read_framework
from oneplan.vocabulary.knowledge import FactorKind


@pytest.fixture
def words(signed_in: Callable[[str], Client]) -> Callable[..., str]:
    def read(name: str, *args: str) -> str:
        page = signed_in("partnership_manager").get(reverse(f"matrix:{name}", args=args)).content.decode()
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("&#39;", "'")

    return read


def test_every_factor_stands_with_everything_that_counts_for_it(words: Callable[..., str]) -> None:
    page = words("framework")
    for factor in read_framework().factors:
        assert factor.heading in page
        assert factor.plain_words.young_people in page
        for rule in factor.evidence:
            assert rule_in_words(rule) in page, factor.id


def test_what_no_national_return_records_is_listed(words: Callable[..., str]) -> None:
    gaps = words("framework").split("What no national return records")[1].split("Versions")[0]
    for factor in read_framework().factors:
        if factor.kind is not FactorKind.OUTCOME:
            assert (f" {factor.heading} " in gaps) == (factor.statutory_source.grade is Grade.NONE), factor.id


def test_no_meeting_is_made_up(words: Callable[..., str]) -> None:
    assert "No meeting is recorded that adopted this version" in words("framework")


def test_an_old_version_reads_as_it_was(words: Callable[..., str]) -> None:
    old = words("framework_version", "1")
    assert "Version 1. Not in use today. Dated 27 February 2019" in old
    assert "recorded it here" not in old


def test_what_a_version_changed_is_said_once_with_its_factors(words: Callable[..., str]) -> None:
    page = words("framework_comparison", "1", "2")
    assert page.count("in the last 3 years recorded it here, for:") == 1
    assert "Counts now, and did not before" in page
    for absent in ("New factors", "Factors no longer looked for", "Counted before, and does not now"):
        assert absent not in page
