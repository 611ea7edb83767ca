"""The children looked after return: one CSV per table, for care since April 2025. No names; the council's own id."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from oneplan.synthetic.chance import Chance, Pick
from oneplan.synthetic.files import Row, dmy, repeated, with_unusable, write_table
from oneplan.synthetic.histories import History
from oneplan.synthetic.period import AS_OF, age_on, days_after, years_after
from oneplan.synthetic.places import Address
from oneplan.synthetic.population import Household, Person
from oneplan.synthetic.responses import Care
from oneplan.synthetic.world import Record, World

SOURCE = "ssda903"
SHOWS = frozenset(
    {
        "missing",
        "leaving_or_transfer_of_care",
        "substance_misuse",
        "antisocial_behaviour_or_offending",
        "teenage_pregnancy",
        "difficult_to_engage",
    }
)
_SINCE = date(2025, 4, 1)
TABLES = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "oc2": "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "ad1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    "placed_for_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "previous_permanence": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "sw_episodes": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
    "dolo": "CHILD,DOB,DOLO_START,DOLO_END",
}
_PLACEMENT = Pick(
    [
        (("U6", "PR1"), 34),
        (("U6", "PR4"), 24),
        (("U1", "PR1"), 12),
        (("U3", "PR1"), 6),
        (("P1", "PR0"), 8),
        (("K2", "PR4"), 12),
        (("K1", "PR3"), 0.5),
    ]
)
_OLDER = Pick([(("U6", "PR4"), 40), (("K2", "PR4"), 25), (("K3", "PR4"), 30), (("R5", "PR3"), 1)])
_CHANGE = ("CARPL", "CREQB", "CREQO", "CHILD", "PLACE", "OTHER", "STAND")
_ENDED = Pick([("E4A", 40), ("E4B", 8), ("E45", 14), ("E46", 8), ("E41", 10), ("E13", 10), ("E8", 10)])
_ACTIVITY = Pick([("F2", 30), ("F5", 20), ("F4", 8), ("P2", 4), ("F1", 6), ("G4", 8), ("G5", 20), ("G6", 3), ("0", 1)])
_HOME = Pick(
    [
        ("U1", 34),
        ("E1", 10),
        ("Z1", 16),
        ("B1", 14),
        ("D1", 8),
        ("C1", 4),
        ("T1", 3),
        ("S2", 2),
        ("X2", 2),
        ("W2", 2),
        ("R2", 3),
    ]
)


@dataclass
class _Return:
    """The tables as they fill."""

    world: World
    chance: Chance
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})

    def add(self, table: str, *row: object) -> None:
        self.rows[table].append(row)


def write(world: World, folder: Path) -> list[Record]:
    """Write the tables. Every child of every table is one record, by the council's id."""
    chance = world.chance(SOURCE)
    made = _Return(world, chance)
    records: list[Record] = []
    for response in world.responses:
        for care in response.care:
            has_left = care.to_on is not None and age_on(care.child.birth, care.to_on) >= 18
            if (care.to_on is None or care.to_on >= _SINCE) or has_left:
                records.append(Record(f"{SOURCE}:{care.child.la_child_id}", care.child))
                _child(made, response.history, care)
    for name, columns in TABLES.items():
        rows = repeated(chance, made.rows[name])
        if name == "episodes":
            rows = with_unusable(chance, rows, lambda row: row.__setitem__(1, "31/11/2025"), rate=0.003)
        if name == "missing":
            rows = with_unusable(chance, rows, lambda row: row.__setitem__(2, "Q"))
        write_table(folder / f"{name}.csv", columns.split(","), rows)
    return records


def _child(made: _Return, history: History, care: Care) -> None:
    child, chance = care.child, made.chance
    birth = dmy(child.birth)
    is_mother = any(spell.factor == "teenage_pregnancy" for spell in history.of(child))
    born = dmy(days_after(AS_OF, -chance.between(30, 400))) if is_mother and chance.happens(0.6) else ""
    mother = (
        ("1.0" if born else "0.0")
        if child.sex == "F" and chance.happens(0.3)
        else ("1" if born else "0" if child.sex == "F" else "")
    )
    upn = child.upn if child.upn and chance.happens(0.97) else "UN3" if child.upn else "UN1"
    made.add("header", child.la_child_id, child.sex, birth, child.ethnicity, upn, mother, born)
    if history.household.is_unaccompanied:
        made.add("uasc", child.la_child_id, child.sex, birth, dmy(care.to_on))
    made.add("previous_permanence", child.la_child_id, birth, "Z1", "", "")
    if care.to_on is None or care.to_on >= _SINCE:
        _episodes(made, history.household, care)
        _reviews(made, history, care)
        _year_in_care(made, history, care)
        _adoption(made, care)
    elif age_on(child.birth, AS_OF) <= 21:
        made.add(
            "oc3",
            child.la_child_id,
            birth,
            chance.choices(("YES", "NO", "REFU", "NREQ"), (90, 5, 3, 2))[0],
            _ACTIVITY.by(chance),
            _HOME.by(chance),
        )


def _episodes(made: _Return, home: Household, care: Care) -> None:
    """Placements one after another; each ends as the next begins."""
    chance, child = made.chance, care.child
    status = "V2" if home.is_unaccompanied or care.need == "N4" else "C1"
    start, reason_started = care.from_on, "S"
    while True:
        place, provider = (_OLDER if age_on(child.birth, start) >= 16 else _PLACEMENT).by(chance)
        change = days_after(start, chance.expovariate(1 / 500) + 20)
        is_last = change >= (care.to_on or AS_OF)
        ended = care.to_on if is_last else change
        rec = "" if ended is None else "X1" if not is_last else _ending(chance, child, ended)
        moved = chance.one_of(_CHANGE) if rec == "X1" else ""
        if ended is None or ended >= _SINCE:
            address = _placed_at(made, home, place)
            home_post = "" if chance.happens(0.04) or home.is_unaccompanied else home.address_on(care.from_on).postcode
            urn = str(2_900_001 + home.number % 7) if place in ("K1", "K2") else ""
            made.add(
                "episodes",
                child.la_child_id,
                dmy(start),
                reason_started,
                status,
                care.need,
                place,
                provider,
                "" if rec == "X1" and chance.happens(0.01) else dmy(ended),
                rec,
                moved,
                home_post,
                address.postcode,
                urn,
            )
        if ended is None or is_last:
            return
        start = ended
        reason_started = "B" if status == "C1" and chance.happens(0.4) else "P"
        status = "C2" if reason_started == "B" else status


def _ending(chance: Chance, child: Person, day: date) -> str:
    return chance.one_of(("E5", "E6", "E17")) if age_on(child.birth, day) >= 18 else _ENDED.by(chance)


def _placed_at(made: _Return, home: Household, place: str) -> Address:
    """A child placed with their own parents is at home; others somewhere else in the borough."""
    if place == "P1":
        return home.address
    if place in ("K1", "K2", "K3"):
        return made.chance.one_of(made.world.place.homes)
    return made.chance.one_of(made.world.population.households).address


def _days_in_care(care: Care, every: int, first: int) -> Iterator[date]:
    day = days_after(care.from_on, first)
    while day <= (care.to_on or AS_OF):
        if day >= _SINCE:
            yield day
        day = days_after(day, every)


def _reviews(made: _Return, history: History, care: Care) -> None:
    chance, child = made.chance, care.child
    unmet = any(spell.factor == "difficult_to_engage" for spell in history.of(child))
    for day in _days_in_care(care, 180, 20):
        codes = ("PN7", "PN6", "PN4") if unmet else ("PN1", "PN1", "PN1", "PN5", "PN6", "PN3", "PN7")
        code = "PN0" if age_on(child.birth, day) < 4 else chance.one_of(codes)
        made.add("reviews", child.la_child_id, dmy(child.birth), dmy(day), code)


def _year_in_care(made: _Return, history: History, care: Care) -> None:
    """What is asked once a year of those in care for a year, and what happened meanwhile."""
    chance, child, birth = made.chance, care.child, dmy(care.child.birth)
    true_of = {spell.factor: spell for spell in history.of(child)}
    if care.from_on < years_after(AS_OF, -1) and (care.to_on is None or care.to_on > date(2026, 3, 31)):
        age = age_on(child.birth, AS_OF)
        troubled = sum(spell.because != "" for spell in true_of.values())
        score = str(min(40, max(0, int(chance.gauss(11 + 4 * troubled, 5))))) if 4 <= age <= 16 else ""
        asked = score if chance.happens(0.85) else ""
        misuses = "substance_misuse" in true_of
        flag = "1" if chance.happens(0.9) else "1.0"
        made.add(
            "oc2",
            child.la_child_id,
            birth,
            asked,
            "SDQ2" if score and not asked else "",
            flag if age >= 10 and "antisocial_behaviour_or_offending" in true_of and chance.happens(0.5) else "0",
            "1" if age < 5 else "",
            "1" if chance.happens(0.9) else "0",
            "1" if chance.happens(0.8) else "0",
            "1" if chance.happens(0.93) else "0",
            "1" if misuses else "0",
            "1" if misuses and chance.happens(0.6) else "0",
            "1" if misuses else "0",
        )
    if "missing" in true_of or (age_on(child.birth, AS_OF) >= 12 and chance.happens(0.06)):
        for day in sorted(
            chance.day(max(care.from_on, _SINCE), days_after(care.to_on or AS_OF, -4))
            for _ in range(1 + int(chance.expovariate(0.6)))
        ):
            made.add(
                "missing",
                child.la_child_id,
                birth,
                "M" if chance.happens(0.8) else "A",
                dmy(day),
                dmy(days_after(day, chance.expovariate(0.8))),
            )
    start = max(care.from_on, _SINCE)
    for day in _days_in_care(care, 300, 120):
        worker = f"SW{1000 + int(chance.random() * 80)}"
        made.add(
            "sw_episodes",
            child.la_child_id,
            birth,
            worker,
            dmy(start),
            dmy(day),
            chance.one_of(("LEFTRL", "ORGRST", "TSPROC", "MANAGE", "ABSENC")),
        )
        start = day
    made.add(
        "sw_episodes",
        child.la_child_id,
        birth,
        f"SW{1000 + int(chance.random() * 80)}",
        dmy(start),
        dmy(care.to_on),
        "CHCHAN" if care.to_on else "",
    )
    if age_on(child.birth, AS_OF) >= 12 and chance.happens(0.012):
        day = chance.day(max(care.from_on, date(2026, 4, 1)), days_after(AS_OF, -30))
        made.add("dolo", child.la_child_id, birth, dmy(day), dmy(days_after(day, 21)))


def _adoption(made: _Return, care: Care) -> None:
    """A very few of the youngest are placed for adoption. Their new identity is never written beside the old one."""
    child, chance = care.child, made.chance
    if age_on(child.birth, AS_OF) > 4 or not chance.happens(0.06) or care.from_on > days_after(AS_OF, -200):
        return
    placed = max(_SINCE, days_after(care.from_on, 170))
    if care.to_on is None or placed < care.to_on:
        made.add("placed_for_adoption", child.la_child_id, dmy(child.birth), dmy(placed), "", "")
        made.add(
            "ad1", child.la_child_id, dmy(child.birth), dmy(placed), dmy(days_after(placed, -20)), "0", "2", "MF", "L11"
        )
