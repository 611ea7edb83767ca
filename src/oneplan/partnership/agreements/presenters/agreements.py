"""What the pages about agreements, purposes and the sharing policy say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import Form

from oneplan.definitions.agreement import Agreement, Signature
from oneplan.definitions.sharing_policy import SharingPolicy, SharingRule, Tier
from oneplan.definitions.source_words import title_of
from oneplan.partnership.agreements.models import AgreementDecision, Purpose
from oneplan.partnership.agreements.queries import AgreementRead
from oneplan.partnership.agreements.rules import Standing
from oneplan.web.words import long_date, long_datetime

KINDS = {
    "council": "the council",
    "schools": "schools",
    "health": "health services",
    "police": "the police",
    "voluntary": "voluntary organisations",
}
TIERS = {
    Tier.NOTHING: ("Nothing", "Not even that an agency is involved."),
    Tier.WHO: ("Who is involved", "That an agency works with the child, and how to ring."),
    Tier.HEADLINE: ("Headlines", "That something was recorded, by whom and when, but not what was said."),
    Tier.PLAN: ("The shared plan", "The family’s one plan, and its reviews."),
    Tier.DETAIL: ("Detail", "What was recorded, in full. Others ask those who recorded it."),
}
_STANDINGS = {
    Standing.IN_FORCE: "Brought into force",
    Standing.SUSPENDED: "Suspended",
    Standing.ENDED: "Ended",
}


@dataclass(frozen=True)
class AgreementLine:
    """One agreement in the list."""

    id: str
    version: int
    title: str
    what: str
    state: str
    is_in_force: bool
    review: str


@dataclass(frozen=True)
class PurposeLine:
    """One purpose: why somebody looks, and what in law allows it."""

    label: str
    plain_words: str
    lawful_basis: str


@dataclass(frozen=True)
class AgreementsPage:
    """Every agreement, and every purpose that is on offer."""

    agreements: tuple[AgreementLine, ...]
    purposes: tuple[PurposeLine, ...]


@dataclass(frozen=True)
class RiskLine:
    """One risk of the assessment."""

    risk: str
    what_we_do: str
    what_is_left: str


@dataclass(frozen=True)
class AgreementPage:
    """One agreement in plain words, with its assessment and what was decided."""

    id: str
    version: int
    title: str
    state: str
    is_in_force: bool
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    assessment: str
    assessment_rows: tuple[tuple[str, str], ...]
    risks: tuple[RiskLine, ...]
    decisions: tuple[str, ...]
    form: Form | None


@dataclass(frozen=True)
class TierLine:
    """One tier of sharing and what it means."""

    name: str
    means: str


@dataclass(frozen=True)
class RuleLine:
    """One rule of the policy."""

    says: str
    sources: str
    to: str
    tier: str


@dataclass(frozen=True)
class SharingPage:
    """The sharing policy in plain words."""

    title: str
    reason: str
    tiers: tuple[TierLine, ...]
    rules: tuple[RuleLine, ...]
    otherwise: str
    plan: str
    signed: tuple[str, ...]
    review: str
    not_shared: tuple[str, ...]


def agreements_page(found: Sequence[AgreementRead], purposes: Sequence[Purpose], today: date) -> AgreementsPage:
    """The list."""
    return AgreementsPage(
        tuple(_line(one, today) for one in found),
        tuple(PurposeLine(one.label, one.plain_words, one.lawful_basis) for one in purposes),
    )


def agreement_page(found: AgreementRead, form: Form | None, today: date) -> AgreementPage:
    """One agreement. `form` is for those who may decide, where anything may be decided."""
    one, assessment = found.agreement, found.assessment
    return AgreementPage(
        id=one.id,
        version=one.version,
        title=one.title,
        state=_state(found, today),
        is_in_force=found.is_in_force,
        rows=_rows(one),
        assessment=assessment.title,
        assessment_rows=(
            ("What it is about", assessment.about),
            ("Done", f"{long_date(assessment.done_on)}, by {assessment.owner}"),
            (f"Advice of the {assessment.advice_of[0].lower()}{assessment.advice_of[1:]}", assessment.advice),
            ("Review", _review(assessment.review_on, today)),
        ),
        risks=tuple(RiskLine(risk.risk, risk.what_we_do, risk.what_is_left) for risk in assessment.risks),
        decisions=tuple(_decision(one) for one in reversed(found.decisions)),
        form=form,
    )


def sharing_page(policy: SharingPolicy | None, not_shared: Sequence[str], today: date) -> SharingPage | None:
    """The policy in force; None where there is none, and then nothing is shared."""
    if policy is None:
        return None
    return SharingPage(
        title=policy.title,
        reason=policy.reason,
        tiers=tuple(TierLine(*TIERS[tier]) for tier in Tier),
        rules=tuple(_rule(rule) for rule in policy.rules),
        otherwise=f"What no rule speaks of: {TIERS[policy.otherwise][0].lower()}.",
        plan=f"A family’s shared plan is read by {in_a_row([KINDS[kind] for kind in policy.plan_shared_with])}.",
        signed=tuple(_signature(one) for one in policy.signed),
        review=f"Version {policy.version}, from {long_date(policy.from_on)}. {_review(policy.review_on, today)}.",
        not_shared=tuple(not_shared),
    )


def _line(found: AgreementRead, today: date) -> AgreementLine:
    one = found.agreement
    return AgreementLine(
        one.id, one.version, one.title, one.what, _state(found, today), found.is_in_force, _review(one.review_on, today)
    )


def _state(found: AgreementRead, today: date) -> str:
    if found.is_in_force:
        return "In force"
    if found.standing is Standing.IN_FORCE:
        return "Not in force: outside its dates"
    if found.standing is None:
        return "Not in force: nobody has brought it into force"
    return f"Not in force: {_STANDINGS[found.standing].lower()}"


def _rows(one: Agreement) -> tuple[tuple[str, tuple[str, ...]], ...]:
    ends = f"until {long_date(one.ends_on)}" if one.ends_on else "until somebody ends it"
    return (
        ("What is shared", (one.what,)),
        ("Why", (one.reason,)),
        ("With whom", (in_a_row([KINDS[kind] for kind in one.shared_with]).capitalize(),)),
        ("From which data", tuple(title_of(source) for source in one.sources)),
        ("What in law allows it", (one.lawful_basis.article_6, one.lawful_basis.article_9, *one.lawful_basis.duties)),
        ("Consent", (one.lawful_basis.consent,)),
        ("How long it is kept", (one.retention,)),
        ("From when", (f"{long_date(one.starts_on)}, {ends}",)),
        ("Signed", tuple(_signature(signed) for signed in one.signed)),
        ("Who looks after it", (one.owner,)),
    )


def _rule(rule: SharingRule) -> RuleLine:
    return RuleLine(
        rule.says,
        in_a_row([title_of(source) for source in rule.sources]),
        in_a_row([KINDS[kind] for kind in rule.to]).capitalize(),
        TIERS[rule.tier][0],
    )


def _decision(one: AgreementDecision) -> str:
    who = one.by.name if one.by else "whoever set this up"
    return f"{_STANDINGS[Standing(one.standing)]} on {long_datetime(one.at)} by {who}. {one.reason}"


def _signature(one: Signature) -> str:
    return f"{one.post}, {one.organisation}, {long_date(one.signed_on)}"


def _review(on: date, today: date) -> str:
    return f"Review was due on {long_date(on)}" if on < today else f"Review by {long_date(on)}"


def in_a_row(words: Sequence[str]) -> str:
    """Words as a sentence lists them."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
