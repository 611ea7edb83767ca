"""The matrix in hand-written Polars, lazy and streaming: `matrix_polars.py FOLDER OUT`."""

import sys
from datetime import date
from pathlib import Path

import polars as pl
from cost import costed

AS_OF = date(2026, 9, 30)
ALIKE = ["person_id", "kind", "code", "role", "about", "finding", "source"]
_HOUSEHOLD, _PARENT = pl.lit("household"), pl.lit("parent")


def matrix(folder: Path) -> pl.DataFrame:
    meaning = pl.scan_parquet(folder / "meaning.parquet")
    day, seen_on = pl.lit(AS_OF), pl.col("observed_on")
    known_to = (
        pl.when(pl.col("observed_to").is_not_null())
        .then(pl.max_horizontal(seen_on, pl.min_horizontal("observed_to", day)))
        .when(pl.col("is_open"))
        .then(pl.max_horizontal(seen_on, "received_on"))
        .otherwise(seen_on)
    )
    last = (
        pl.scan_parquet(folder / "person_event.parquet")
        .filter((seen_on <= day) & (pl.col("received_on") <= day))
        .join(meaning.select("kind").unique(), on="kind", how="semi")
        .group_by(ALIKE)
        .agg(known_to.max().alias("known_to_on"))
        .collect(engine="streaming")
        .lazy()
    )
    until = pl.col("known_to_on").dt.offset_by(pl.format("{}mo", "months"))
    facts = heard(last, folder).join(meaning, on=["kind", "code", "role", "finding", "whose"])
    return knowledge(facts.with_columns(is_current=until >= day)).collect(engine="streaming")


def heard(last: pl.LazyFrame, folder: Path) -> pl.LazyFrame:
    children = pl.scan_parquet(folder / "person.parquet").filter("is_child").select("person_id")
    is_self = pl.col("about") == "self"
    own = last.join(children, on="person_id").with_columns(
        child_id="person_id",
        whose=pl.when(is_self).then(pl.lit("child")).otherwise("about"),
        about_id=pl.when(is_self).then("person_id").otherwise(pl.lit("")),
    )
    members = pl.scan_parquet(folder / "family_member.parquet")
    young = members.filter(pl.col("role") == "child").join(children, on="person_id")
    hearer = (
        members.filter(pl.col("role") != "child")
        .join(young.select("family_id", child_id="person_id"), on="family_id")
        .filter(pl.col("person_id") != pl.col("child_id"))
        .group_by("person_id", "child_id")
        .agg((pl.col("role") == "adult").all().alias("is_adult"))
        .select(
            "person_id", "child_id", whose=pl.when("is_adult").then(pl.lit("household")).otherwise(pl.lit("parent"))
        )
    )
    adult = last.filter(is_self).join(hearer, on="person_id").with_columns(about_id="person_id")
    return pl.concat([own, adult.select(own.collect_schema().names())])


def knowledge(facts: pl.LazyFrame) -> pl.LazyFrame:
    now, known = pl.col("is_current"), pl.col("known_to_on")
    seen, gone = pl.col("says") == "present", pl.col("says") == "not_present"
    said = facts.group_by("child_id", "factor_id", "whose", "about_id", "source").agg(
        seen_on=known.filter(seen).max(),
        lately_on=known.filter(seen & now).max(),
        gone_on=known.filter(gone).max(),
        is_answered=(gone & now).any(),
        is_disputed=((pl.col("says") == "disputed") & now).any(),
    )
    lately, gone_on = pl.col("lately_on"), pl.col("gone_on")
    told = said.group_by(person_id="child_id", factor_id="factor_id", whose="whose").agg(
        is_disputed=pl.col("is_disputed").any(),
        is_present=(lately.is_not_null() & (gone_on.is_null() | (lately >= gone_on))).any(),
        is_seen=pl.col("seen_on").is_not_null().any(),
        is_answered=pl.col("is_answered").any(),
    )
    state = (
        pl.when("is_disputed").then(pl.lit("disputed"))
        .when("is_present").then(pl.lit("present"))
        .when("is_seen").then(pl.lit("past"))
        .when("is_answered").then(pl.lit("asked_not_present"))
    )  # fmt: skip
    return told.select("person_id", "factor_id", "whose", knowledge=state).drop_nulls("knowledge")


if __name__ == "__main__":
    with costed():
        made = matrix(Path(sys.argv[1]))
    made.write_parquet(sys.argv[2])
