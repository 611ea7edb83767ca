"""What the pages about uncertain links say: the queue, and two records side by side with what speaks for a join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import Form
from markupsafe import Markup

from oneplan.definitions.source_words import title_of
from oneplan.partnership.people.models import LinkDecision
from oneplan.partnership.people.operations import Candidate, Compared, Link, LinkQueue
from oneplan.partnership.people.operations.links import RecordAsGiven
from oneplan.partnership.people.rules import LinkState, LinkVerdict
from oneplan.web.charts.waterfall import Step, Waterfall, waterfall
from oneplan.web.words import long_date, long_datetime

#: As many pairs as a person looks through at once; the likeliest come first.
MOST_LISTED = 50
STANDINGS = {
    "held": "May be of somebody restricted",
    "many": "Could be several people",
    "potential_match": "Potential match",
    "low_confidence": "Low confidence",
    "joined": "Joined; the weakest link between this child’s records",
    "decided": "Decided",
}
VERDICTS = {
    LinkVerdict.SAME: "One person",
    LinkVerdict.NOT_SAME: "Two people",
    LinkVerdict.CANNOT_SAY: "Could not say",
}
_STATES = {
    LinkState.LEFT_OPEN: "Still open, for somebody else to look at.",
    LinkState.WAITS: "Waits for a second person. Nothing is joined until then.",
    LinkState.TURNED_DOWN: "A second person did not agree, so nothing follows from it.",
    LinkState.STANDS: "Honoured by the next refresh and every one after it.",
    LinkState.UNDONE: "Taken back. The next refresh goes by the records again.",
}
_PARTS = {
    "given_name": "Given name",
    "birth_date": "Birth date",
    "family_and_home": "Family name and home",
    "sex": "Sex",
}
_SEXES = {"M": "Male", "F": "Female"}


@dataclass(frozen=True)
class PairLine:
    """One pair of the queue. It names nobody."""

    candidate_id: str
    title: str
    standing: str
    note: str


@dataclass(frozen=True)
class DecisionLine:
    """One decision: what, by whom, why, and how it stands."""

    candidate_id: str
    verdict: str
    who: str
    reason: str
    state: str
    more: tuple[str, ...]


@dataclass(frozen=True)
class LinksPage:
    """The queue: what waits for a second person first, then what may be of somebody restricted, then the rest."""

    waiting: tuple[DecisionLine, ...]
    held: tuple[PairLine, ...]
    uncertain: tuple[PairLine, ...]
    decided: tuple[DecisionLine, ...]
    not_listed: str


@dataclass(frozen=True)
class Row:
    """One particular in both records, and whether they give it alike."""

    label: str
    left: str
    right: str
    says: str


@dataclass(frozen=True)
class WeightRow:
    """One part of the match weight: what was compared, what was found, and what it adds."""

    part: str
    found: str
    adds: str


@dataclass(frozen=True)
class Weights:
    """The match weight as a picture, its table and a sentence."""

    picture: Markup
    rows: tuple[WeightRow, ...]
    sentence: str


@dataclass(frozen=True)
class LinkPage:
    """Two records side by side, what speaks for and against, what was decided, and the form for what comes next."""

    candidate_id: str
    heading: str
    standing: str
    left: str
    right: str
    rows: tuple[Row, ...]
    why: tuple[str, ...]
    weights: Weights | None
    decisions: tuple[DecisionLine, ...]
    form: Form
    asks: str  # decide, second, undo or nothing
    may_undo: bool
    needs_second: bool


def links_page(queue: LinkQueue) -> LinksPage:
    """The queue in words."""
    more = len(queue.uncertain) - MOST_LISTED
    return LinksPage(
        waiting=tuple(decision_line(one) for one in queue.waiting),
        held=tuple(pair_line(one, one.candidate_id in queue.left_open) for one in queue.held),
        uncertain=tuple(pair_line(one, one.candidate_id in queue.left_open) for one in queue.uncertain[:MOST_LISTED]),
        decided=tuple(decision_line(one) for one in queue.decided),
        not_listed=f"{more:,} more are not listed yet. They follow as these are decided." if more > 0 else "",
    )


def pair_line(one: Candidate, is_left_open: bool = False) -> PairLine:
    """One pair by where its records came from."""
    left, right = title_of(one.source_l), title_of(one.source_r)
    title = f"Two records from {left}" if left == right else f"{left} and {right}"
    note = "Somebody looked and could not say." if is_left_open else ""
    return PairLine(one.candidate_id, title, STANDINGS[one.standing], note)


def decision_line(one: LinkDecision) -> DecisionLine:
    """One decision with what came after it."""
    more = []
    if second := getattr(one, "second", None):
        said = "agreed" if second.agrees else "did not agree"
        more.append(f"{second.by.name} {said} on {long_datetime(second.at)}: {second.reason}")
    if undoing := getattr(one, "undoing", None):
        more.append(f"{undoing.by.name} took it back on {long_datetime(undoing.at)}: {undoing.reason}")
    return DecisionLine(
        candidate_id=one.candidate_id,
        verdict=VERDICTS[LinkVerdict(one.verdict)],
        who=f"{one.by.name}, {long_datetime(one.at)}",
        reason=one.reason,
        state=_STATES[one.state],
        more=tuple(more),
    )


def asks_of(link: Link) -> str:
    """What the page asks of this viewer: to decide, to be the second person, to take back, or nothing."""
    standing = link.standing
    if standing is None:
        return "decide" if link.compared else "nothing"
    if standing.state is LinkState.WAITS and standing.by_id != link.viewer_id:
        return "second"
    return "undo"


def link_page(link: Link, form: Form) -> LinkPage:
    """One pair in words."""
    found = link.compared
    asks = asks_of(link)
    return LinkPage(
        candidate_id=link.candidate_id,
        heading="Are these two records of one person?" if asks == "decide" else "Two records that were looked at",
        standing=STANDINGS[found.candidate.standing] if found else "One of these records is not there any more",
        left=title_of(found.left.source) if found else "",
        right=title_of(found.right.source) if found else "",
        rows=_rows(found.left, found.right) if found else (),
        why=_why(found) if found else (),
        weights=_weights(found) if found else None,
        decisions=tuple(decision_line(one) for one in link.decisions),
        form=form,
        asks=asks,
        may_undo=link.standing is not None,
        needs_second=link.needs_second,
    )


def _rows(left: RecordAsGiven, right: RecordAsGiven) -> tuple[Row, ...]:
    """Every particular that either gives, as given. One that neither gives is left out."""
    pairs = [
        ("Given name", left.given_name, right.given_name),
        ("Family name", left.family_name, right.family_name),
        ("Known as", left.known_as, right.known_as),
        ("Former family name", left.former_family_name, right.former_family_name),
        ("Birth date", _day(left.birth_date), _day(right.birth_date)),
        ("Sex", _SEXES.get(left.sex or ""), _SEXES.get(right.sex or "")),
        ("Address", left.address, right.address),
        ("Postcode", left.postcode, right.postcode),
        ("NHS number", left.nhs_number, right.nhs_number),
        ("Pupil number", left.upn, right.upn),
        ("Former pupil number", left.former_upn, right.former_upn),
        ("Council’s child number", left.la_child_id, right.la_child_id),
        ("Held as", _held_as(left), _held_as(right)),
        ("Seen by the agency", _day(left.seen_on), _day(right.seen_on)),
    ]
    return tuple(
        Row(label, one or "Not given", other or "Not given", _says(one, other))
        for label, one, other in pairs
        if one or other
    )


def _says(one: str | None, other: str | None) -> str:
    if not one or not other:
        return "Only one gives it"
    return "The same" if one.casefold() == other.casefold() else "Different"


def _day(day: object) -> str | None:
    return long_date(day) if day else None  # type: ignore[arg-type]


def _held_as(record: RecordAsGiven) -> str | None:
    return None if record.is_child is None else "A child" if record.is_child else "An adult"


def _why(found: Compared) -> tuple[str, ...]:
    """What put the pair before a person."""
    words = []
    if found.candidate.standing == "held":
        words.append(
            "The record on the right may be of a restricted person. It is in nobody’s record until this is decided."
        )
    if found.rule:
        words.append(f"What they share: {found.rule}.")
    if found.reason:
        words.append(f"Kept apart because of this: {found.reason}.")
    if found.candidate.standing == "many":
        words.append("One of them could be of more than one person.")
    return tuple(words)


def _weights(found: Compared) -> Weights | None:
    """The match weight, from what any two records start with, part by part. None where no model weighed the pair."""
    total = found.candidate.match_weight
    if total is None or not found.parts or found.match_probability is None:
        return None
    start = total - sum(part.weight for part in found.parts)
    steps = [Step("Any two records", start, _signed(start))]
    steps += [Step(f"{_PARTS[one.name]}: {one.found}", one.weight, _signed(one.weight)) for one in found.parts]
    sentence = _sentence(found)
    picture = waterfall(
        Waterfall(
            name="weights",
            title="What speaks for and against one person",
            description=sentence + " The table below says the same.",
            steps=tuple(steps),
            sum_label="Together",
            sum_words=_signed(total),
        )
    )
    rows = [WeightRow("Any two records", "before anything is compared", _signed(start))]
    rows += [WeightRow(_PARTS[one.name], one.found, _signed(one.weight)) for one in found.parts]
    rows.append(WeightRow("Together", "", _signed(total)))
    return Weights(picture, tuple(rows), sentence)


def _sentence(found: Compared) -> str:
    strongest = max(found.parts, key=lambda one: one.weight)
    weakest = min(found.parts, key=lambda one: one.weight)
    words = (
        f"Most speaks for one person: {strongest.found}." if strongest.weight > 0 else "Nothing speaks for one person."
    )
    if weakest.weight < 0:
        words += f" Most speaks against it: {weakest.found}."
    share = _of_a_hundred(found.match_probability or 0)
    return f"{words} By the model, about {share} of 100 such pairs are of one person."


def _of_a_hundred(probability: float) -> str:
    rounded = round(probability * 100)
    return "more than 99" if rounded >= 100 else "fewer than 1" if rounded < 1 else str(rounded)


def _signed(weight: float) -> str:
    return f"{'+' if weight >= 0 else '−'}{abs(weight):.1f}"


def lines_of(found: Sequence[Candidate]) -> tuple[PairLine, ...]:
    """Pairs as they are listed on a person's page."""
    return tuple(pair_line(one) for one in found)
