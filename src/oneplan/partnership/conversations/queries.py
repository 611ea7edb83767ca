"""The register of rules, and the reasons to talk that are open: proposed, not decided, and of a rule that runs."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from oneplan.definitions.prompt import PromptRule, read_prompt_rules
from oneplan.engine.people.reading import families_around
from oneplan.engine.prompts.reading import PromptFact, ProposedPrompt
from oneplan.partnership.agreements.rules import Reach
from oneplan.partnership.audit.models import AuditedPerson
from oneplan.partnership.audit.rules import Action
from oneplan.partnership.conversations.models import (
    DigestSent,
    PromptDecision,
    PromptShowing,
    RuleWithdrawal,
    ShownFact,
)
from oneplan.partnership.conversations.rules import Answer, is_quiet
from oneplan.partnership.organisations.rules import Viewer
from oneplan.partnership.people.queries import hidden_from, ids_now, ids_of, snapshots_in
from oneplan.vocabulary.identifiers import PersonId

__all__ = ["OpenPrompt", "PromptFact", "ProposedPrompt", "Recall", "RuleEntry", "Shown"]


@dataclass(frozen=True)
class RuleEntry:
    """A rule of the register, with how it was taken back if it was."""

    rule: PromptRule
    withdrawal: RuleWithdrawal | None


@dataclass(frozen=True)
class OpenPrompt:
    """A reason to talk that nobody has closed, with the rule that made it."""

    prompt: ProposedPrompt
    rule: PromptRule


@dataclass(frozen=True)
class Shown:
    """Somebody was shown something of a child on a day: a rule's reason to talk, or the record."""

    person_id: str
    viewer: str
    organisation: str
    on: date
    what: str


@dataclass(frozen=True)
class Recall:
    """What a withdrawn rule or a bad submission led to, and why it is recalled."""

    target: str
    why: str
    shown: tuple[Shown, ...]
    decisions: tuple[PromptDecision, ...]

    @property
    def children(self) -> tuple[str, ...]:
        """Every child shown or decided about, once, by id."""
        return tuple(sorted({*(one.person_id for one in self.shown), *(one.person_id for one in self.decisions)}))


def register(viewer: Viewer) -> Sequence[RuleEntry]:
    """Every rule, by title; none for those outside the partnership."""
    if not viewer.is_member:
        return []
    withdrawn = {(one.rule_id, one.rule_version): one for one in RuleWithdrawal.objects.select_related("by")}
    rules = sorted(read_prompt_rules().values(), key=lambda rule: rule.title)
    return [RuleEntry(rule, withdrawn.get((rule.id, rule.version))) for rule in rules]


def rule_entry(viewer: Viewer, rule_id: str) -> RuleEntry | None:
    """One rule of the register."""
    return next((entry for entry in register(viewer) if entry.rule.id == rule_id), None)


def in_reach(prompts: Iterable[ProposedPrompt], reach: Reach) -> list[ProposedPrompt]:
    """Those of the reasons to talk all of whose facts the viewer may see: a part of a reason would tell of the rest."""
    return [one for one in prompts if all(_is_in_reach(fact, reach) for fact in one.facts)]


def _is_in_reach(fact: PromptFact, reach: Reach) -> bool:
    if fact.factor_id:
        return reach.shows_fact(fact.source, fact.factor_id, fact.whose)
    return reach.shows_involvement(fact.source)


def open_among(prompts: Iterable[ProposedPrompt], at: datetime) -> list[OpenPrompt]:
    """Those still open at a moment, in the order given.

    A snapshot may be older than a decision, a withdrawal or the last day of a rule: none of those waits for a refresh.
    """
    proposed = list(prompts)
    rules = _rules_that_run(at)
    decided = set(
        PromptDecision.objects.filter(prompt_id__in=[one.prompt_id for one in proposed]).values_list(
            "prompt_id", flat=True
        )
    )
    talked = _last_talked({one.person_id for one in proposed})
    found = []
    for one in proposed:
        rule = rules.get((one.rule_id, one.rule_version))
        if rule is None or one.prompt_id in decided:
            continue
        if not is_quiet(rule.quiet_months, talked.get(one.person_id), at):
            found.append(OpenPrompt(one, rule))
    return found


def decisions_about(person_id: PersonId) -> Sequence[PromptDecision]:
    """What was decided about a child before, newest first. For those who have the record open."""
    return list(PromptDecision.objects.filter(person_id__in=ids_of(person_id)).select_related("by"))


def written_to(day: date) -> set[int]:
    """Ids of those to whom a digest was written on a day."""
    return set(DigestSent.objects.filter(on=day).values_list("to_id", flat=True))


def shown_today(viewer: Viewer, at: datetime) -> set[str]:
    """The reasons to talk that the viewer's list has held today."""
    return set(PromptShowing.objects.filter(to_id=viewer.user_id, on=at.date()).values_list("prompt_id", flat=True))


def answers_to(rule_id: str) -> dict[str, PromptDecision]:
    """Every decision about reasons to talk of a rule, by the prompt's id."""
    return {one.prompt_id: one for one in PromptDecision.objects.filter(rule_id=rule_id)}


def recall_of_rule(rule_id: str) -> Recall | None:
    """Who was shown what by any version of a rule, and what was decided. None where there was never such a rule."""
    showings = PromptShowing.objects.filter(rule_id=rule_id).select_related("to")
    decisions = PromptDecision.objects.filter(rule_id=rule_id).select_related("by")
    if rule_id not in read_prompt_rules() and not showings and not decisions:
        return None
    taken_back = RuleWithdrawal.objects.filter(rule_id=rule_id).order_by("-at").first()
    why = f"The rule was taken back: {taken_back.reason}" if taken_back else "The rule is looked at again."
    return Recall(rule_id, why, tuple(_shown(one) for one in showings), tuple(decisions))


def recall_of_facts(
    target: str, *, people: Collection[str], source: str, facts: Collection[str], since: date
) -> Recall:
    """Who saw anything of people in a submission since it came, and what was decided on its facts."""
    held = ShownFact.objects.filter(source=source, showing__on__gte=since).select_related("showing__to")
    showings = {fact.showing_id: fact.showing for fact in held.iterator() if fact.fact_id in facts}
    prompts = {one.prompt_id for one in showings.values()}
    looks = AuditedPerson.objects.filter(event__action=Action.VIEWED, event__at__date__gte=since).select_related(
        "event"
    )
    seen = [
        Shown(one.person_id, one.event.actor_name, one.event.organisation, timezone.localdate(one.event.at), "record")
        for one in looks.iterator()
        if one.person_id in people
    ]
    decisions = PromptDecision.objects.filter(prompt_id__in=prompts).select_related("by")
    return Recall(
        target,
        "The file that it came from was wrong.",
        (*map(_shown, showings.values()), *dict.fromkeys(seen)),
        tuple(decisions),
    )


def _shown(one: PromptShowing) -> Shown:
    return Shown(one.person_id, one.to.name, "", one.on, f"{one.rule_id}, version {one.rule_version}")


def _rules_that_run(at: datetime) -> dict[tuple[str, int], PromptRule]:
    withdrawn = set(RuleWithdrawal.objects.values_list("rule_id", "rule_version"))
    rules = {(rule.id, rule.version): rule for rule in read_prompt_rules().values()}
    return {key: rule for key, rule in rules.items() if key not in withdrawn and at.date() <= rule.expires_on}


def last_spoken_with_families(viewer: Viewer, people: Collection[PersonId], today: date) -> dict[PersonId, datetime]:
    """When somebody last talked about each of these children, or about one of their family whom the viewer may find."""
    with snapshots_in(settings.ONEPLAN_HOME).open() as record:
        hidden = hidden_from(viewer, record, today)
        around = families_around(record, sorted(people))
    families = {one: ({one} | others) - (hidden - {one}) for one, others in around.items()}
    talked = _last_talked(set[PersonId]().union(*families.values()))
    spoken = {one: [talked[each] for each in family if each in talked] for one, family in families.items()}
    return {one: max(times) for one, times in spoken.items() if times}


def _last_talked(people: set[PersonId]) -> dict[PersonId, datetime]:
    """When somebody last talked about each of these children, also under an id that the child's record continues."""
    ids = ids_now(people)
    talked = PromptDecision.objects.filter(person_id__in=ids, answer=Answer.TALKED.value)
    found: dict[PersonId, datetime] = {}
    for person_id, last in talked.values("person_id").annotate(last=Max("at")).values_list("person_id", "last"):
        one = ids[PersonId(person_id)]
        found[one] = max(last, found.get(one, last))
    return found
