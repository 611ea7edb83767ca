"""Random histories of small families, for holding engines against each other."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from oneplan.engine.evidence.rules import FactorRule

Row = dict[str, Any]
PEOPLE = ("ann", "bob", "mum", "dad", "gran")
KINDS = ("police_incident", "missing", "assessment_factor")
CODES = ("", "3A", "3B")
ROLES = ("subject", "harmed", "witness")
FINDINGS = ("present", "not_present", "disputed")
START = date(2022, 1, 1)

_days = st.integers(0, 1600).map(lambda n: START + timedelta(days=n))

people = st.fixed_dictionaries({name: st.booleans() for name in PEOPLE}).map(
    lambda chosen: [{"person_id": name, "is_child": is_child} for name, is_child in chosen.items()]
)
members = st.lists(
    st.fixed_dictionaries(
        {
            "family_id": st.sampled_from(("elm", "oak")),
            "person_id": st.sampled_from(PEOPLE),
            "role": st.sampled_from(("child", "parent", "step_parent", "carer", "adult")),
        }
    ),
    max_size=8,
    unique_by=lambda row: (row["family_id"], row["person_id"], row["role"]),
)
rules = st.lists(
    st.builds(
        FactorRule,
        factor_id=st.sampled_from(("domestic_abuse", "missing")),
        kind=st.sampled_from(KINDS),
        code=st.sampled_from((None, *CODES)),
        role=st.sampled_from(ROLES),
        finding=st.sampled_from(FINDINGS),
        says=st.sampled_from(FINDINGS),
        whose=st.sampled_from(("child", "parent", "household")),
        months=st.integers(1, 36),
    ),
    min_size=1,
    max_size=8,
    # As definitions are checked: no event counts twice for one factor, not by "every code" either.
    unique_by=lambda rule: (rule.factor_id, rule.kind, rule.role, rule.finding, rule.whose),
)


@st.composite
def _event(draw: st.DrawFn) -> Row:
    begun = draw(st.none() | _days)
    length = draw(st.none() | st.integers(0, 500))
    return {
        "source": draw(st.sampled_from(("police", "early_help"))),
        "person_id": draw(st.sampled_from(PEOPLE)),
        "kind": draw(st.sampled_from(KINDS)),
        "code": draw(st.sampled_from(CODES)),
        "value": None,
        "role": draw(st.sampled_from(ROLES)),
        "about": draw(st.sampled_from(("self", "self", "parent", "household"))),
        "finding": draw(st.sampled_from(FINDINGS)),
        "certainty": draw(st.sampled_from(("fact", "report", "opinion"))),
        "observed_on": begun,
        "observed_to": begun + timedelta(days=length) if begun and length is not None else None,
        "is_open": draw(st.booleans()),
        "recorded_by": "Test agency",
        "received_on": draw(_days),
    }


events = st.lists(_event(), max_size=12).map(
    lambda rows: [{**row, "event_id": f"e{n}", "record_id": f"test:{row['person_id']}"} for n, row in enumerate(rows)]
)
as_of_days = _days

#: One history: what happened to whom, in which families.
whole = st.fixed_dictionaries({"events": events, "people": people, "members": members})


def beside_each_other(many: list[dict[str, list[Row]]]) -> dict[str, list[Row]]:
    """Many histories as one, each of people and families of its own."""

    def apart(place: int, row: Row) -> Row:
        own = {name: f"{row[name]}{place}" for name in ("person_id", "family_id", "event_id") if name in row}
        return {**row, **own}

    return {name: [apart(n, row) for n, one in enumerate(many) for row in one[name]] for name in many[0]}
