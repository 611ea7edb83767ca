"""Codes in words, read back from the contracts that say how they are loaded."""

import pytest

from oneplan.definitions.source_words import meaning_of, title_of
from oneplan.vocabulary.events import EventKind


def test_a_code_means_what_its_contract_says() -> None:
    assert meaning_of("police", EventKind.POLICE_INCIDENT, "DOMESTIC_ABUSE") == "Domestic abuse"
    assert meaning_of("early_help", EventKind.EARLY_HELP_NEED, "TRUSTED_ADULT") == "Named an adult they trust"


def test_a_code_that_only_a_reader_can_place_has_its_words_too() -> None:
    assert meaning_of("school_census", EventKind.SEN_NEED, "MLD") == "Moderate learning difficulty"
    assert meaning_of("school_census", EventKind.SUSPENSION, "PP") == "Physical assault against a pupil"
    assert "a tenth or more" in str(meaning_of("school_census", EventKind.ATTENDANCE, "persistent"))


@pytest.mark.parametrize(
    ("source", "kind", "code"),
    [
        ("police", EventKind.POLICE_INCIDENT, "UNHEARD_OF"),
        ("police", EventKind.EARLY_HELP_NEED, "DOMESTIC_ABUSE"),
        ("nobody", EventKind.POLICE_INCIDENT, "DOMESTIC_ABUSE"),
    ],
)
def test_what_no_contract_explains_is_not_guessed(source: str, kind: EventKind, code: str) -> None:
    assert meaning_of(source, kind, code) is None


def test_a_source_without_a_contract_keeps_its_name() -> None:
    assert title_of("nobody") == "nobody"
    assert "(" not in title_of("school_census")
