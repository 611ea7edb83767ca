"""The rule for numbers that anyone may see."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from oneplan.definitions.disclosure_rule import read_disclosure_rule
from oneplan.engine.disclosure.rounding import Disclosed, disclosed_count, disclosed_percentage
from tests.spec.cases import Case, Engine, Spec
from tests.spec.text_tables import Row, cells_of

_RULE = read_disclosure_rule("public")


def _column(case: Case, name: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in cells_of(case.given[name])[1]]


def engine_rule(case: Case) -> Mapping[str, Sequence[Row]]:
    """The engine's own gate."""

    def shown(number: Disclosed) -> str:
        return number.text

    if "counts" in case.given:
        numbers = [disclosed_count(int(count), _RULE) for (count,) in _column(case, "counts")]
        texts = [shown(number) for number in numbers]
        return {"shown": [{"count": c, "shown": t} for (c,), t in zip(_column(case, "counts"), texts, strict=True)]}
    return {
        "shown": [
            {
                "part": part,
                "whole": whole,
                "shown": shown(
                    disclosed_percentage(disclosed_count(int(part), _RULE), disclosed_count(int(whole), _RULE), _RULE)
                ),
            }
            for part, whole in _column(case, "shares")
        ]
    }


def reference(case: Case) -> Mapping[str, Sequence[Row]]:
    """Written out: the only rounded numbers there are, and the nearest of them, the upper one of two."""

    def rounded(count: int) -> int | None:
        if 1 <= count <= 7:
            return None
        return max(range(count - count % 5, count + 6, 5), key=lambda step: (-abs(step - count), step))

    if "counts" in case.given:
        counts = [int(count) for (count,) in _column(case, "counts")]
        return {"shown": [{"count": n, "shown": "*" if rounded(n) is None else f"{rounded(n):,}"} for n in counts]}
    rows = []
    for part, whole in _column(case, "shares"):
        low, high = rounded(int(part)), rounded(int(whole))
        thousandths = None if low is None or not high else min((low * 2000 // high + 1) // 2, 1000)
        rows.append(
            {
                "part": part,
                "whole": whole,
                "shown": "*" if thousandths is None else f"{thousandths // 10}.{thousandths % 10}%",
            }
        )
    return {"shown": rows}


SPEC = Spec(
    title="Numbers that anyone may see",
    text=f"""
        {_RULE.in_words}
        Source: {_RULE.source}.
    """,
    cases=[
        Case(
            name="Counts",
            says="Published cases of the rule: nothing is nothing, small is hidden, the rest goes to the nearest 5.",
            given={"counts": "count\n0\n1\n2\n5\n7\n8\n12\n13\n16\n57\n10023"},
            then={
                "shown": """
                    count | shown
                    0 | 0
                    1 | *
                    2 | *
                    5 | *
                    7 | *
                    8 | 10
                    12 | 10
                    13 | 15
                    16 | 15
                    57 | 55
                    10023 | 10,025
                """
            },
        ),
        Case(
            name="Totals are rounded by themselves",
            says="Three wards of 8 are shown as 10 each, and their total of 24 as 25: rows need not add up.",
            given={"counts": "count\n8\n8\n8\n24"},
            then={"shown": "count | shown\n8 | 10\n8 | 10\n8 | 10\n24 | 25"},
        ),
        Case(
            name="Percentages",
            says="They come from the rounded counts, never from the exact ones, and hide when either count does.",
            given={
                "shares": "part | whole\n8 | 57\n12 | 57\n0 | 57\n3 | 57\n3 | 6\n0 | 0\n23 | 23\n13 | 12\n16 | 1000"
            },
            then={
                "shown": """
                    part | whole | shown
                    8 | 57 | 18.2%
                    12 | 57 | 18.2%
                    0 | 57 | 0.0%
                    3 | 57 | *
                    3 | 6 | *
                    0 | 0 | *
                    23 | 23 | 100.0%
                    13 | 12 | 100.0%
                    16 | 1000 | 1.5%
                """
            },
        ),
    ],
)


@SPEC.on(reference=reference, rule=engine_rule)
def test_public_rule(case: Case, engine: Engine) -> None:
    case.check(engine)


@pytest.mark.parametrize("wrong", [-1, 4.2, 100_000_001, True])
def test_what_cannot_be_a_count_is_an_error(wrong: int) -> None:
    with pytest.raises(ValueError, match="whole number"):
        disclosed_count(wrong, _RULE)


def test_a_hidden_number_keeps_nothing_of_the_exact_one() -> None:
    assert {repr(disclosed_count(count, _RULE)) for count in range(1, 8)} == {repr(Disclosed(None, "*"))}


def test_halves_go_up_as_official_statistics_round() -> None:
    from oneplan.engine.disclosure.rounding import half_up

    assert [half_up(Decimal(n), d) for n, d in (("2.5", 0), ("2.85", 1), ("28.5", 0))] == [
        Decimal("3"),
        Decimal("2.9"),
        Decimal("29"),
    ]
