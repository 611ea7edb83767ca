"""Reviewing uncertain links: who sees a pair, what a decision does to every later refresh, and taking it back."""

import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from oneplan.definitions.factor import Whose
from oneplan.engine.refresh import refresh
from oneplan.engine.store.home import DataHome
from oneplan.engine.store.snapshot import VAULT_FILE, SnapshotReader
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.audit.rules import LOOKS, Action
from oneplan.partnership.matrix.operations.knowledge import record_fact
from oneplan.partnership.matrix.rules import SaidBy
from oneplan.partnership.organisations.models import Membership, User
from oneplan.partnership.organisations.rules import COMMAND_LINE, Viewer
from oneplan.partnership.people import operations
from oneplan.partnership.people.models import LinkDecision
from oneplan.partnership.people.queries import rulings
from oneplan.partnership.people.rules import LinkState, LinkVerdict, RestrictionKind
from oneplan.vocabulary.approximate_date import ApproximateDate
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import FactorId, PersonId
from oneplan.vocabulary.knowledge import Certainty, Finding
from tests.fixtures.cast import sign_in
from tests.fixtures.small_borough import AS_OF, SmallBorough

SignIn, ViewerOf = Callable[[str], Client], Callable[[str], Viewer]
PROOFS = re.compile(rb'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"')
SAME, NOT_SAME = LinkVerdict.SAME, LinkVerdict.NOT_SAME


@pytest.fixture
def borough(refreshed: SmallBorough, settings: Settings, tmp_path: Path) -> SmallBorough:
    """A copy of the small borough, to refresh again."""
    shutil.copytree(refreshed.home.root, tmp_path / "home")
    settings.ONEPLAN_HOME = tmp_path / "home"
    return SmallBorough(DataHome(tmp_path / "home"))


@pytest.fixture
def second_reviewer(staff: dict[str, User]) -> User:
    first = Membership.objects.get(user=staff["link_reviewer"])
    other = User.objects.create_user("owen.price@council.example", "Owen Price", "made-up-borough")
    Membership.objects.create(user=other, organisation=first.organisation, role=first.role, from_on=first.from_on)
    return other


def pair(borough: SmallBorough, record_id: str) -> str:
    with SnapshotReader(borough.home).open(VAULT_FILE) as vault:
        return str(
            vault.value(
                "SELECT candidate_id FROM vault.link_candidate WHERE record_id_l = ? OR record_id_r = ?",
                [record_id, record_id],
            )
        )


def people(borough: SmallBorough) -> dict[str, PersonId]:
    with SnapshotReader(borough.home).open() as record:
        return {record_id: PersonId(person) for record_id, person in record.rows("FROM person_record")}


def again(borough: SmallBorough, days: int = 1) -> dict[str, PersonId]:
    refresh(borough.home, as_of=AS_OF + timedelta(days=days), progress=lambda step: None, rulings=rulings())
    return people(borough)


def decide(by: Viewer, candidate_id: str, verdict: LinkVerdict) -> LinkDecision:
    at = timezone.localtime()
    return operations.decide_link(by=by, candidate_id=candidate_id, verdict=verdict, reason="As seen.", at=at)


def text(response: Any) -> str:
    return str(response.content.decode())


def page(client: Client, candidate_id: str) -> HttpResponse:
    return client.get(reverse("people:link", args=[candidate_id]))  # type: ignore[return-value]


def plain(response: HttpResponse) -> bytes:
    """A page without the proofs that differ between any two answers."""
    return PROOFS.sub(b"", response.content)


def test_the_two_records_are_shown_as_given_with_what_speaks_for_a_join(
    signed_in: SignIn, borough: SmallBorough
) -> None:
    client, kit = signed_in("link_reviewer"), pair(borough, "school_census:kit")
    queue = text(client.get(reverse("people:links")))
    assert "Potential match" in queue
    assert "Rowan" not in queue
    shown = text(page(client, kit))
    for words in ("Kit", "Rowan", "6 May 2017", "6 June 2017", "same given name", "birth date one slip apart", "<svg"):
        assert words in shown
    assert "about 84 of 100 such pairs" in shown
    looked = AuditEvent.objects.get(action="compared_records")
    assert {one.person_id for one in looked.people.all()} == {
        people(borough)[record] for record in ("school_census:kit", "early_help:kit")
    }


def test_a_pair_is_nothing_to_who_may_see_one_side_only(signed_in: SignIn, borough: SmallBorough) -> None:
    kit, lou = pair(borough, "school_census:kit"), pair(borough, "early_help:lou")
    for actor in ("safeguarding_lead", "lead_practitioner", "information_governance"):
        client = signed_in(actor)
        hidden, missing = page(client, kit), page(client, "no-such-pair")
        assert hidden.status_code == missing.status_code == 404
        assert plain(hidden) == plain(missing)
    assert "Ash" in text(page(signed_in("lead_practitioner"), lou))
    assert lou in text(signed_in("lead_practitioner").get(reverse("people:links")))
    assert kit not in text(signed_in("lead_practitioner").get(reverse("people:links")))


def test_a_restricted_side_hides_the_pair_from_reviewers(
    signed_in: SignIn, viewer: ViewerOf, borough: SmallBorough
) -> None:
    kit = pair(borough, "school_census:kit")
    operations.restrict(
        by=viewer("information_governance"),
        person_id=people(borough)["early_help:kit"],
        kind=RestrictionKind.PROTECTED,
        emails=(),
        at=timezone.localtime(),
    )
    client = signed_in("link_reviewer")
    assert plain(page(client, kit)) == plain(page(client, "no-such-pair"))
    assert kit not in text(client.get(reverse("people:links")))


def test_a_join_survives_a_full_relink_and_is_undone_without_trace(viewer: ViewerOf, borough: SmallBorough) -> None:
    reviewer, kit = viewer("link_reviewer"), pair(borough, "school_census:kit")
    before = people(borough)
    assert before["school_census:kit"] != before["early_help:kit"]
    assert decide(reviewer, kit, SAME).state is LinkState.STANDS

    joined = again(borough)
    assert joined["school_census:kit"] == joined["early_help:kit"] in before.values()
    for model in borough.home.models.glob("*"):  # without the saved model everybody is linked from the beginning
        model.unlink()
    assert again(borough, 2) == joined

    operations.undo_link(by=reviewer, candidate_id=kit, reason="Two cousins.", at=timezone.localtime())
    assert again(borough, 3) == before


def test_two_people_stay_two_and_the_pair_leaves_the_queue(
    viewer: ViewerOf, signed_in: SignIn, borough: SmallBorough
) -> None:
    kit = pair(borough, "school_census:kit")
    before = people(borough)
    decide(viewer("link_reviewer"), kit, NOT_SAME)
    assert again(borough) == before
    queue = operations.read_links(by=viewer("link_reviewer"), at=timezone.localtime())
    assert kit not in {one.candidate_id for one in queue.uncertain}
    assert "Two people" in text(signed_in("link_reviewer").get(reverse("people:links")))
    assert "Take the decision back" in text(page(signed_in("link_reviewer"), kit))


def test_a_wrong_join_is_taken_apart_from_the_childs_own_page(
    viewer: ViewerOf, signed_in: SignIn, borough: SmallBorough
) -> None:
    ada = people(borough)["early_help:ada"]
    assert ada == people(borough)["school_census:ada"]
    client = signed_in("lead_practitioner")
    client.post(reverse("people:open", args=[ada]), {"purpose": "working-with-the-family"})
    assert "the weakest link" in text(client.get(reverse("people:history", args=[ada])))
    (weakest,) = operations.links_with(by=viewer("lead_practitioner"), person_id=ada, today=timezone.localdate())
    decide(viewer("lead_practitioner"), weakest.candidate_id, NOT_SAME)
    apart = again(borough)
    assert apart["early_help:ada"] != apart["school_census:ada"]
    operations.undo_link(
        by=viewer("link_reviewer"), candidate_id=weakest.candidate_id, reason="One child.", at=timezone.localtime()
    )
    joined = again(borough, 2)
    assert joined["early_help:ada"] == joined["school_census:ada"] == ada


def test_who_cannot_say_leaves_it_open_for_others(viewer: ViewerOf, borough: SmallBorough) -> None:
    kit = pair(borough, "school_census:kit")
    assert decide(viewer("link_reviewer"), kit, LinkVerdict.CANNOT_SAY).state is LinkState.LEFT_OPEN
    queue = operations.read_links(by=viewer("link_reviewer"), at=timezone.localtime())
    assert kit in {one.candidate_id for one in queue.uncertain} & queue.left_open
    assert rulings().decided == ()


def write_a_fact(by: Viewer, child: PersonId) -> None:
    at = timezone.localtime()
    operations.open_record(by=by, person_id=child, purpose="working-with-the-family", at=at)
    record_fact(
        by=by,
        person_id=child,
        factor_id=FactorId("bereavement"),
        about=Whose.CHILD,
        finding=Finding.PRESENT,
        certainty=Certainty.FACT,
        said_by=SaidBy.PARENT,
        when=ApproximateDate(2026, 5),
        words="",
        at=at,
    )


def test_a_join_that_moves_what_was_written_waits_for_a_second_person(
    viewer: ViewerOf, staff: dict[str, User], second_reviewer: User, signed_in: SignIn, borough: SmallBorough
) -> None:
    kit = pair(borough, "school_census:kit")
    write_a_fact(viewer("safeguarding_lead"), people(borough)["school_census:kit"])
    first = viewer("link_reviewer")
    assert "a second person must agree" in text(page(signed_in("link_reviewer"), kit))
    made = decide(first, kit, SAME)
    assert made.state is LinkState.WAITS
    assert rulings().decided == ()
    at = timezone.localtime()
    with pytest.raises(NotAllowed):
        operations.second_link(by=first, candidate_id=kit, agrees=True, reason="I say so again.", at=at)
    other = Client()
    sign_in(other, second_reviewer)
    assert "You are the second person" in text(page(other, kit))
    other.post(reverse("people:second_link", args=[kit]), {"agrees": "yes", "reason": "The address fits too."})
    assert LinkDecision.objects.get().state is LinkState.STANDS
    joined = again(borough)
    assert joined["school_census:kit"] == joined["early_help:kit"]


def test_a_second_person_who_disagrees_ends_it(viewer: ViewerOf, second_reviewer: User, borough: SmallBorough) -> None:
    kit = pair(borough, "school_census:kit")
    write_a_fact(viewer("safeguarding_lead"), people(borough)["school_census:kit"])
    decide(viewer("link_reviewer"), kit, SAME)
    other = Client()
    sign_in(other, second_reviewer)
    other.post(reverse("people:second_link", args=[kit]), {"agrees": "no", "reason": "Another school."})
    assert LinkDecision.objects.get().state is LinkState.TURNED_DOWN
    assert rulings().decided == ()


def test_what_was_written_follows_and_the_record_says_how_it_came_together(
    viewer: ViewerOf, second_reviewer: User, signed_in: SignIn, borough: SmallBorough
) -> None:
    before = people(borough)
    kit, lead = pair(borough, "school_census:kit"), viewer("safeguarding_lead")
    write_a_fact(lead, before["school_census:kit"])
    decide(viewer("link_reviewer"), kit, SAME)
    other = Client()
    sign_in(other, second_reviewer)
    other.post(reverse("people:second_link", args=[kit]), {"agrees": "yes", "reason": "The address fits too."})
    now = again(borough)["school_census:kit"]
    client = signed_in("safeguarding_lead")
    client.post(reverse("people:open", args=[now]), {"purpose": "working-with-the-family"})
    shown = text(client.get(reverse("people:history", args=[now])))
    assert "A person decided so." in shown
    assert "Came from another record that is one with this one now" in shown
    assert "Recorded a fact" in shown
    assert before["school_census:kit"] in shown
    assert before["early_help:kit"] in shown
    assert "Recorded a fact" in text(client.get(reverse("people:who_looked", args=[now])))
    assert "May 2026, the day is not known" in text(client.get(reverse("matrix:child", args=[now])))


def test_every_action_that_is_no_look_counts_as_writing() -> None:
    assert Action.RECORDED_FACT not in LOOKS
    assert Action.DECIDED not in LOOKS


def test_handing_decisions_over_is_written_down(viewer: ViewerOf, borough: SmallBorough) -> None:
    decide(viewer("link_reviewer"), pair(borough, "school_census:kit"), SAME)
    assert len(operations.hand_over_rulings(by=COMMAND_LINE).decided) == 1
    assert AuditEvent.objects.get(action="read_rulings").about == "1 decisions about records"
