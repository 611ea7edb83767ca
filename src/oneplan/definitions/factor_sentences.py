"""Evidence rules as the sentences people read: the same definition that is computed, in words."""

from collections.abc import Sequence

from oneplan.definitions.factor import EvidenceRule, Factor, Whose
from oneplan.vocabulary.events import EventKind
from oneplan.vocabulary.knowledge import Role

# Who records a kind of event, and how what is recorded is introduced.
_RECORDED = {
    EventKind.ASSESSMENT_FACTOR: ("a social work assessment", "recorded factor"),
    EventKind.PRIMARY_NEED: ("children's social care", "recorded the need"),
    EventKind.DISABILITY: ("children's social care", "recorded a disability"),
    EventKind.CHILD_IN_NEED_PLAN: ("children's social care", "had a child in need plan"),
    EventKind.CHILD_PROTECTION_PLAN: ("a child protection plan", "was in category"),
    EventKind.CARE_EPISODE: ("the looked-after return", "recorded a placement"),
    EventKind.LEGAL_STATUS: ("the looked-after return", "recorded the legal status"),
    EventKind.CARE_ENDED: ("the looked-after return", "recorded that care ended"),
    EventKind.REVIEW_PARTICIPATION: ("a looked-after review", "recorded"),
    EventKind.HEALTH_ASSESSMENT: ("the looked-after return", "recorded"),
    EventKind.CONVICTED: ("the looked-after return", "recorded"),
    EventKind.SUBSTANCE_MISUSE: ("the looked-after return", "recorded"),
    EventKind.CARE_LEAVER_CONTACT: ("the care leavers' return", "recorded"),
    EventKind.CARE_LEAVER_ACTIVITY: ("the care leavers' return", "recorded the activity"),
    EventKind.CARE_LEAVER_ACCOMMODATION: ("the care leavers' return", "recorded"),
    EventKind.MISSING: ("children's social care or the police", "recorded"),
    EventKind.YOUNG_PARENT: ("the looked-after return", "recorded"),
    EventKind.SEN_PROVISION: ("the school census", "recorded special educational provision"),
    EventKind.SEN_NEED: ("the school census", "recorded"),
    EventKind.YOUNG_CARER: ("the school census", "recorded"),
    EventKind.ATTENDANCE: ("the school census", "recorded"),
    EventKind.SUSPENSION: ("a school", "suspended for"),
    EventKind.EXCLUSION: ("a school", "permanently excluded for"),
    EventKind.POLICE_INCIDENT: ("the police", "recorded"),
    EventKind.EARLY_HELP_NEED: ("early help", "recorded"),
    EventKind.HEALTH_FINDING: ("health visiting or school nursing", "recorded"),
    EventKind.YOUTH_JUSTICE_OUTCOME: ("the youth justice service", "recorded"),
    EventKind.YOUTH_JUSTICE_OFFENCE: ("the youth justice service", "recorded an offence of"),
    EventKind.OWN_RECORD: ("somebody who works with the family", "recorded"),
    EventKind.YOUTH_JUSTICE_ASSESSMENT: ("a youth justice assessment", "recorded"),
}

_ABOUT = {Whose.CHILD: "the child", Whose.PARENT: "a parent or carer", Whose.HOUSEHOLD: "another adult at home"}
_IN_ROLE = {
    Role.SUBJECT: "who it was about",
    Role.HARMED: "harmed",
    Role.ALLEGED: "said to have done it",
    Role.WITNESS: "a witness",
    Role.RESIDENT: "living there",
    Role.LINKED: "linked to it",
}
NO_EVIDENCE = "No agency's data shows this yet. It can only be known by asking."
ONLY_PLACES = "This is looked at for places only, and never for a child."


def sentence_of(factor: Factor) -> str:
    """What counts as evidence of a factor, as one sentence."""
    if factor.evidence:
        return f"Counts when {_listed([rule_in_words(rule) for rule in factor.evidence], '; or when ', '; when ')}."
    return ONLY_PLACES if factor.kind == "outcome" else NO_EVIDENCE


def rule_in_words(rule: EvidenceRule) -> str:
    """One rule, to follow "Counts when": who recorded what, how lately, in which role, and about whom."""
    who, recorded = _RECORDED[rule.event]
    codes = "" if rule.words or not rule.codes else f" {_listed(rule.codes)}"
    means = f" {rule.words}" if rule.words else ""
    asked = "asked about, and did not find," if rule.is_opposite else recorded
    return f"{who} in the last {_period(rule.months)} {asked}{codes}{means}{_about(rule)}"


def _about(rule: EvidenceRule) -> str:
    about = _listed([_ABOUT[whose] for whose in rule.whose], ", or ")
    if rule.roles != (Role.SUBJECT,):
        return f", with {about} {_listed([_IN_ROLE[role] for role in rule.roles])}"
    plain = rule.whose == (Whose.CHILD,) or set(rule.whose) == set(Whose)
    return "" if plain else f", about {about}"


def _period(months: int) -> str:
    if months % 12:
        return "month" if months == 1 else f"{months} months"
    return "12 months" if months == 12 else f"{months // 12} years"


def _listed(parts: Sequence[str], last: str = " or ", between: str = ", ") -> str:
    *first, final = parts
    return f"{between.join(first)}{last}{final}" if first else final
