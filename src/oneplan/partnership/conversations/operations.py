"""Showing reasons to talk, answering them, taking rules back. Each look is written down before anything is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail

from oneplan.definitions.disclosure_rule import DisclosureRule, read_disclosure_rule
from oneplan.engine.disclosure.prompts import Came, Outcome, what_came_of
from oneplan.engine.prompts.reading import (
    children_prompted,
    facts_sent,
    people_in,
    prompts_for,
    prompts_for_duty,
    prompts_of,
)
from oneplan.engine.sources.submissions import submissions
from oneplan.engine.store.home import DataHome
from oneplan.partnership.agreements.queries import reach_of
from oneplan.partnership.agreements.rules import Reach
from oneplan.partnership.audit import operations as audit
from oneplan.partnership.audit.rules import Action, Actor
from oneplan.partnership.conversations.models import (
    DigestSent,
    PromptDecision,
    PromptShowing,
    RuleWithdrawal,
    ShownFact,
)
from oneplan.partnership.conversations.permissions import may_be_prompted, may_keep_rules, may_recall
from oneplan.partnership.conversations.queries import (
    OpenPrompt,
    Recall,
    RuleEntry,
    answers_to,
    decisions_about,
    in_reach,
    last_spoken_with_families,
    open_among,
    recall_of_facts,
    recall_of_rule,
    rule_entry,
    shown_today,
    written_to,
)
from oneplan.partnership.conversations.rules import (
    DIGEST_SUBJECT,
    DIGEST_WORDS,
    Answer,
    Help,
    longest_since_spoken,
    problem_with,
    todays,
)
from oneplan.partnership.organisations.queries import people_at_work, viewer_by_id
from oneplan.partnership.organisations.rules import DUTY_DESK, Viewer
from oneplan.partnership.people.operations import (
    ChildRecord,
    Particulars,
    look_at_record,
    may_open_today,
    name_children,
)
from oneplan.partnership.people.queries import snapshots_in
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import PersonId

__all__ = [
    "Came",
    "ChildReasons",
    "Particulars",
    "RuleReport",
    "Todays",
    "decide",
    "digests_due",
    "look_at_reasons",
    "look_at_todays",
    "read_rule_report",
    "recall",
    "send_digest",
    "withdraw_rule",
]

#: Why a name is shown in the day's list: the reason is the work itself, and no form asks for it.
PURPOSE = "working-with-the-family"


@dataclass(frozen=True)
class ChildReasons:
    """The open reasons to talk about a child whose record is open, and what was decided before."""

    record: ChildRecord
    open: tuple[OpenPrompt, ...]
    decided: Sequence[PromptDecision]


@dataclass(frozen=True)
class Todays:
    """What one worker is asked to talk about today, and whether others wait for another day."""

    open: tuple[OpenPrompt, ...]
    names: Mapping[PersonId, Particulars]
    others_wait: bool


@audit.audited()
def look_at_reasons(*, by: Viewer, person_id: PersonId, at: datetime) -> ChildReasons:
    """Why a written rule says that it is worth talking about a child whose record the viewer has open.

    Raises `NotAllowed` as `people.operations.look_at_record` does.
    """
    record = look_at_record(by=by, person_id=person_id, at=at)
    found = _open_about(person_id, record.reach, at)
    _keep_showings(by, found, at)
    return ChildReasons(record, tuple(found), decisions_about(person_id))


@audit.audited()
def look_at_todays(*, by: Viewer, at: datetime) -> Todays:
    """What the viewer's team is asked to talk about: what was shown today, and new ones as far as a day has room.

    First come those with whose family nobody has spoken for longest, and of these the newest change.
    Only children whose record the viewer may open are named or counted. Raises `NotAllowed` for those who do not
    work with families.
    """
    if not may_be_prompted(by):
        raise NotAllowed("Reasons to talk go to people who work with children and families.")
    waiting = _waiting_for(by, at)
    spoken = last_spoken_with_families(by, {one.prompt.person_id for one in waiting}, at.date())
    waiting = longest_since_spoken((spoken.get(one.prompt.person_id), one) for one in waiting)
    chosen = todays([(one.prompt.prompt_id, one) for one in waiting], shown_today(by, at))
    names = name_children(by=by, people=[one.prompt.person_id for one in chosen], purpose=PURPOSE, at=at)
    shown = [one for one in chosen if one.prompt.person_id in names]
    _keep_showings(by, shown, at)
    return Todays(tuple(shown), names, others_wait=len(waiting) > len(chosen))


@audit.audited()
def decide(
    *,
    by: Viewer,
    person_id: PersonId,
    prompt_id: str,
    answer: Answer,
    reason: str,
    helped: Help | None,
    at: datetime,
) -> None:
    """Close a reason to talk with what was decided, why, by whom and when.

    Raises `NotAllowed` where the child's record is not open or there is no such open reason, and `ValueError`, in words
    for the person, when the answer may not stand.
    """
    reach = look_at_record(by=by, person_id=person_id, at=at).reach
    asked = next((one.prompt for one in _open_about(person_id, reach, at) if one.prompt.prompt_id == prompt_id), None)
    if asked is None:
        raise NotAllowed("This is not an open reason to talk.")
    if problem := problem_with(answer, reason, helped):
        raise ValueError(problem)
    decision = PromptDecision.objects.create(
        prompt_id=prompt_id,
        rule_id=asked.rule_id,
        rule_version=asked.rule_version,
        person_id=person_id,
        answer=answer,
        reason=reason.strip(),
        helped=helped or "",
        by_id=by.user_id,
        at=at,
    )
    audit.record(
        by=by, action=Action.DECIDED, people=[person_id], about=f"decision {decision.pk}: {asked.rule_id}, {answer}"
    )


@audit.audited()
def withdraw_rule(*, by: Viewer, rule_id: str, reason: str, at: datetime) -> None:
    """Take back the version of a rule that is in the register: from now on it is shown to nobody.

    Raises `NotAllowed` for others than the register's keepers, for a rule that does not exist, and for one that was
    taken back before.
    """
    entry = rule_entry(by, rule_id)
    if not may_keep_rules(by) or entry is None or entry.withdrawal is not None:
        raise NotAllowed("This rule cannot be taken back.")
    RuleWithdrawal.objects.create(
        rule_id=rule_id, rule_version=entry.rule.version, reason=reason.strip(), by_id=by.user_id, at=at
    )
    audit.record(by=by, action=Action.WITHDREW_RULE, about=f"{rule_id}, version {entry.rule.version}")


def digests_due(at: datetime) -> list[tuple[int, str]]:
    """The account and address of everybody for whom an open reason to talk waits that they may open, not told today."""
    told = written_to(at.date())
    return [one for one in people_at_work(at.date()) if one[0] not in told and _has_waiting(one[0], at)]


@audit.audited()
def send_digest(*, by: Actor, to: int, address: str, at: datetime) -> None:
    """Write to somebody that something waits, and neither about whom, nor what, nor how much. Once a day.

    Nothing is kept when the mail cannot be sent, so that it is tried again.
    """
    DigestSent.objects.create(to_id=to, on=at.date())
    audit.record(by=by, action=Action.SENT_DIGEST, about=f"to user {to}")
    send_mail(DIGEST_SUBJECT, DIGEST_WORDS, None, [address])


def _has_waiting(user_id: int, at: datetime) -> bool:
    viewer = viewer_by_id(user_id, at.date())
    if not may_be_prompted(viewer):
        return False
    waiting = {one.prompt.person_id for one in _waiting_for(viewer, at)}
    return any(may_open_today(by=viewer, person_id=one, today=at.date()) for one in waiting)


def _open_about(person_id: PersonId, reach: Reach, at: datetime) -> list[OpenPrompt]:
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        proposed = prompts_of(record, person_id)
    return open_among(in_reach(proposed, reach), at)


def _waiting_for(by: Viewer, at: datetime) -> list[OpenPrompt]:
    """Open ones that go to the viewer's teams; to the duty desk go those about children with whom nobody works."""
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        proposed = [*prompts_for(record, by.organisation_codes, by.team_codes)]
        if DUTY_DESK in by.team_codes:
            proposed += prompts_for_duty(record)
    return open_among(in_reach(proposed, reach_of(by, at.date(), PURPOSE)), at)


def _keep_showings(by: Viewer, shown: Iterable[OpenPrompt], at: datetime) -> None:
    """Once a day for each viewer: enough to say later who was shown what, and on which facts."""
    for one in shown:
        prompt = one.prompt
        showing, is_new = PromptShowing.objects.get_or_create(
            prompt_id=prompt.prompt_id,
            to_id=by.user_id,
            on=at.date(),
            defaults={
                "rule_id": prompt.rule_id,
                "rule_version": prompt.rule_version,
                "person_id": prompt.person_id,
            },
        )
        if is_new:
            ShownFact.objects.bulk_create(
                ShownFact(showing=showing, source=fact.source, fact_id=fact.fact_id) for fact in prompt.facts
            )


@dataclass(frozen=True)
class RuleReport:
    """What came of one rule's reasons to talk, disclosed."""

    entry: RuleEntry
    came: tuple[Came, ...]
    disclosure: DisclosureRule


def read_rule_report(*, by: Viewer, rule_id: str) -> RuleReport:
    """What came of a rule, by groups of children. Raises `NotAllowed` for others than the register's keepers."""
    entry = rule_entry(by, rule_id)
    if not may_keep_rules(by) or entry is None:
        raise NotAllowed("A rule's report is for those who keep the register.")
    disclosure = read_disclosure_rule()
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        people = children_prompted(record, rule_id)
        answers = answers_to(rule_id)
        people |= {prompt_id: PersonId(one.person_id) for prompt_id, one in answers.items()}
        outcomes = [_outcome(person_id, answers.get(prompt_id)) for prompt_id, person_id in people.items()]
        came = what_came_of(record, outcomes, disclosure)
    return RuleReport(entry, came, disclosure)


def _outcome(person_id: PersonId, decision: PromptDecision | None) -> Outcome:
    return Outcome(
        person_id,
        is_talked=decision is not None and decision.answer == Answer.TALKED,
        is_helped=decision is not None and decision.helped == Help.ACCEPTED,
        is_wrong=decision is not None and decision.answer == Answer.WRONG_DATA,
    )


@audit.audited()
def recall(*, by: Viewer, target: str) -> Recall:
    """Every child shown, every viewer and every decision, for a rule (its id) or a submission (`source/id`).

    Raises `NotAllowed` for others than the register's keepers and the command line, and for what does not exist.
    """
    if not may_recall(by):
        raise NotAllowed("Recalling is for those who keep the register.")
    found = _recall_submission(target) if "/" in target else recall_of_rule(target)
    if found is None:
        raise NotAllowed(f"There is no rule and no submission {target}.")
    audit.record(by=by, action=Action.RECALLED, people=found.children, about=target)
    return found


def _recall_submission(target: str) -> Recall | None:
    home = DataHome(settings.ONEPLAN_HOME)
    sent = next((one for one in submissions(home) if f"{one.source}/{one.id}" == target), None)
    if sent is None:
        return None
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        people, facts = people_in(record, sent.folder), facts_sent(record, sent.folder)
    return recall_of_facts(target, people=people, source=sent.source, facts=facts, since=sent.received_on)
