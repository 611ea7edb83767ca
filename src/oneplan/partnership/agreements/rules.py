"""Purposes a partnership starts with, when an agreement is in force, and how far somebody sees. No Django."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from oneplan.definitions.agreement import Agreement, sources_about_people
from oneplan.definitions.sharing_policy import SharingPolicy, Tier
from oneplan.definitions.source import source_contracts
from oneplan.vocabulary.involvement import Involvement


@dataclass(frozen=True)
class StartingPurpose:
    """A purpose before a partnership changes it: its words are for the person who chooses."""

    code: str
    label: str
    plain_words: str
    lawful_basis: str


#: UK GDPR article 6(1)(e) with 9(2)(g), and the Data Protection Act 2018 Schedule 1 paragraph 18 (safeguarding of
#: children), is the basis that the statutory guidance on sharing information names for safeguarding; the duties are
#: those of the Children Acts 1989 and 2004.
STARTING_PURPOSES = (
    StartingPurpose(
        "worried-about-a-child",
        "I am worried about a child",
        "Something I saw or heard makes me think a child may need help or protection.",
        "Children Act 2004 section 11; UK GDPR articles 6(1)(e) and 9(2)(g); "
        "Data Protection Act 2018 Schedule 1 paragraph 18",
    ),
    StartingPurpose(
        "working-with-the-family",
        "I work with this family",
        "I am helping this child or family now and need to know who else is.",
        "Children Act 1989 section 17 and Children Act 2004 section 10; UK GDPR articles 6(1)(e) and 9(2)(g)",
    ),
    StartingPurpose(
        "asked-by-the-family",
        "The family asked me to",
        "A child, young person or parent asked me to find out or to pass something on.",
        "Children Act 2004 section 10; UK GDPR articles 6(1)(e) and 9(2)(g)",
    ),
    StartingPurpose(
        "correcting-a-record",
        "Something in a record is wrong",
        "Somebody told me that a record is wrong, or joined to the wrong person.",
        "UK GDPR articles 5(1)(d) and 16 (accuracy, and the right to have a record put right)",
    ),
)


class Standing(StrEnum):
    """What people decided about an agreement. Decisions are added one after another and never changed."""

    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ENDED = "ended"


#: What may follow each. None is an agreement about which nobody has decided: it is not in force.
TRANSITIONS: Mapping[Standing | None, frozenset[Standing]] = {
    None: frozenset({Standing.IN_FORCE}),
    Standing.IN_FORCE: frozenset({Standing.SUSPENDED, Standing.ENDED}),
    Standing.SUSPENDED: frozenset({Standing.IN_FORCE, Standing.ENDED}),
    Standing.ENDED: frozenset(),
}


def may_follow(before: Standing | None, after: Standing) -> bool:
    """Whether an agreement may go from one standing to another."""
    return after in TRANSITIONS[before]


@dataclass(frozen=True)
class Reach:
    """How far one person sees what agencies hold, on one day and for one purpose. Deny by default.

    What decides: the agreements that are in force, whom they share with and for what; then the policy that the
    partnership signed. `kinds` and `organisations` are of where the person works today.
    """

    policy: SharingPolicy | None
    in_force: tuple[Agreement, ...]
    kinds: frozenset[str]
    organisations: frozenset[str]
    purpose: str = ""

    @property
    def sources(self) -> frozenset[str]:
        """Sources with an agreement in force, whomever it shares with."""
        return frozenset(source for one in self.in_force for source in one.sources)

    @property
    def silent(self) -> frozenset[str]:
        """Sources about people with no agreement in force: nobody sees anything of theirs."""
        return sources_about_people() - self.sources

    def fact(self, source: str, factor_id: str, whose: str) -> Tier:
        """How far a fact is seen. Below `HEADLINE` it is as if it were not there."""
        kinds = self._kinds_for(source)
        if self.policy is None or kinds is None:
            return Tier.NOTHING
        seen = self.policy.tier_of_fact(source, kinds, factor_id, whose)
        return max(seen, self.policy.own) if self._is_own(source) else seen

    def shows_fact(self, source: str, factor_id: str, whose: str) -> bool:
        """Whether a fact is seen at all."""
        return self.fact(source, factor_id, whose) >= Tier.HEADLINE

    def shows_detail(self, source: str, factor_id: str, whose: str) -> bool:
        """Whether a fact is seen in full."""
        return self.fact(source, factor_id, whose) >= Tier.DETAIL

    def shows_involvement(self, source: str) -> bool:
        """Whether it is seen who is involved, and how to ring them."""
        kinds = self._kinds_for(source)
        if self.policy is None or kinds is None:
            return False
        return self._is_own(source) or self.policy.tier_of_involvement(source, kinds) >= Tier.WHO

    def shows_plan(self) -> bool:
        """Whether a family's shared plan is seen."""
        return self.policy is not None and bool(self.kinds & set(self.policy.plan_shared_with))

    def shown(self, involvements: Iterable[Involvement]) -> tuple[Involvement, ...]:
        """Those of the involvements that are seen, in the order given."""
        return tuple(one for one in involvements if self.shows_involvement(one.source))

    def standing(self, involvements: Iterable[Involvement]) -> tuple[Involvement, ...]:
        """Those of the involvements that count at all: of sources with an agreement in force."""
        return tuple(one for one in involvements if one.source in self.sources)

    def not_shared(self) -> tuple[str, ...]:
        """What this person does not see, in sentences. It depends on the rules alone and never on a child."""
        kept = [
            rule.says
            for rule in (self.policy.rules if self.policy else ())
            if rule.tier < Tier.HEADLINE and self.kinds and self.kinds <= set(rule.to)
        ]
        titles = {source_contracts()[source].title.partition(" (")[0] for source in self.silent}
        silent = [f"No agreement is in force for this now: {title}." for title in sorted(titles)]
        return (*kept, *silent)

    def _kinds_for(self, source: str) -> Collection[str] | None:
        """Kinds of the person's organisations with which the source is shared for this purpose; None for nothing."""
        for one in self.in_force:
            if source in one.sources and (not self.purpose or self.purpose in one.purposes):
                return self.kinds & set(one.shared_with)
        return None

    def _is_own(self, source: str) -> bool:
        return source_contracts()[source].agency in self.organisations
