"""What the notice for families says: made from what is in force on the day, in plain words, and naming nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oneplan.definitions.agreement import Agreement
from oneplan.definitions.field_register import Activity, FieldRegister, field_register
from oneplan.partnership.agreements.models import Purpose
from oneplan.partnership.agreements.presenters.agreements import (
    KINDS,
    TIERS,
    PurposeLine,
    RiskLine,
    TierLine,
    in_a_row,
)
from oneplan.partnership.agreements.queries import NoticeRead
from oneplan.web.words import long_date

#: Where nobody has said how to reach the partnership, somebody who works with the family can.
ASK_A_WORKER = (
    "Ask anybody who works with you: they can pass it on to the partnership’s information-governance officer for you."
)


@dataclass(frozen=True)
class Shared:
    """What one agency shares, in rows."""

    title: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class SharingRuleLine:
    """One rule of the policy, and how far it goes."""

    says: str
    tier: str


@dataclass(frozen=True)
class NoticePage:
    """The notice. `rules` are empty where no policy is in force, and then nothing is seen by others."""

    partnership: str
    on: str
    shared: tuple[Shared, ...]
    not_shared: tuple[str, ...]
    written_here: tuple[Shared, ...]
    purposes: tuple[PurposeLine, ...]
    tiers: tuple[TierLine, ...]
    rules: tuple[SharingRuleLine, ...]
    otherwise: str
    risks: tuple[RiskLine, ...]
    officers: tuple[str, ...]
    contact: str


def notice_page(found: NoticeRead, partnership: str, contact: str, today: date) -> NoticePage:
    """The notice as it is true today."""
    policy, register = found.policy, field_register()
    return NoticePage(
        partnership=partnership,
        on=long_date(today),
        shared=tuple(_shared(one, found.purposes) for one in found.in_force),
        not_shared=tuple(found.not_in_force),
        written_here=tuple(
            _written_here(register, code, one)
            for code, one in register.activities.items()
            if set(one.whose) != {"staff"}
        ),
        purposes=tuple(PurposeLine(one.label, one.plain_words, one.lawful_basis) for one in found.purposes),
        tiers=tuple(TierLine(*means) for means in TIERS.values()) if policy else (),
        rules=tuple(SharingRuleLine(rule.says, TIERS[rule.tier][0]) for rule in policy.rules) if policy else (),
        otherwise=_otherwise(found),
        risks=tuple(
            RiskLine(risk.risk, risk.what_we_do, risk.what_is_left) for one in found.assessments for risk in one.risks
        ),
        officers=tuple(one.advice_of for one in found.assessments),
        contact=contact or ASK_A_WORKER,
    )


def _shared(one: Agreement, purposes: Sequence[Purpose]) -> Shared:
    law = one.lawful_basis
    return Shared(
        one.title,
        (
            ("What", (one.what,)),
            ("From whom", (one.owner,)),
            ("Why", (one.reason,)),
            ("Who may see it", (f"{in_a_row([KINDS[kind] for kind in one.shared_with]).capitalize()}.",)),
            ("Only when they say", tuple(each.label for each in purposes if each.code in one.purposes)),
            ("How long it is kept", (one.retention,)),
            ("Consent", (law.consent,)),
            ("What in law allows it", (law.article_6, law.article_9, *law.duties)),
        ),
    )


def _written_here(register: FieldRegister, code: str, one: Activity) -> Shared:
    rules = dict.fromkeys(entry.retention for entry in register.fields_of(code).values())
    return Shared(
        one.title,
        (
            ("Why", (one.purpose,)),
            ("Who may see it", (one.seen_by,)),
            ("What you are given if you ask", (one.on_request,)),
            ("How long it is kept", tuple(f"{_capital(register.retention[rule].how_long)}." for rule in rules)),
            ("What in law allows it", (one.lawful_basis,)),
        ),
    )


def _otherwise(found: NoticeRead) -> str:
    if found.policy is None:
        return "No sharing policy is in force today, so no agency sees what another holds."
    plan = in_a_row([KINDS[kind] for kind in found.policy.plan_shared_with])
    return (
        f"What no rule speaks of: {TIERS[found.policy.otherwise][0].lower()}. "
        f"A family’s shared plan is read by {plan}. Every agency sees in full what it sent itself."
    )


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
