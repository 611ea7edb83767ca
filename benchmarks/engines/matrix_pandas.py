"""The matrix in pandas, as well as it can be written with Arrow columns: `matrix_pandas.py FOLDER OUT`."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from cost import costed

AS_OF = pd.Timestamp("2026-09-30")
ALIKE = ["person_id", "kind", "code", "role", "about", "finding", "source"]
DATES = ["observed_on", "observed_to", "received_on"]


def matrix(folder: Path) -> pd.DataFrame:
    events = pd.read_parquet(folder / "person_event.parquet", columns=[*ALIKE, *DATES, "is_open"])
    for name in ALIKE:
        events[name] = events[name].astype("category")
    for name in DATES:
        events[name] = events[name].astype("datetime64[s]")
    meaning = pd.read_parquet(folder / "meaning.parquet")
    events = events[(events.observed_on <= AS_OF) & (events.received_on <= AS_OF)]
    events = events[events.kind.isin(meaning.kind.unique())]
    ended = np.maximum(events.observed_on, events.observed_to.clip(upper=AS_OF))
    going_on = np.maximum(events.observed_on, events.received_on).where(events.is_open, events.observed_on)
    events["known_to_on"] = ended.where(events.observed_to.notna(), going_on)
    last = events.groupby(ALIKE, observed=True, sort=False).known_to_on.max().reset_index()
    for name in ALIKE:
        last[name] = last[name].astype("str")
    return knowledge(meant(heard(last, folder), meaning))


def heard(last: pd.DataFrame, folder: Path) -> pd.DataFrame:
    person = pd.read_parquet(folder / "person.parquet", columns=["person_id", "is_child"])
    children = person.loc[person.is_child, ["person_id"]]
    own = last.merge(children, on="person_id")
    own["child_id"] = own.person_id
    is_self = own.about == "self"
    own["whose"] = own.about.where(~is_self, "child")
    own["about_id"] = own.person_id.where(is_self, "")
    members = pd.read_parquet(folder / "family_member.parquet")
    young = members[members.role == "child"].merge(children, on="person_id")
    pairs = members[members.role != "child"].merge(young, on="family_id", suffixes=("", "_child"))
    pairs = pairs[pairs.person_id != pairs.person_id_child]
    pairs["whose"] = np.where(pairs.role == "adult", "household", "parent")
    hearer = pairs.groupby(["person_id", "person_id_child"], sort=False).whose.max().reset_index()  # parent > household
    adult = last[last.about == "self"].merge(hearer, on="person_id")
    adult = adult.rename(columns={"person_id_child": "child_id"}).assign(about_id=lambda rows: rows.person_id)
    return pd.concat([own, adult], ignore_index=True)


def meant(facts: pd.DataFrame, meaning: pd.DataFrame) -> pd.DataFrame:
    facts = facts.merge(meaning, on=["kind", "code", "role", "finding", "whose"])
    month = facts.known_to_on.dt.year * 12 + facts.known_to_on.dt.month - 1 + facts.months
    first = pd.to_datetime({"year": month // 12, "month": month % 12 + 1, "day": 1})
    day = np.minimum(facts.known_to_on.dt.day, first.dt.days_in_month)
    facts["is_current"] = first + pd.to_timedelta(day - 1, unit="D") >= AS_OF
    return facts


def knowledge(facts: pd.DataFrame) -> pd.DataFrame:
    seen, gone = facts.says == "present", facts.says == "not_present"
    facts["seen_on"] = facts.known_to_on.where(seen)
    facts["lately_on"] = facts.known_to_on.where(seen & facts.is_current)
    facts["gone_on"] = facts.known_to_on.where(gone)
    facts["is_answered"] = gone & facts.is_current
    facts["is_disputed"] = (facts.says == "disputed") & facts.is_current
    columns = ["seen_on", "lately_on", "gone_on", "is_answered", "is_disputed"]
    said = facts.groupby(["child_id", "factor_id", "whose", "about_id", "source"], sort=False)[columns].max()
    said["is_present"] = said.lately_on.notna() & (said.gone_on.isna() | (said.lately_on >= said.gone_on))
    said["is_seen"] = said.seen_on.notna()
    flags = ["is_disputed", "is_present", "is_seen", "is_answered"]
    told = said.groupby(level=["child_id", "factor_id", "whose"], sort=False)[flags].max()
    told["knowledge"] = np.select(
        [told[flag].to_numpy() for flag in flags], ["disputed", "present", "past", "asked_not_present"], "not_known"
    )
    found = told[told.knowledge != "not_known"].reset_index().rename(columns={"child_id": "person_id"})
    return found[["person_id", "factor_id", "whose", "knowledge"]]


if __name__ == "__main__":
    with costed():
        made = matrix(Path(sys.argv[1]))
    made.to_parquet(sys.argv[2])
