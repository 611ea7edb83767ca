"""The purposes that are on offer, the agreements that are in force, and how far somebody sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oneplan.definitions.agreement import Agreement, Assessment, agreements, assessments, sources_about_people
from oneplan.definitions.sharing_policy import SharingPolicy, policy_on
from oneplan.definitions.source import source_contracts
from oneplan.partnership.agreements.models import AgreementDecision, Purpose
from oneplan.partnership.agreements.rules import Reach, Standing
from oneplan.partnership.organisations.models import Organisation
from oneplan.partnership.organisations.rules import Viewer


@dataclass(frozen=True)
class AgreementRead:
    """One version of an agreement with what was decided about it, oldest first."""

    agreement: Agreement
    assessment: Assessment
    decisions: tuple[AgreementDecision, ...]
    is_in_force: bool

    @property
    def standing(self) -> Standing | None:
        """What was decided last; None where nobody has decided."""
        return Standing(self.decisions[-1].standing) if self.decisions else None


@dataclass(frozen=True)
class NoticeRead:
    """What is in force on a day, as families are told of it. It holds nobody's name and depends on nobody."""

    in_force: tuple[Agreement, ...]
    not_in_force: tuple[str, ...]
    assessments: tuple[Assessment, ...]
    policy: SharingPolicy | None
    purposes: Sequence[Purpose]


def active_purposes() -> Sequence[Purpose]:
    """The purposes somebody may choose today, in the partnership's order."""
    return list(Purpose.objects.filter(is_active=True))


def purpose_labels() -> dict[str, str]:
    """The words of every purpose ever offered, by code: what was written down must stay readable."""
    return dict(Purpose.objects.values_list("code", "label"))


def lawful_basis_of(purpose: str) -> str:
    """What in law allows looking for this purpose, in the words of today."""
    return Purpose.objects.values_list("lawful_basis", flat=True).get(code=purpose)


def agreements_read(viewer: Viewer, today: date) -> list[AgreementRead]:
    """Every version of every agreement, by title; none for those outside the partnership."""
    if not viewer.is_member:
        return []
    decided = _decisions()
    return [_read(one, decided, today) for one in agreements()]


def agreement_read(agreement_id: str, version: int, today: date) -> AgreementRead | None:
    """One version of an agreement, or None."""
    found = next((one for one in agreements() if (one.id, one.version) == (agreement_id, version)), None)
    return _read(found, _decisions(), today) if found else None


def agreements_in_force(today: date) -> tuple[Agreement, ...]:
    """Agreements that somebody brought into force and nobody suspended since, and whose dates cover the day."""
    decided = _decisions()
    return tuple(one for one in agreements() if _is_in_force(one, decided, today))


def sources_in_force(today: date) -> frozenset[str]:
    """Sources that may be sent and read: with an agreement in force, or about nobody."""
    agreed = {source for one in agreements_in_force(today) for source in one.sources}
    return frozenset(agreed | (set(source_contracts()) - sources_about_people()))


def notice_read(today: date) -> NoticeRead:
    """Everything that the notice for families is made from: agreements, assessments, policy and purposes of the day."""
    in_force = agreements_in_force(today)
    shared = {one.id for one in in_force}
    return NoticeRead(
        in_force=in_force,
        not_in_force=tuple(dict.fromkeys(one.title for one in agreements() if one.id not in shared)),
        assessments=tuple(assessments()[one] for one in dict.fromkeys(each.assessment for each in in_force)),
        policy=policy_on(today),
        purposes=active_purposes(),
    )


def why_no_feed(source: str, today: date) -> str:
    """Why files of a source are not taken on a day, in a sentence for whoever sends them; '' when they are."""
    if source in sources_in_force(today):
        return ""
    return (
        f"No sharing agreement is in force for {source_contracts()[source].title}, so nothing was taken. "
        "Ask the partnership’s information-governance officer, who can see why under Agreements."
    )


def sharing_policy(today: date) -> SharingPolicy | None:
    """The policy in force on a day."""
    return policy_on(today)


def reach_of(viewer: Viewer, today: date, purpose: str = "") -> Reach:
    """How far a person sees on a day, and for a purpose where one was chosen. Ask it once for each page."""
    kinds = Organisation.objects.filter(code__in=viewer.organisation_codes).values_list("kind", flat=True)
    return Reach(policy_on(today), agreements_in_force(today), frozenset(kinds), viewer.organisation_codes, purpose)


def _decisions() -> dict[tuple[str, int], list[AgreementDecision]]:
    decided: dict[tuple[str, int], list[AgreementDecision]] = {}
    for one in AgreementDecision.objects.select_related("by"):
        decided.setdefault((one.agreement, one.version), []).append(one)
    return decided


def _read(one: Agreement, decided: dict[tuple[str, int], list[AgreementDecision]], today: date) -> AgreementRead:
    own = tuple(decided.get((one.id, one.version), ()))
    return AgreementRead(one, assessments()[one.assessment], own, _is_in_force(one, decided, today))


def _is_in_force(one: Agreement, decided: dict[tuple[str, int], list[AgreementDecision]], today: date) -> bool:
    own = decided.get((one.id, one.version))
    return own is not None and own[-1].standing == Standing.IN_FORCE and one.covers(today)
