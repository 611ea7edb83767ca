"""A reason to talk comes with its facts, closes only by a person, and can be taken back and recalled."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from click.testing import CliRunner
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from oneplan.cli import main
from oneplan.engine.store.snapshot import SnapshotReader
from oneplan.partnership.agreements.rules import STARTING_PURPOSES
from oneplan.partnership.audit.models import AuditEvent
from oneplan.partnership.conversations import operations, queries
from oneplan.partnership.conversations.models import PromptDecision, PromptShowing, RuleWithdrawal
from oneplan.partnership.conversations.rules import Answer
from oneplan.partnership.organisations.rules import COMMAND_LINE, Viewer
from oneplan.vocabulary.errors import NotAllowed
from oneplan.vocabulary.identifiers import PersonId
from tests.fixtures.small_borough import SmallBorough

RULE = "new-symptom-known-causes"
Person, SignIn = Callable[[str], str], Callable[[str], Client]
DONE = {"answer": "talked", "helped": "accepted", "reason": "Her mother asked for help in the mornings."}


@pytest.fixture
def ada(person: Person) -> str:
    return person("Ada Marlow")


@pytest.fixture
def reason(borough: SmallBorough, ada: str) -> str:
    with SnapshotReader(borough.home).open() as record:
        return str(record.value("SELECT prompt_id FROM prompt WHERE person_id = ? AND rule_id = ?", [ada, RULE]))


def opened(client: Client, person_id: str) -> Client:
    client.post(reverse("people:open", args=[person_id]), {"purpose": STARTING_PURPOSES[0].code})
    return client


def answer(client: Client, person_id: str, prompt_id: str, **said: str) -> Any:
    return client.post(reverse("conversations:prompt", args=[person_id, prompt_id]), {**DONE, **said})


def words_of(file: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(file)).paragraphs)


def test_it_shows_why_it_came_and_on_which_facts(ada: str, reason: str, signed_in: SignIn) -> None:
    client = opened(signed_in("safeguarding_lead"), ada)
    page = client.get(reverse("conversations:prompt", args=[ada, reason])).content.decode()
    for words in ("recorded for the first time within the last 60 days", "8 September 2026", "School census"):
        assert words in page
    assert "Dee Marsh" in page, "it goes to the lead practitioner"
    assert "About a parent or carer" in page
    assert PromptShowing.objects.get().facts.count() == 2


def test_what_a_school_may_read_in_headlines_alone_stands_so_among_the_facts_too(
    ada: str, reason: str, signed_in: SignIn
) -> None:
    address = reverse("conversations:prompt", args=[ada, reason])
    school = opened(signed_in("safeguarding_lead"), ada).get(address).content.decode()
    council = opened(signed_in("lead_practitioner"), ada).get(address).content.decode()
    assert "Early help need: Mental health" in council
    assert "Have parents with mental health needs" in school
    assert "Shared when you ask those who recorded it" in school
    assert "Early help need" not in school


def test_it_closes_with_a_decision_a_reason_a_name_and_a_time(ada: str, reason: str, signed_in: SignIn) -> None:
    client = opened(signed_in("safeguarding_lead"), ada)
    assert answer(client, ada, reason).status_code == 302
    decision = PromptDecision.objects.get()
    assert (decision.answer, decision.helped, decision.by.name) == ("talked", "accepted", "Amira Holt")
    assert timezone.now() >= decision.at
    page = client.get(reverse("conversations:child", args=[ada])).content.decode()
    assert "No rule gives a reason today" in page
    assert "Her mother asked for help" in page
    assert answer(client, ada, reason).status_code == 404, "what is closed stays closed"
    assert AuditEvent.objects.filter(action="decided", people__person_id=ada).count() == 1


@pytest.mark.parametrize(
    "said", [{"reason": "no"}, {"answer": ""}, {"helped": ""}, {"answer": "in_hand", "helped": "accepted"}]
)
def test_half_an_answer_closes_nothing(ada: str, reason: str, signed_in: SignIn, said: dict[str, str]) -> None:
    client = opened(signed_in("safeguarding_lead"), ada)
    page = answer(client, ada, reason, **said)
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert not PromptDecision.objects.exists()


def test_the_database_refuses_a_decision_without_a_reason(ada: str, reason: str, staff: Any) -> None:
    by = staff["safeguarding_lead"]
    said = {"rule_id": RULE, "rule_version": 1, "person_id": ada, "answer": "in_hand", "by": by, "at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        PromptDecision.objects.create(prompt_id=reason, reason="", **said)


def test_without_the_record_open_nothing_is_shown_or_decided(ada: str, reason: str, signed_in: SignIn) -> None:
    for who in ("safeguarding_lead", "partnership_manager", "information_governance"):
        client = signed_in(who)
        assert client.get(reverse("conversations:prompt", args=[ada, reason])).status_code == 404
        assert answer(client, ada, reason).status_code == 404
    assert not PromptShowing.objects.exists()


def test_the_list_of_the_day_goes_to_the_lead_practitioners_team_alone(ada: str, signed_in: SignIn) -> None:
    worker = signed_in("lead_practitioner").get(reverse("conversations:todays")).content.decode()
    school = signed_in("safeguarding_lead").get(reverse("conversations:todays")).content.decode()
    assert "Ada Marlow" in worker
    assert "Marlow" not in school


def test_where_nobody_works_with_the_child_the_duty_desk_may_open_the_record(person: Person, signed_in: SignIn) -> None:
    open_it = {"purpose": STARTING_PURPOSES[0].code}
    finn, ada = (reverse("people:open", args=[person(name)]) for name in ("Finn Orr", "Ada Marlow"))
    assert signed_in("duty_worker").post(finn, open_it).status_code == 302
    assert signed_in("duty_worker").post(ada, open_it).status_code == 404, "somebody works with her"
    assert signed_in("safeguarding_lead").post(finn, open_it).status_code == 404


def test_a_withdrawn_rule_is_shown_to_nobody_at_once_and_can_be_recalled(
    ada: str, reason: str, signed_in: SignIn
) -> None:
    lead = opened(signed_in("safeguarding_lead"), ada)
    lead.get(reverse("conversations:child", args=[ada]))
    answer(lead, ada, reason, answer="wrong_data", helped="", reason="That was another child of that name.")
    manager = signed_in("partnership_manager")
    report = manager.get(reverse("conversations:report", args=[RULE])).content.decode()
    assert "Wrong data" in report
    assert manager.post(reverse("conversations:withdraw", args=[RULE]), {"reason": "It rests on a wrong file."})
    assert RuleWithdrawal.objects.get().by.name == "Grace Whitfield"
    worker = signed_in("lead_practitioner").get(reverse("conversations:todays")).content.decode()
    assert "Marlow" not in worker
    recalled = manager.post(reverse("conversations:recall", args=[RULE])).content.decode()
    for words in (ada, "Amira Holt", "That was another child of that name."):
        assert words in recalled
    assert "Marlow" not in recalled


def test_a_submission_is_recalled_with_every_viewer_and_decision(
    ada: str, reason: str, signed_in: SignIn, person: Person
) -> None:
    lead = opened(signed_in("safeguarding_lead"), ada)
    lead.get(reverse("conversations:child", args=[ada]))
    answer(lead, ada, reason, answer="in_hand", helped="")
    found = operations.recall(by=COMMAND_LINE, target="school_census/small")
    assert ada in found.children
    assert person("Finn Orr") not in found.children, "nobody was shown him"
    assert {one.viewer for one in found.shown} == {"Amira Holt"}
    assert [one.prompt_id for one in found.decisions] == [reason]
    assert not operations.recall(by=COMMAND_LINE, target="housing/small").decisions


def test_only_its_keepers_recall_and_only_what_there_is(viewer: Callable[[str], Viewer], borough: SmallBorough) -> None:
    with pytest.raises(NotAllowed):
        operations.recall(by=viewer("safeguarding_lead"), target=RULE)
    for nothing in ("no-such-rule", "housing/no-such-file"):
        with pytest.raises(NotAllowed):
            operations.recall(by=COMMAND_LINE, target=nothing)


def test_the_command_lists_what_a_rule_led_to(ada: str, reason: str, signed_in: SignIn) -> None:
    opened(signed_in("safeguarding_lead"), ada).get(reverse("conversations:child", args=[ada]))
    told = CliRunner().invoke(main, ["recall", RULE])
    assert told.exit_code == 0, told.output
    assert ada in told.output
    assert "Amira Holt" in told.output
    assert CliRunner().invoke(main, ["recall", "no-such-rule"]).exit_code == 1


def test_a_rule_holds_its_peace_for_months_after_a_conversation(
    ada: str, reason: str, staff: Any, viewer: Callable[[str], Viewer]
) -> None:
    PromptDecision.objects.create(
        prompt_id="another",
        rule_id="two-agencies-nobody-leads",
        rule_version=1,
        person_id=ada,
        answer=Answer.TALKED,
        helped="declined",
        reason="They did not want help now.",
        by=staff["lead_practitioner"],
        at=timezone.now(),
    )
    found = operations.look_at_todays(by=viewer("lead_practitioner"), at=timezone.localtime())
    assert PersonId(ada) not in [one.prompt.person_id for one in found.open]


def test_a_talk_about_a_brother_is_a_talk_with_the_family(
    ada: str, person: Person, staff: Any, viewer: Callable[[str], Viewer]
) -> None:
    at = timezone.localtime()
    PromptDecision.objects.create(
        prompt_id="another",
        rule_id=RULE,
        rule_version=1,
        person_id=person("Ben Marlow"),
        answer=Answer.TALKED,
        helped="declined",
        reason="They did not want help now.",
        by=staff["lead_practitioner"],
        at=at,
    )
    asked = {PersonId(ada), PersonId(person("Finn Orr"))}
    spoken = queries.last_spoken_with_families(viewer("lead_practitioner"), asked, at.date())
    assert spoken == {ada: at}, "and nobody ever spoke with the Orrs"


def test_the_list_is_in_order_of_who_was_spoken_with_and_can_be_read_by_date_or_name_only(
    ada: str, signed_in: SignIn
) -> None:
    client = signed_in("lead_practitioner")
    address = reverse("conversations:todays")
    offered = {"spoken": "Longest since anyone spoke with the family", "newest": "Newest change", "name": "Name"}
    for asked, chosen in (*offered.items(), ("severity", offered["spoken"]), ("", offered["spoken"])):
        page = client.get(address, {"order": asked}).content.decode()
        assert f'<strong aria-current="true">{chosen}</strong>' in page
        assert {words for order, words in offered.items() if f'href="?order={order}"' in page} == {
            *offered.values()
        } - {chosen}
        assert "Ada Marlow" in page


def test_the_transparency_record_is_a_page_and_a_file(signed_in: SignIn, borough: SmallBorough) -> None:
    client = signed_in("safeguarding_lead")
    page = client.get(reverse("conversations:rule", args=[RULE])).content.decode()
    for heading in ("Owner and responsibility", "Decision-making process", "Data", "Risks, mitigations"):
        assert heading.casefold() in page.casefold()
    file = client.get(reverse("conversations:record", args=[RULE]))
    assert file["Content-Disposition"] == f'attachment; filename="transparency-record-{RULE}-1.docx"'
    assert file.content.startswith(b"PK")


def test_letters_go_to_everybody_a_rule_reached_and_name_no_child(
    ada: str, reason: str, signed_in: SignIn, tmp_path: Path
) -> None:
    lead = opened(signed_in("safeguarding_lead"), ada)
    lead.get(reverse("conversations:child", args=[ada]))
    answer(lead, ada, reason)
    manager = signed_in("partnership_manager")
    manager.post(reverse("conversations:withdraw", args=[RULE]), {"reason": "It rests on a wrong file."})
    packed = ZipFile(BytesIO(manager.post(reverse("conversations:letters", args=[RULE])).content))
    assert packed.namelist() == ["letter-to-staff-1.docx", "letter-to-family-1.docx"]
    told = {name: words_of(packed.read(name)) for name in packed.namelist()}
    for words in ("To Amira Holt", ada, "It rests on a wrong file."):
        assert words in told["letter-to-staff-1.docx"]
    assert "It was our mistake and not yours." in told["letter-to-family-1.docx"]
    assert "Marlow" not in "".join(told.values())
    ended = CliRunner().invoke(main, ["recall", RULE, "--letters", str(tmp_path / "letters")])
    assert ended.exit_code == 0, ended.output
    assert sorted(one.name for one in (tmp_path / "letters").iterdir()) == sorted(packed.namelist())
    assert AuditEvent.objects.filter(action="recalled", people__person_id=ada).count() == 2


def test_one_mail_a_day_says_that_something_waits_and_nothing_more(
    ada: str, reason: str, signed_in: SignIn, mailoutbox: list[EmailMessage]
) -> None:
    ended = CliRunner().invoke(main, ["digest"])
    assert ended.output == "Written to 1 person.\n"
    (mail,) = mailoutbox
    assert mail.to == ["daniel.osei@council.example"], "her lead practitioner's team, and not her school"
    for personal in ("Ada", "Marlow", ada, reason, "symptom", "1"):
        assert personal not in mail.subject + mail.body
    assert CliRunner().invoke(main, ["digest"]).output == "Written to 0 people.\n"
    assert len(mailoutbox) == 1


def test_where_nothing_waits_nobody_is_written_to(
    ada: str, reason: str, signed_in: SignIn, mailoutbox: list[EmailMessage]
) -> None:
    answer(opened(signed_in("lead_practitioner"), ada), ada, reason)
    CliRunner().invoke(main, ["digest"])
    assert mailoutbox == []
