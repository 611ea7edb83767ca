"""A child's page: who is around them, and what is known, not known and disputed, each with its source."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from oneplan.definitions.framework import read_framework
from oneplan.vocabulary.knowledge import FactorKind

pytestmark = pytest.mark.usefixtures("borough")
REASON = "worried-about-a-child"


@pytest.fixture
def page(signed_in: Callable[[str], Client], person: Callable[[str], str]) -> str:
    client, ada = signed_in("lead_practitioner"), person("Ada Marlow")
    client.post(reverse("people:open", args=[ada]), {"purpose": REASON})
    return client.get(reverse("matrix:child", args=[ada])).content.decode()


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def line(page: str, heading: str) -> str:
    """All that is said of one factor."""
    found = [part for part in page.split('<details class="op-factor')[1:] if f">{heading}<" in part]
    assert len(found) == 1, heading
    return words_of(found[0].split("</details>")[0])


def test_who_is_around_the_child(page: str) -> None:
    words = words_of(page)
    assert words.index("Lead practitioner Dee Marsh") < words.index("01632 960101")
    assert "Since 2 March 2026. From: Early help assessments and plans" in words
    assert 'href="tel:01632960103"' in page
    assert "Cara Marlow , parent Parent, says Early help assessments and plans, since 4 May 2015" in words
    assert "Ben Marlow , brother or sister" in words


@pytest.mark.parametrize(
    ("factor", "says"),
    [
        ("Have parents with mental health needs", "Present about a parent or carer"),
        ("Have parents who have substance misuse issues", "Asked, not present about a parent or carer"),
        ("Bereavement of a close relative", "Disputed about Ada"),
        ("Caring responsibilities", "In the past about Ada"),
        ("Have parents in prison", "Not known"),
        ("Truancy or poor school attendance", "Present about Ada"),
        ("Smoking", "Not known"),
        ("Has a trusted adult", "Present about Ada"),
        ("Friends to rely on", "Not known"),
    ],
)
def test_five_states_are_told_apart_in_words(factor: str, says: str, page: str) -> None:
    assert f"{factor} {says}" in line(page, factor)


def test_a_fact_says_what_who_whom_how_and_when(page: str) -> None:
    fact = line(page, "Have parents with mental health needs")
    for said in (
        "Early help need: Mental health",
        "Recorded by Early Help (Early help assessments and plans)",
        "About A parent or carer; the record does not say who",
        "About Cara Marlow, a parent or carer",
        "Their part in it The person it is about",
        "How it is known Fact",
        "Seen or happened 9 March 2026",
        "Reached us 15 September 2026",
        "How current Counts as current until 9 March 2027",
    ):
        assert said in fact


def test_an_old_fact_says_that_it_is_old(page: str) -> None:
    assert "How current Out of date since 3 June 2020" in line(page, "Caring responsibilities")


def test_what_is_not_known_is_never_said_to_be_so(page: str) -> None:
    unknown = line(page, "Have experienced sexual abuse")
    assert "It does not mean no" in unknown
    assert "What it would mean" in unknown
    assert "In words for the family" not in unknown


def test_every_factor_stands_in_the_frameworks_order_and_no_outcome_does(page: str) -> None:
    framework = read_framework()
    shown = re.findall(r'op-factor__label">([^<]+)<', page)
    kinds = (FactorKind.CAUSE, FactorKind.SYMPTOM, FactorKind.STRENGTH)
    assert shown == [factor.heading for kind in kinds for factor in framework.of_kind(kind)]
    for outcome in framework.of_kind(FactorKind.OUTCOME):
        assert outcome.heading not in shown
        assert outcome.plain_words.professionals not in words_of(page)


def test_nothing_is_counted(page: str) -> None:
    words = words_of(page)
    for counted in (r"\b\d+ (cause|symptom|strength|factor|fact|record|adverse)", r"\b(score|total|rank|risk|level)\b"):
        assert not re.search(counted, words, re.IGNORECASE), counted


def test_the_page_says_its_framework_and_how_fresh_it_is(page: str) -> None:
    words = words_of(page)
    assert "Data up to 30 September 2026" in words
    assert f"{read_framework().name}, version {read_framework().version}" in words


def test_no_address_and_no_number_is_on_the_page(page: str) -> None:
    for hidden in ("Elm Rise", "TS18", "A808000000001"):
        assert hidden not in page


def test_the_title_names_nobody(page: str) -> None:
    title = re.search("<title>(.*?)</title>", page)
    assert title is not None
    assert "Ada" not in title[1]
