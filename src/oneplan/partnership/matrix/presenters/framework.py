"""What the pages of the agreed framework say: each factor, what counts as evidence of it, and what nobody records."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from oneplan.definitions.factor import Factor, Grade
from oneplan.definitions.factor_sentences import NO_EVIDENCE, ONLY_PLACES, rule_in_words
from oneplan.definitions.framework import FactorGroup, Framework
from oneplan.partnership.matrix.queries import Comparison, FrameworkRead
from oneplan.vocabulary.knowledge import FactorKind
from oneplan.web.words import long_date


@dataclass(frozen=True)
class FactorWords:
    """One factor, in full."""

    id: str
    heading: str
    term: str
    plain: tuple[tuple[str, str], ...]
    counts: tuple[str, ...]
    instead: str
    national: str
    recheck: str
    reason: str
    sources: tuple[str, ...]
    answers: str


@dataclass(frozen=True)
class GroupSection:
    """A heading of the framework and its factors."""

    id: str
    kind: str
    heading: str
    factors: tuple[FactorWords, ...]


@dataclass(frozen=True)
class Gap:
    """Factors of which the same is not known, and why."""

    heading: str
    words: str
    factors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class VersionLine:
    """A version there is, and the address of what it changed."""

    version: int
    words: str
    changed: str
    compared_with: int | None


@dataclass(frozen=True)
class FrameworkPage:
    """The framework."""

    name: str
    version: int
    in_use: str
    partnership: str
    adopted: str
    source: str
    note: str
    groups: tuple[GroupSection, ...]
    gaps: tuple[Gap, ...]
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True)
class Change:
    """What is new or gone, and for which factors."""

    words: str
    factors: tuple[str, ...]


@dataclass(frozen=True)
class ComparisonPage:
    """What one version changed."""

    name: str
    earlier: int
    later: int
    changed: str
    sections: tuple[tuple[str, tuple[Change, ...]], ...]


_KINDS = {
    FactorKind.CAUSE: "Causes",
    FactorKind.SYMPTOM: "Symptoms",
    FactorKind.STRENGTH: "Strengths",
    FactorKind.OUTCOME: "Outcomes",
}
_NATIONAL = {
    Grade.DIRECT: "National returns show it directly.",
    Grade.PARTIAL: "National returns show it in part.",
    Grade.NONE: "No national return shows it.",
}


def framework_page(found: FrameworkRead) -> FrameworkPage:
    """A version of the framework in full."""
    framework = found.framework
    return FrameworkPage(
        name=framework.name,
        version=framework.version,
        in_use=_in_use(found),
        partnership=framework.partnership,
        adopted=adoption_words(framework),
        source=framework.source,
        note=framework.note,
        groups=tuple(_group(group) for group in framework.groups),
        gaps=tuple(gap for gap in _gaps(framework) if gap.factors),
        versions=_versions(found.versions),
    )


def adoption_words(framework: Framework) -> str:
    """Which meeting adopted a version, or that none has yet."""
    if framework.meeting is None:
        return f"{framework.adopted}. No meeting is recorded that adopted this version"
    return f"{framework.adopted}. Adopted by {framework.meeting.body} on {long_date(framework.meeting.on)}"


def comparison_page(found: Comparison) -> ComparisonPage:
    """What the later version changed, each change once with the factors it is about."""
    before = {factor.id: factor for factor in found.earlier.factors}
    after = {factor.id: factor for factor in found.later.factors}
    new = [factor.heading for factor in found.later.factors if factor.id not in before]
    gone = [factor.heading for factor in found.earlier.factors if factor.id not in after]
    both = [(before[name], factor) for name, factor in after.items() if name in before]
    sections = (
        ("New factors", tuple(Change(heading, ()) for heading in new)),
        ("Factors no longer looked for", tuple(Change(heading, ()) for heading in gone)),
        ("Counts now, and did not before", _rules_gained(both)),
        ("Counted before, and does not now", _rules_gained([(now, then) for then, now in both])),
        ("Said in other words", tuple(Change(now.heading, ()) for then, now in both if _words(then) != _words(now))),
    )
    return ComparisonPage(
        name=found.later.name,
        earlier=found.earlier.version,
        later=found.later.version,
        changed=found.later.changed,
        sections=tuple((heading, changes) for heading, changes in sections if changes),
    )


def _in_use(found: FrameworkRead) -> str:
    since = long_date(found.framework.since)
    return f"In use since {since}" if found.is_in_use else f"Not in use today. Dated {since}"


def _group(group: FactorGroup) -> GroupSection:
    kind = _KINDS[group.factors[0].kind]
    return GroupSection(group.group, kind, group.heading, tuple(_factor(factor) for factor in group.factors))


def _factor(factor: Factor) -> FactorWords:
    words = factor.plain_words
    nothing = ONLY_PLACES if factor.kind is FactorKind.OUTCOME else NO_EVIDENCE
    return FactorWords(
        id=factor.id.replace("_", "-"),
        heading=factor.heading,
        term=factor.label if factor.label != factor.heading else "",
        plain=(
            ("For professionals", words.professionals),
            ("For families", words.families),
            ("For young people", words.young_people),
        ),
        counts=tuple(rule_in_words(rule) for rule in factor.evidence),
        instead="" if factor.evidence else nothing,
        national=f"{_NATIONAL[factor.statutory_source.grade]} {factor.statutory_source.note}",
        recheck=factor.recheck,
        reason=factor.reason,
        sources=factor.sources,
        answers=f"{factor.owner}. Version {factor.version}, since {long_date(factor.since)}",
    )


def _gaps(framework: Framework) -> tuple[Gap, ...]:
    shown = [factor for factor in framework.factors if factor.kind is not FactorKind.OUTCOME]
    unsent = [factor for factor in shown if not factor.is_in_agencies_data]
    local = [factor for factor in shown if factor.is_in_agencies_data and factor.statutory_source.grade is Grade.NONE]
    return (
        Gap("What no agency sends", NO_EVIDENCE, _linked(unsent)),
        Gap(
            "What no national return records",
            "Only what local agencies agreed to write down can show these, and only where somebody asked. "
            "Nothing recorded does not mean that it is not so.",
            _linked(local),
        ),
    )


def _linked(factors: list[Factor]) -> tuple[tuple[str, str], ...]:
    return tuple((factor.id.replace("_", "-"), factor.heading) for factor in factors)


def _versions(versions: tuple[Framework, ...]) -> tuple[VersionLine, ...]:
    before = (None, *(one.version for one in versions))
    return tuple(
        VersionLine(one.version, f"{long_date(one.since)}. {adoption_words(one)}", one.changed, earlier)
        for one, earlier in zip(versions, before, strict=False)
    )


def _rules_gained(pairs: list[tuple[Factor, Factor]]) -> tuple[Change, ...]:
    """The rules that the second of each pair has and the first has not, each once."""
    gained: dict[str, list[str]] = defaultdict(list)
    for first, second in pairs:
        had = {rule_in_words(rule) for rule in first.evidence}
        for words in dict.fromkeys(rule_in_words(rule) for rule in second.evidence):
            if words not in had:
                gained[words].append(second.heading)
    return tuple(Change(words[:1].upper() + words[1:], tuple(headings)) for words, headings in gained.items())


def _words(factor: Factor) -> tuple[object, ...]:
    return (factor.heading, factor.label, factor.plain_words, factor.recheck)
