"""What published files become: figures, the measures they stand under, and neighbours."""

from dataclasses import dataclass

from oneplan.engine.store.tables import Table

#: One published value of one measure, for one place, period and breakdown.
FIGURE = Table(
    "figure",
    (
        ("dataset", "VARCHAR"),  # the file's name without its ending
        ("publisher", "VARCHAR"),  # the form of the file: ees, lait or fingertips
        ("measure", "VARCHAR"),  # the publisher's own code: a column, a short name, a number
        ("level", "VARCHAR"),  # country, region, authority, or the publisher's word for another kind of place
        ("place", "VARCHAR"),  # the nine-character code as published; the name where a place has none
        ("place_name", "VARCHAR"),  # as published
        ("authority", "VARCHAR"),  # a council's three-digit number as it was in the period; null for other places
        ("lasting", "VARCHAR"),  # of the council whose series goes on from it (835 before 2019 goes on as 838)
        ("period", "VARCHAR"),  # as published: 202425, 2023/24, 2018 - 20
        ("period_kind", "VARCHAR"),  # as published: Academic year, 1y
        ("year", "INTEGER"),  # in which the period ends; null when the period does not tell
        ("breakdown", "MAP(VARCHAR, VARCHAR)"),  # the publisher's filters and what each is, for every row alike
        ("raw", "VARCHAR"),  # as published
        ("value", "DOUBLE"),
        ("reason", "VARCHAR"),  # why there is no value, one of NO_VALUE; null when there is one
        ("lower", "DOUBLE"),  # the publisher's own 95% interval
        ("upper", "DOUBLE"),
        ("numerator", "DOUBLE"),
        ("denominator", "DOUBLE"),
        ("line", "BIGINT"),  # row of the file, the header being 1
    ),
)

#: What a measure is, as far as its publisher says in the same delivery.
MEASURE = Table(
    "measure",
    (
        ("dataset", "VARCHAR"),
        ("measure", "VARCHAR"),
        ("label", "VARCHAR"),
        ("unit", "VARCHAR"),
        ("places", "INTEGER"),  # decimals
        ("polarity", "VARCHAR"),  # high or low; null when the publisher says neither
        ("topic", "VARCHAR"),
        ("period_kind", "VARCHAR"),
        ("says", "VARCHAR"),  # its publisher's description
    ),
)

#: One council's statistical neighbour by one model.
NEIGHBOUR = Table(
    "neighbour",
    (
        ("dataset", "VARCHAR"),  # the file, whose name tells the model's date
        ("authority", "VARCHAR"),  # three digits
        ("place", "INTEGER"),  # 1 is the nearest
        ("neighbour", "VARCHAR"),  # three digits
        ("closeness", "VARCHAR"),  # the publisher's words
    ),
)

#: Why a figure has no value, in words that can stand in its place.
NO_VALUE = {
    "not_applicable": "does not apply",
    "not_available": "not available",
    "suppressed": "hidden by the publisher so that nobody can be recognised",
    "rounds_to_zero": "more than nothing, but rounds to zero",
    "low_reliability": "left out by the publisher as unreliable",
    "not_published": "nothing was published",
    "given_twice": "published twice with different values",
    "unreadable": "what was published is no number",
}


@dataclass(frozen=True)
class PublishedFile:
    """What was read from one file. Every row of it became figures or neighbours, or is counted in `unread`."""

    name: str
    publisher: str  # ees, lait, fingertips or neighbours
    encoding: str
    rows: int
    figures: int
    unread: int
    notes: tuple[str, ...]  # sentences about what had to be guessed or passed over
