"""The children in need census: one XML file a year, laid out as the national specification says. No names."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from oneplan.synthetic.chance import Chance
from oneplan.synthetic.histories import History
from oneplan.synthetic.identifiers import temporary_upn
from oneplan.synthetic.period import days_after
from oneplan.synthetic.places import AUTHORITY_NUMBER
from oneplan.synthetic.population import Person
from oneplan.synthetic.responses import SocialWork
from oneplan.synthetic.world import Record, World

SOURCE = "cin_census"
_FACTORS = {
    "domestic_abuse": ("3B", "3A"),
    "parental_mental_health": ("4B",),
    "parental_substance_misuse": ("1B", "2B"),
    "emotional_abuse": ("17A",),
    "physical_abuse": ("18C",),
    "sexual_abuse": ("19C",),
    "physical_neglect": ("16A",),
    "emotional_neglect": ("16A",),
    "caring_responsibilities": ("7A",),
    "missing": ("10A",),
    "exploitation": ("11A", "24A", "13A"),
    "antisocial_behaviour_or_offending": ("14A",),
    "substance_misuse": ("1A", "2A"),
    "disability": ("5A", "6A"),
    "long_term_health_needs": ("6A",),
}
SHOWS = frozenset(_FACTORS)
_NEED = {
    "disability": "N2",
    "parental_mental_health": "N3",
    "parental_substance_misuse": "N3",
    "caring_responsibilities": "N3",
    "domestic_abuse": "N5",
    "antisocial_behaviour_or_offending": "N6",
    "parent_in_prison": "N8",
}
_REFERRED_BY = ("1A", "1C", "2A", "2A", "2A", "3A", "3B", "3E", "4", "5A", "5D", "6", "6", "6", "7", "8", "9", "10")
_DISABILITIES = ("MOB", "LD", "AUT", "BEH", "COMM", "HEAR", "VIS", "CON")


def write(world: World, folder: Path) -> list[Record]:
    """Write the censuses of the years to 31 March 2025 and 2026."""
    chance = world.chance(SOURCE)
    folder.mkdir(parents=True, exist_ok=True)
    people: dict[str, Person] = {}
    for year in (2025, 2026):
        lines = [*_header(year), "  <Children>"]
        for response in world.responses:
            in_year = [
                e
                for e in response.social_work
                if e.referred_on <= date(year, 3, 31) and (e.closed_on is None or e.closed_on >= date(year - 1, 4, 1))
            ]
            for child in {e.child: None for e in in_year}:
                episodes = sorted((e for e in in_year if e.child is child), key=lambda e: e.referred_on)
                lines += _child(chance, response.history, child, episodes, date(year, 3, 31))
                people[child.la_child_id] = child
        lines += ["  </Children>", "</Message>", ""]
        (folder / f"cin_{year}.xml").write_text("\n".join(lines), encoding="utf-8")
    return [Record(f"{SOURCE}:{number}", person) for number, person in people.items()]


def _header(year: int) -> list[str]:
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<Message>",
        "  <Header>",
        f"    <CollectionDetails><Collection>CIN</Collection><Year>{year}</Year>"
        f"<ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails>",
        f"    <Source><SourceLevel>L</SourceLevel><LEA>{AUTHORITY_NUMBER}</LEA>"
        f"<SoftwareCode>Local Authority</SoftwareCode><Release>1.0</Release>"
        f"<SerialNo>001</SerialNo><DateTime>{year}-06-30T09:00:00</DateTime></Source>",
        "  </Header>",
    ]


def _child(chance: Chance, history: History, child: Person, episodes: list[SocialWork], until: date) -> Iterable[str]:
    yield "    <Child>"
    yield "      <ChildIdentifiers>"
    yield f"        <LAchildID>{child.la_child_id}</LAchildID>"
    if child.upn and chance.happens(0.9):
        yield f"        <UPN>{child.upn if chance.happens(0.985) else temporary_upn(child.number)}</UPN>"
    else:
        yield f"        <UPNunknown>{'UN2' if child.upn else 'UN1'}</UPNunknown>"
    if child.birth > until:
        yield f"        <ExpectedPersonBirthDate>{days_after(child.birth, 6)}</ExpectedPersonBirthDate>"
    elif chance.happens(0.997):
        written = child.birth if chance.happens(0.99) else days_after(child.birth, 1)
        yield f"        <PersonBirthDate>{written}</PersonBirthDate>"
    else:
        yield "        <PersonBirthDate>1900-01-01</PersonBirthDate>"
    yield f"        <Sex>{child.sex if child.birth <= until else 'U'}</Sex>"
    yield "      </ChildIdentifiers>"
    is_disabled = any(spell.factor == "disability" for spell in history.of(child))
    codes = chance.sample(_DISABILITIES, 1 + (chance.random() < 0.3)) if is_disabled else ["NONE"]
    yield (
        f"      <ChildCharacteristics><Ethnicity>{child.ethnicity}</Ethnicity><Disabilities>"
        + "".join(f"<Disability>{code}</Disability>" for code in codes)
        + "</Disabilities></ChildCharacteristics>"
    )
    for episode in episodes:
        yield from _episode(chance, history, episode, until)
    yield "    </Child>"


def _episode(chance: Chance, history: History, episode: SocialWork, until: date) -> Iterable[str]:
    """One episode as it stood at the end of the year. Some hold a code or a date that cannot be."""
    is_closed = episode.closed_on is not None and episode.closed_on <= until
    is_nfa = is_closed and not episode.plan_from and not episode.protected_from
    referred = "2025-02-30" if chance.happens(0.002) else str(episode.referred_on)
    yield "      <CINdetails>"
    yield f"        <CINreferralDate>{referred}</CINreferralDate>"
    yield f"        <ReferralSource>{chance.one_of(_REFERRED_BY) if chance.happens(0.997) else '6X'}</ReferralSource>"
    yield f"        <PrimaryNeedCode>{_NEED.get(episode.reason.factor, 'N1')}</PrimaryNeedCode>"
    if is_closed:
        yield f"        <CINclosureDate>{episode.closed_on}</CINclosureDate>"
        yield f"        <ReasonForClosure>{chance.one_of(('RC8', 'RC9')) if is_nfa else 'RC7'}</ReasonForClosure>"
    if episode.protected_from and episode.protected_from <= until:
        yield f"        <DateOfInitialCPC>{episode.protected_from}</DateOfInitialCPC>"
    if episode.assessed_on <= until:
        yield from _assessment(chance, history, episode, is_nfa)
    if episode.plan_from and episode.plan_from <= until:
        ended = f"<CINPlanEndDate>{episode.closed_on}</CINPlanEndDate>" if is_closed else ""
        yield f"        <CINPlanDates><CINPlanStartDate>{episode.plan_from}</CINPlanStartDate>{ended}</CINPlanDates>"
    if episode.enquiry_on and episode.enquiry_on <= until:
        conference = f"<DateOfInitialCPC>{episode.protected_from}</DateOfInitialCPC>" if episode.protected_from else ""
        yield (
            f"        <Section47><S47ActualStartDate>{episode.enquiry_on}</S47ActualStartDate>{conference}"
            f"<ICPCnotRequired>{0 if episode.protected_from else 1}</ICPCnotRequired></Section47>"
        )
    yield f"        <ReferralNFA>{'0' if chance.happens(0.9) else 'false'}</ReferralNFA>"
    if episode.protected_from and episode.protected_from <= until:
        yield from _protection(episode, until)
    yield "      </CINdetails>"


def _assessment(chance: Chance, history: History, episode: SocialWork, is_nfa: bool) -> Iterable[str]:
    codes: dict[str, None] = {}
    for spell in history.of(episode.child):
        near = spell.from_on <= episode.assessed_on and (
            spell.to_on is None or spell.to_on >= days_after(episode.referred_on, -180)
        )
        if spell.factor in _FACTORS and near and (spell is episode.reason or chance.happens(0.7)):
            codes[chance.one_of(_FACTORS[spell.factor])] = None
    if not codes:
        codes["21" if is_nfa else "20"] = None
    if chance.happens(0.004):
        codes["99Z"] = None
    factors = "".join(f"<AssessmentFactors>{code}</AssessmentFactors>" for code in codes)
    yield (
        f"        <Assessments><AssessmentActualStartDate>{episode.referred_on}</AssessmentActualStartDate>"
        f"<AssessmentAuthorisationDate>{episode.assessed_on}</AssessmentAuthorisationDate>"
        f"<FactorsIdentifiedAtAssessment>{factors}</FactorsIdentifiedAtAssessment></Assessments>"
    )


def _protection(episode: SocialWork, until: date) -> Iterable[str]:
    started, ended = episode.protected_from, episode.protected_to
    assert started is not None  # noqa: S101 - asked only of episodes with a protection plan
    review = days_after(started, 85)
    yield (
        f"        <ChildProtectionPlans><CPPstartDate>{started}</CPPstartDate>"
        + (f"<CPPendDate>{ended}</CPPendDate>" if ended and ended <= until else "")
        + f"<InitialCategoryOfAbuse>{episode.category}</InitialCategoryOfAbuse>"
        f"<LatestCategoryOfAbuse>{episode.category}</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP>"
        + (
            f"<Reviews><CPPreviewDate>{review}</CPPreviewDate></Reviews>"
            if review <= min(until, ended or until)
            else ""
        )
        + "</ChildProtectionPlans>"
    )
