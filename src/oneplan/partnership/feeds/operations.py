"""Taking files in, reading them in a process apart, and showing an agency its own rows."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from oneplan.definitions.area import load as load_area
from oneplan.definitions.source import SourceContract, source_contract
from oneplan.engine.sources.apart import load_apart
from oneplan.engine.sources.quality import FoundRow, found_rows
from oneplan.engine.sources.report import LoadReport
from oneplan.engine.sources.submissions import submission_id_of
from oneplan.engine.store.home import DataHome
from oneplan.partnership.agreements.queries import sources_in_force, why_no_feed
from oneplan.partnership.audit.operations import audited, record
from oneplan.partnership.audit.rules import Action, Actor
from oneplan.partnership.feeds import queries
from oneplan.partnership.feeds.models import Delivery, DeliveryState, Disagreement, DisagreementAnswer
from oneplan.partnership.feeds.rules import AT_REST, Corrected, SaidWrongBy, State, is_to_read, may_follow
from oneplan.partnership.organisations.models import Organisation
from oneplan.partnership.organisations.rules import Viewer
from oneplan.vocabulary.errors import NotAllowed, Refused

__all__ = ["FoundRow", "confirm", "look_at_rows", "read_waiting", "send_files", "take_from_inbox", "withdraw"]


@dataclass(frozen=True)
class SentFile:
    """A file as it comes in: its name on the sender's machine, and its bytes piece by piece."""

    name: str
    pieces: Iterable[bytes]


@audited()
def send_files(*, by: Viewer, source: str, files: Sequence[SentFile], at: datetime) -> Delivery:
    """Keep the files until they are read, and write down who sent them.

    NotAllowed for other agencies' people; `Refused` where no sharing agreement is in force for the source.
    """
    contract = queries.contract_for(by, source, timezone.localdate(at))
    if no_agreement := why_no_feed(source, timezone.localdate(at)):
        raise Refused(no_agreement)
    names = _plain_names([file.name for file in files])
    delivery = _new_delivery(contract, names, at, sent_by=by.user_id)
    record(by=by, action=Action.SENT_FILES, about=f"delivery {delivery.pk} of {source}")
    folder = _emptied(_folder_of(delivery))
    for name, file in zip(names, files, strict=True):
        with (folder / name).open("wb") as kept:
            kept.writelines(file.pieces)
    return delivery


@audited()
def confirm(*, by: Viewer, delivery_id: str, at: datetime) -> Delivery:
    """Say that what was asked about a delivery is right: it is read again and loaded."""
    return _answer(by, delivery_id, State.CONFIRMED, at)


@audited()
def withdraw(*, by: Viewer, delivery_id: str, at: datetime) -> Delivery:
    """Say that a delivery was a mistake: its files are removed and nothing is loaded."""
    delivery = _answer(by, delivery_id, State.WITHDRAWN, at)
    shutil.rmtree(_folder_of(delivery), ignore_errors=True)
    return delivery


@audited()
def look_at_rows(
    *, by: Viewer, source: str, submission_id: str, at: datetime, most: int | None = None
) -> tuple[FoundRow, ...]:
    """The rows of a submission with findings, as they were sent, for the sender's own data officer. Written down."""
    submission = queries.submission_for(by, source, submission_id, timezone.localdate(at))
    rows = found_rows(submission, most=most)
    record(by=by, action=Action.READ_ROWS, about=f"submission {submission.id} of {source}, rows shown: {len(rows)}")
    return rows


@audited()
def send_back(
    *, by: Viewer, source: str, event_id: str, person_id: str, said_by: SaidWrongBy, statement: str, at: datetime
) -> Disagreement:
    """Keep that something a source sent is said to be wrong, for its sender to read. Whoever calls has the record open.

    It stands beside the fact from now on, wherever that is shown.
    """
    said = Disagreement.objects.create(
        source=source,
        event_id=event_id,
        person_id=person_id,
        said_by=said_by,
        statement=statement,
        by_id=by.user_id,
        recorded_by=by.organisation,
        at=at,
    )
    record(by=by, action=Action.DISAGREED, people=[person_id], about=str(said))
    return said


@audited()
def read_disagreements(*, by: Viewer, source: str, at: datetime) -> list[Disagreement]:
    """What was said to be wrong with what the viewer's agency sent. NotAllowed for other agencies' people."""
    found = queries.disagreements_with(by, source, timezone.localdate(at))
    record(by=by, action=Action.READ_DISAGREEMENTS, people=[one.person_id for one in found], about=source)
    return found


@audited()
def answer_disagreement(
    *, by: Viewer, source: str, disagreement_id: int, outcome: Corrected, words: str, at: datetime
) -> None:
    """Answer for the agency that sent it. NotAllowed for others, and where there is none that waits."""
    waiting = [
        one
        for one in queries.disagreements_with(by, source, timezone.localdate(at))
        if one.pk == disagreement_id and not hasattr(one, "answer")
    ]
    if not waiting:
        raise NotAllowed("There is nothing to answer.")
    DisagreementAnswer.objects.create(disagreement=waiting[0], outcome=outcome, words=words, by_id=by.user_id, at=at)
    about = f"{waiting[0]}: {outcome}"
    record(by=by, action=Action.ANSWERED_DISAGREEMENT, people=[waiting[0].person_id], about=about)


def take_from_inbox(*, by: Actor, at: datetime) -> tuple[Delivery, ...]:
    """Make a delivery of what lies in each source's watched folder, once all of it has been left alone a while.

    What a source left without an agreement in force stays where it lies.
    """
    inbox = DataHome(settings.ONEPLAN_HOME).inbox
    taken = []
    for name in sorted(sources_in_force(timezone.localdate(at))):
        files = sorted(p for p in (inbox / name).glob("[!.]*") if p.is_file() and not p.is_symlink())
        if files and all(at.timestamp() - p.stat().st_mtime >= AT_REST.total_seconds() for p in files):
            taken.append(_take(by, source_contract(name), files, at))
    return tuple(taken)


def read_waiting(*, by: Actor, at: datetime) -> Iterator[tuple[Delivery, State]]:
    """Read every delivery that waits, one after another, and give each with the state it came to."""
    for delivery in Delivery.objects.order_by("sent_at", "pk"):
        last = delivery.states.latest("place")
        if is_to_read(State(last.state), last.at, at) and _claimed(delivery, at):
            yield delivery, _read(by, delivery, was_confirmed=last.state == State.CONFIRMED)


def _take(by: Actor, contract: SourceContract, files: Sequence[Path], at: datetime) -> Delivery:
    with audited():
        delivery = _new_delivery(contract, [file.name for file in files], at, sent_by=None)
        record(by=by, action=Action.SENT_FILES, about=f"delivery {delivery.pk} of {contract.name}, from its folder")
        folder = _emptied(_folder_of(delivery))
        for file in files:
            shutil.copyfile(file, folder / file.name)
    for file in files:  # only now: a crash before this sends them twice, which loads them once
        file.unlink()
    return delivery


def _new_delivery(contract: SourceContract, names: Sequence[str], at: datetime, sent_by: int | None) -> Delivery:
    organisation = Organisation.objects.filter(code=contract.agency).first()
    if organisation is None:
        raise NotAllowed(f"{contract.agency} is not an organisation of this partnership yet.")
    delivery = Delivery.objects.create(
        source=contract.name, organisation=organisation, files=list(names), sent_by_id=sent_by, sent_at=at
    )
    DeliveryState.objects.create(delivery=delivery, place=1, state=State.WAITING, at=at)
    return delivery


def _answer(by: Viewer, delivery_id: str, state: State, at: datetime) -> Delivery:
    delivery = queries.delivery(by, delivery_id, timezone.localdate(at)).delivery
    _add_state(delivery, state, at)
    record(by=by, action=Action.ANSWERED_FEED, about=f"delivery {delivery.pk} of {delivery.source}: {state}")
    return delivery


def _claimed(delivery: Delivery, at: datetime) -> bool:
    """Whether this process is the one that reads: the next place among the states is taken only once."""
    with suppress(IntegrityError), transaction.atomic():
        _add_state(delivery, State.READING, at)
        return True
    return False


def _read(by: Actor, delivery: Delivery, *, was_confirmed: bool) -> State:
    home, folder = DataHome(settings.ONEPLAN_HOME), _folder_of(delivery)
    if no_agreement := why_no_feed(delivery.source, timezone.localdate()):
        return _refuse(by, delivery, no_agreement)
    contract, files = source_contract(delivery.source), sorted(folder.glob("*"))
    report = load_apart(
        home,
        delivery.source,
        files,
        received_on=timezone.localdate(delivery.sent_at),
        confirmed=_asked_before(delivery) if was_confirmed else frozenset(),
        authorities=load_area(Path(settings.ONEPLAN_AREA)).authorities,
    )
    state, submission_id = _state_after(report), ""
    if state in {State.LOADED, State.SAME}:
        with suppress(Refused):
            submission_id = submission_id_of(contract, files)
    with audited():
        _add_state(delivery, state, timezone.now(), report=report.as_json(), submission_id=submission_id)
        record(by=by, action=Action.READ_FEED, about=f"delivery {delivery.pk} of {delivery.source}: {state}")
    if state is not State.ASKS:
        shutil.rmtree(folder, ignore_errors=True)
    return state


def _refuse(by: Actor, delivery: Delivery, why: str) -> State:
    """An agreement that was suspended while files waited: they are not read, and not kept."""
    report = LoadReport(delivery.source, tuple(delivery.files), refused=why)
    with audited():
        _add_state(delivery, State.REFUSED, timezone.now(), report=report.as_json())
        record(by=by, action=Action.READ_FEED, about=f"delivery {delivery.pk} of {delivery.source}: no agreement")
    shutil.rmtree(_folder_of(delivery), ignore_errors=True)
    return State.REFUSED


def _asked_before(delivery: Delivery) -> frozenset[str]:
    """The codes of what was asked: a confirmation answers those questions and no others."""
    asked = delivery.states.filter(state=State.ASKS).latest("place")
    reasons = LoadReport.of(asked.report).reasons if asked.report else ()
    return frozenset(one.code for one in reasons if one.severity == "ask")


def _state_after(report: LoadReport) -> State:
    if any(reason.severity == "ask" for reason in report.reasons):
        return State.ASKS
    if report.refused:
        return State.REFUSED
    return State.SAME if any(reason.code == "already_loaded" for reason in report.reasons) else State.LOADED


def _add_state(
    delivery: Delivery, state: State, at: datetime, *, report: dict[str, object] | None = None, submission_id: str = ""
) -> None:
    last = delivery.states.latest("place")
    if not may_follow(State(last.state), state):
        raise NotAllowed(f"A delivery that is {last.state} cannot become {state}.")
    DeliveryState.objects.create(
        delivery=delivery, place=last.place + 1, state=state, at=at, report=report, submission_id=submission_id
    )


def _plain_names(names: Sequence[str]) -> list[str]:
    """Names without folders, each once. `Refused` where two are the same or one is hidden or empty."""
    plain = [PurePath(name.replace("\\", "/")).name for name in names]
    if len(set(plain)) < len(plain) or any(not name or name.startswith(".") for name in plain):
        raise Refused("Each file needs a name of its own.")
    return plain


def _folder_of(delivery: Delivery) -> Path:
    return DataHome(settings.ONEPLAN_HOME).waiting / str(delivery.pk)


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    return folder
