"""The default model: what is compared between two records, and which pairs are worth comparing.

Family name and home are one comparison, not two. Children of one household share both, so treating them as separate
strokes of luck joins brothers and sisters; taken together their weight is the true chance of being housemates
(the conditional-independence failure described by Sharp for National Records of Scotland).
"""

from dataclasses import dataclass
from typing import Any

from oneplan.definitions.linkage import LinkageDefinition, Rate
from oneplan.engine.linkage.forms import sql_for_alike

#: A house number and street tell a home only where a postcode is missing; with both postcodes, those decide.
_SAME_LINE = "home_line_l = home_line_r AND (postcode_l IS NULL OR postcode_r IS NULL)"
_SAME_HOME = f"(postcode_l = postcode_r OR uprn_l = uprn_r OR ({_SAME_LINE}))"
_NO_HOME = """coalesce(postcode_l = postcode_r, uprn_l = uprn_r, home_line_l = home_line_r) IS NULL"""
#: Family name and given name written in each other's place.
_SWAPPED = "(given_l = family_r AND family_l = given_r)"
_SAME_FAMILY = "family_l = family_r"


@dataclass(frozen=True)
class Level:
    """One level of agreement: its name in the definition, its words, its SQL on `_l` and `_r` columns.

    `frequency_of` is the column whose common values weigh less. `rare` levels are counted among all pairs, because a
    sample would never meet them.
    """

    name: str
    label: str
    sql: str
    frequency_of: str | None = None
    rare: bool = False


@dataclass(frozen=True)
class Comparison:
    """What is compared: a null level (nothing to compare) and levels from the strongest agreement to none."""

    name: str
    missing: str
    levels: tuple[Level, ...]


def comparisons(definition: LinkageDefinition) -> tuple[Comparison, ...]:
    """The comparisons of the default model."""
    alike, different = definition.names.same_spelt_differently.similarity, definition.names.different.similarity
    return (_given_name(alike, different), _birth_date(), _family_and_home(alike), _sex())


def _given_name(alike: float, different: float) -> Comparison:
    return Comparison(
        "given_name",
        "given_l IS NULL OR given_r IS NULL",
        (
            Level("exact", "same given name", "given_l = given_r", frequency_of="given"),
            Level(
                "other_form",
                "a name they are also known by",
                f"list_has_any(given_forms_l, given_forms_r) OR {_SWAPPED}",
            ),
            Level("spelt_alike", "given name spelt alike", sql_for_alike("given_l", "given_r", alike)),
            Level(
                "somewhat_alike",
                "given name a little alike",
                f"jaro_winkler_similarity(given_l, given_r) >= {different}",
            ),
            Level("different", "different given names", "ELSE"),
        ),
    )


def _birth_date() -> Comparison:
    slip = """(birth_year_l = birth_year_r AND birth_month_l = birth_month_r)
        OR (birth_year_l = birth_year_r AND birth_day_l = birth_day_r)
        OR (birth_month_l = birth_month_r AND birth_day_l = birth_day_r)
        OR (birth_year_l = birth_year_r AND birth_month_l = birth_day_r AND birth_day_l = birth_month_r)"""
    return Comparison(
        "birth_date",
        "birth_date_l IS NULL OR birth_date_r IS NULL",
        (
            Level("exact", "same birth date", "birth_date_l = birth_date_r"),
            Level("slip_of_the_pen", "birth date one slip apart", slip),
            Level("different", "different birth dates", "ELSE"),
        ),
    )


def _family_and_home(alike: float) -> Comparison:
    like_family = f"""({sql_for_alike("family_l", "family_r", alike)}
        OR family_l = former_family_r OR former_family_l = family_r
        OR list_has_any(family_parts_l, family_parts_r)
        OR {_SWAPPED})"""
    return Comparison(
        "family_and_home",
        f"(family_l IS NULL OR family_r IS NULL) AND {_NO_HOME}",
        (
            Level("same_name_same_home", "same family name and home", f"{_SAME_FAMILY} AND {_SAME_HOME}", rare=True),
            Level("like_name_same_home", "like family name, same home", f"{like_family} AND {_SAME_HOME}", rare=True),
            Level("same_home", "same home only", _SAME_HOME, rare=True),
            Level("same_name", "same family name only", _SAME_FAMILY, frequency_of="family"),
            Level("like_name", "like family name only", like_family),
            Level("different", "neither family name nor home", "ELSE"),
        ),
    )


def _sex() -> Comparison:
    return Comparison(
        "sex",
        "sex_l IS NULL OR sex_r IS NULL",
        (Level("same", "same sex", "sex_l = sex_r"), Level("different", "different sex", "ELSE")),
    )


def _agree(*columns: str) -> str:
    return " AND ".join(f"l.{column} = r.{column}" for column in columns)


#: Pairs that agree on one of these are compared. Chosen so that one slip in a record leaves a way to find its like;
#: no rule is on a name alone, whose pairs grow with the square of the records.
BLOCKING_RULES = (
    _agree("birth_date", "given_first"),
    _agree("birth_date", "family"),
    _agree("birth_date", "postcode"),
    _agree("birth_date", "uprn"),
    _agree("given_first", "family", "postcode"),
    _agree("given_first", "family", "uprn"),
    _agree("given_first", "family", "home_line"),
    _agree("family", "postcode") + " AND left(l.given, 2) = left(r.given, 2)",
    _agree("birth_year", "birth_month", "given_first", "family"),
    _agree("birth_year", "birth_day", "given_first", "family"),
    _agree("birth_month", "birth_day", "given_first", "family"),
    _agree("birth_year", "given_first") + " AND l.birth_month = r.birth_day AND l.birth_day = r.birth_month",
    _agree("birth_date") + " AND l.given = r.family",
    _agree("birth_date") + " AND l.family = r.given",
)


#: What every blocking rule holds one of; the first that it holds is the one it is met by.
SHARED_AGREEMENTS = (
    _agree("birth_date"),
    _agree("given_first", "family"),
    _agree("family", "postcode"),
    _agree("birth_year", "given_first"),
)


def shared_agreement(rule: str) -> str:
    """Which of `SHARED_AGREEMENTS` a blocking rule holds."""
    return next(
        shared for shared in SHARED_AGREEMENTS if all(part in rule.split(" AND ") for part in shared.split(" AND "))
    )


def starting_settings(definition: LinkageDefinition, *, with_frequencies: bool) -> dict[str, Any]:
    """The model as Splink's settings, with the definition's starting rates.

    With frequencies, a common name weighs less than a rare one. A few records cannot tell which is which: among
    three of them every name is common.
    """
    rates: dict[str, dict[str, Rate]] = {
        name: getattr(definition.starting_rates, name)
        for name in ("given_name", "birth_date", "family_and_home", "sex")
    }
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "node",
        "probability_two_random_records_match": definition.starting_rates.probability_two_records_match,
        "retain_matching_columns": True,  # which brings the levels with it
        "retain_intermediate_calculation_columns": True,  # the parts of a match weight, for its explanation
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in BLOCKING_RULES
        ],
        "comparisons": [_as_settings(one, rates[one.name], with_frequencies) for one in comparisons(definition)],
    }


def _as_settings(comparison: Comparison, rates: dict[str, Rate], with_frequencies: bool) -> dict[str, Any]:
    missing = {"sql_condition": comparison.missing, "label_for_charts": "missing", "is_null_level": True}
    return {
        "output_column_name": comparison.name,
        "comparison_levels": [
            missing,
            *(_level_settings(level, rates[level.name], with_frequencies) for level in comparison.levels),
        ],
    }


def _level_settings(level: Level, rate: Rate, with_frequencies: bool) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "sql_condition": level.sql,
        "label_for_charts": level.label,
        "m_probability": rate.same,
        "u_probability": rate.different,
    }
    if with_frequencies and level.frequency_of is not None:
        settings |= {
            "tf_adjustment_column": level.frequency_of,
            "tf_adjustment_weight": 1.0,
            "tf_minimum_u_value": 0.0001,
        }
    return settings
