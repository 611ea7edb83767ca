"""The words of the pages about the place: what children here live with, where, together with what, and who has help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from oneplan.documents.html import as_html
from oneplan.documents.model import Block, BulletList, Document, Figure, Heading, Note, Paragraph, Table
from oneplan.partnership.matrix.presenters.place_tables import Made, Numbers, published_table, split_table
from oneplan.partnership.matrix.queries import PlaceCount, PlaceRead
from oneplan.partnership.matrix.rules import PlacePart
from oneplan.vocabulary.knowledge import FactorKind
from oneplan.web.charts.bars import Bar, BarChart, bar_chart
from oneplan.web.words import long_date

TITLES = {
    PlacePart.WHOLE: ("Needs here", "what children live with, in the whole area"),
    PlacePart.UNMET: ("Where help is missing", "causes that are there while nobody works with the family"),
    PlacePart.PAIRS: ("Causes and symptoms together", "how often each symptom is known beside each cause"),
    PlacePart.WARD: ("By ward", "every cause, symptom and strength in each ward"),
    PlacePart.SCHOOL: ("By school", "the same for each school"),
    PlacePart.AGE: ("By age", "the same for each age"),
    PlacePart.SEX: ("By sex", "the same for girls and boys"),
    PlacePart.ETHNICITY: ("By ethnicity", "the same for each ethnic group"),
    PlacePart.SEND: ("By special educational needs", "the same with and without them"),
    PlacePart.PUBLISHED: ("Beside published figures", "what social work assessments found here and elsewhere"),
}
LEADS = {
    PlacePart.WHOLE: "How many children each cause, symptom and strength is known for. What nobody recorded is not "
    "known, which is not the same as absent.",
    PlacePart.UNMET: "Children for whom a cause is known and with whom nobody works to help. It says where to look "
    "first, not who needs what.",
    PlacePart.PAIRS: "A symptom beside a cause does not show that the one led to the other, but it is where to ask.",
    PlacePart.PUBLISHED: "What social workers recorded at the end of assessments, beside England and neighbours.",
}
SPLIT_LEAD = "Differences can come from who looks and who records as much as from what is there."
COLUMNS = {FactorKind.CAUSE: "Causes", FactorKind.SYMPTOM: "Symptoms", FactorKind.STRENGTH: "Strengths"}


@dataclass(frozen=True)
class PartLink:
    """Another page about the place."""

    part: str
    title: str
    explanation: str
    is_here: bool


@dataclass(frozen=True)
class PlacePage:
    """One page about the place. `body` is a document: it prints and reads the same."""

    title: str
    caption: str
    lead: str
    part: str
    is_first: bool
    parts: tuple[PartLink, ...]
    body: Markup


def place_page(place: PlaceRead, part: PlacePart) -> PlacePage:
    """The page of one part of the place."""
    title = TITLES[part][0]
    blocks = [*_blocks(place, part), Heading("Where it comes from"), BulletList(_provenance(place))]
    return PlacePage(
        title=title,
        caption=f"{place.framework.partnership}, records up to {long_date(place.basis.as_of)}",
        lead=LEADS.get(part, SPLIT_LEAD),
        part=part.value,
        is_first=part is PlacePart.WHOLE,
        parts=tuple(PartLink(one.value, *TITLES[one], is_here=one is part) for one in TITLES),
        body=as_html(Document(title, "", tuple(blocks))),
    )


def place_rows(place: PlaceRead, part: PlacePart) -> list[tuple[str, ...]]:
    """The tables of a part as rows of a file, with what the reader must know of them."""
    rows: list[tuple[str, ...]] = []
    for block in _blocks(place, part):
        if isinstance(block, Table):
            rows += [(block.caption,), block.head, *block.rows, ()]
    rows += [(note,) for note in (place.rule.in_words, *_provenance(place))]
    return rows


def _blocks(place: PlaceRead, part: PlacePart) -> list[Block]:
    numbers = Numbers(place)
    if not numbers.wholes:
        return [Paragraph("No agency's records that were loaded can show any cause, symptom or strength.")]
    match part:
        case PlacePart.WHOLE:
            return [Note(place.rule.in_words), *_whole(place, numbers)]
        case PlacePart.UNMET:
            return _unmet(place, numbers)
        case PlacePart.PAIRS:
            return _pairs(numbers)
        case PlacePart.PUBLISHED:
            return _published(place, numbers)
        case _:
            return _split(part, numbers)


def _whole(place: PlaceRead, numbers: Numbers) -> list[Block]:
    blocks: list[Block] = []
    for kind, title in COLUMNS.items():
        factors = numbers.of_kind(kind)
        unknown = [one.heading for one in place.framework.of_kind(kind) if one not in factors]
        blocks.append(Heading(title))
        if factors:
            counts = [(factor.heading, numbers.wholes[factor.id]) for factor in factors]
            of = f"of {numbers.population} children known to any agency"
            blocks += _picture(f"{title} that are known now", f"here-{kind}", counts, of)
        if unknown:
            blocks += [
                Paragraph("No agency's records can show these here, so nothing is known of them:"),
                BulletList(tuple(unknown)),
            ]
    return blocks


def _unmet(place: PlaceRead, numbers: Numbers) -> list[Block]:
    counts = [(factor.heading, numbers.unmet[factor.id]) for factor in numbers.factors if factor.id in numbers.unmet]
    shown = sorted(counts, key=lambda one: -1 if one[1].children.value is None else one[1].children.value, reverse=True)
    helps = ", ".join(words[0].lower() + words[1:] for words in place.support.support.values())
    rows = tuple((heading, one.children.text, one.population.text, one.percentage.text) for heading, one in shown)
    if not rows:
        return [Paragraph("Nothing can be shown here: no cause is known, or there are too few children.")]
    head = ("Cause", "Without support", "Of all", "Per cent")
    return [
        Note(f"Counted as support: {helps}. {place.support.reason}"),
        _bars(
            "Children for whom a cause is known and with whom nobody works", "unmet", shown, "The largest number first."
        ),
        Table("Children with each cause, with whom nobody works", head, rows),
    ]


def _pairs(numbers: Numbers) -> list[Block]:
    blocks: list[Block] = [numbers.pair_table(), Heading("Pictures of the larger numbers")]
    for cause in numbers.of_kind(FactorKind.CAUSE):
        beside = [
            (symptom.heading, numbers.pairs[cause.id, symptom.id])
            for symptom in numbers.of_kind(FactorKind.SYMPTOM)
            if (cause.id, symptom.id) in numbers.pairs and numbers.pairs[cause.id, symptom.id].children.value
        ]
        if beside:
            of = f"Of {numbers.wholes[cause.id].children.text} children for whom the cause is known."
            blocks.append(_bars(f"Symptoms beside: {cause.heading}", f"beside-{cause.id}", beside, of))
    return blocks if len(blocks) > 2 else blocks[:1]


def _split(part: PlacePart, numbers: Numbers) -> list[Block]:
    parts = numbers.parts_of(part.value)
    if not parts:
        return [
            Paragraph(
                "There are too few children in all parts but one, so nothing can be shown without telling of some."
            )
        ]
    blocks: list[Block] = [_populations(part, parts)]
    for kind, title in COLUMNS.items():
        if factors := numbers.of_kind(kind):
            blocks += [Heading(title), *split_table(part, title, factors, numbers)]
    return blocks


def _populations(part: PlacePart, parts: Sequence[Made]) -> Block:
    return _bars(
        f"Children known to any agency, {TITLES[part][0][0].lower()}{TITLES[part][0][1:]}",
        f"children-{part}",
        [(one.name, one.population) for one in parts],
        "What the numbers below are out of.",
    )


def _published(place: PlaceRead, numbers: Numbers) -> list[Block]:
    held = place.published
    other = held.other.place.per_cent
    practice = (
        f"{held.place} recorded “other” in {other:.0f}% of episodes, and England in "
        f"{held.other.england.per_cent or 0:.0f}%."
        if other is not None
        else f"How often {held.place} recorded “other” was not published."
    )
    bars = tuple(
        Bar(
            one.measure.words,
            one.place.per_cent,
            "not published"
            if one.place.per_cent is None
            else f"{one.place.per_cent:.1f}%, England "
            + ("not published" if one.england.per_cent is None else f"{one.england.per_cent:.1f}%"),
        )
        for one in held.beside
    )
    caption = f"Assessments in {held.place} that found each factor, year to 31 March {held.year}"
    said = "; ".join(f"{bar.label}: {bar.words}" for bar in bars)
    picture = bar_chart(BarChart("published", caption, f"Bar chart. {said}.", bars))
    return [
        Paragraph(f"Of {int(held.whole):,} episodes of need with any factor recorded. {practice}"),
        BulletList(place.measures.caveats),
        Figure(picture, caption, f"Bar chart. {said}.", f"Per cent of episodes. Source: {place.measures.source}."),
        published_table(place, numbers),
    ]


def _picture(caption: str, name: str, counts: Sequence[tuple[str, PlaceCount]], of: str) -> list[Block]:
    rows = tuple((heading, one.children.text, one.percentage.text) for heading, one in counts)
    return [
        _bars(caption, name, counts, f"{of[0].upper()}{of[1:]}."),
        Table(f"{caption}, {of}", ("What is known", "Children", "Per cent"), rows),
    ]


def _bars(caption: str, name: str, counts: Sequence[tuple[str, PlaceCount]], source: str) -> Figure:
    bars = tuple(
        Bar(heading, None if one.children.value is None else float(one.children.value), _words(one))
        for heading, one in counts
    )
    alternative = f"Bar chart of children. {'; '.join(f'{bar.label}: {bar.words}' for bar in bars)}."
    return Figure(bar_chart(BarChart(name, caption, alternative, bars)), caption, alternative, source)


def _words(one: PlaceCount) -> str:
    return {"*": "hidden, small", "c": "not shown"}.get(one.children.text, one.children.text)


def _provenance(place: PlaceRead) -> tuple[str, ...]:
    used = tuple(f"{title}, last received on {long_date(one.last_received_on)}" for title, one in place.sources)
    framework = place.framework
    return (
        *used,
        f"Framework: {framework.name}, version {framework.version}",
        f"Disclosure rule: {place.rule.name} (version {place.rule.version}); the numbers passed its attack",
    )
