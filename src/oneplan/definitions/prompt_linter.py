"""What may never be a reason to prompt: poverty, benefits, ethnicity, disability and language.

These are context for offering help. A rule that turned on them would send workers to families for being poor, disabled
or from elsewhere (practice rule R10; Equality Act 2010, section 149).
"""

import re
from collections.abc import Iterable

from oneplan.definitions.factor import Factor
from oneplan.definitions.framework import Framework
from oneplan.definitions.prompt import PromptRule
from oneplan.vocabulary.errors import DefinitionError
from oneplan.vocabulary.events import EventKind
from oneplan.vocabulary.knowledge import FactorKind

#: Events that say that a family is poor, or a child disabled or from elsewhere.
REFUSED_EVENTS = frozenset(
    {
        EventKind.FREE_SCHOOL_MEALS,
        EventKind.DISABILITY,
        EventKind.SEN_PROVISION,
        EventKind.SEN_NEED,
        EventKind.UNACCOMPANIED,
    }
)
#: Codes that do within kinds that also say other things: N2 child's disability, N3 parental disability or illness,
#: N7 low income; 5A-6C learning and physical disability (children in need census).
REFUSED_CODES = {
    EventKind.PRIMARY_NEED: frozenset({"N2", "N3", "N7"}),
    EventKind.ASSESSMENT_FACTOR: frozenset({"5A", "5B", "5C", "6A", "6B", "6C"}),
    EventKind.EARLY_HELP_NEED: frozenset({"DISABILITY", "SEN", "MONEY", "DEBT", "POVERTY"}),
    EventKind.HEALTH_FINDING: frozenset({"DISABILITY", "LANGUAGE"}),
}
#: Long-term health needs are a disability under the Equality Act 2010, section 6; no work is poverty.
REFUSED_FACTORS = frozenset({"disability", "special_educational_needs", "long_term_health_needs", "worklessness"})
REFUSED_WORDS = re.compile(
    r"\b(povert\w*|poor famil\w*|income\w*|benefits?|universal credit|free school meals?|pupil premium|depriv\w*"
    r"|ethnic\w*|race|racial|nationalit\w*|asylum\w*|immigra\w*|disab\w*|special educational|language\w*|EAL"
    r"|relig\w*)\b",
    re.IGNORECASE,
)


def may_trigger(factor: Factor) -> bool:
    """Whether a factor may be a reason to prompt: not when it, or what counts as evidence of it, is refused."""
    return factor.id not in REFUSED_FACTORS and not any(
        rule.event in REFUSED_EVENTS or REFUSED_CODES.get(rule.event, frozenset()) & set(rule.codes)
        for rule in factor.evidence
    )


def triggers(framework: Framework, kind: FactorKind) -> frozenset[str]:
    """The factors of one kind that may be a reason to prompt."""
    return frozenset(factor.id for factor in framework.of_kind(kind) if may_trigger(factor))


def check(rules: Iterable[PromptRule], framework: Framework) -> None:
    """Raises `DefinitionError` naming the rule, and what in it is no reason to prompt or is no factor here."""
    factors = {factor.id: factor for factor in framework.factors}
    for rule in rules:
        for named in rule.factors_named:
            if named not in factors:
                raise DefinitionError(f"The rule {rule.id} names {named}, which is no factor of {framework.name}.")
            if not may_trigger(factors[named]):
                raise DefinitionError(f"The rule {rule.id} may not turn on {named}: it is context for offering help.")
        if found := REFUSED_WORDS.search(f"{rule.title} {rule.sentence}"):
            raise DefinitionError(
                f"The rule {rule.id} may not turn on “{found.group()}”: it is context for offering help."
            )
