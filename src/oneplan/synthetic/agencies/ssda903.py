"""The children looked after return: one CSV per table, for care since April 2025. No names; the council's own id."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from oneplan.synthetic.agencies import ssda903_tables as tables
from oneplan.synthetic.chance import Chance
from oneplan.synthetic.files import Row, dmy, repeated, with_unusable, write_table
from oneplan.synthetic.histories import History, Spell
from oneplan.synthetic.period import AS_OF, age_on, days_after, years_after
from oneplan.synthetic.population import Household
from oneplan.synthetic.responses import Care
from oneplan.synthetic.world import Record, World

SOURCE = "ssda903"
SHOWS = frozenset({
    "missing", "leaving_or_transfer_of_care", "substance_misuse", "antisocial_behaviour_or_offending",
    "teenage_pregnancy", "difficult_to_engage",
})  # fmt: skip
_SINCE = date(2025, 4, 1)
_YEAR_ENDED = date(2026, 3, 31)


@dataclass
class _Return:
    """The tables as they fill."""

    world: World
    chance: Chance
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in tables.TABLES})

    def add(self, table: str, *row: object) -> None:
        self.rows[table].append(row)

    def worker(self) -> str:
        """A social worker's registration."""
        return f"SW{1000 + int(self.chance.random() * 80)}"


def write(world: World, folder: Path) -> list[Record]:
    """Write the tables. Every child of every table is one record, by the council's id."""
    chance = world.chance(SOURCE)
    made = _Return(world, chance)
    records: list[Record] = []
    for response in world.responses:
        for care in response.care:
            is_in_return = care.to_on is None or care.to_on >= _SINCE
            left_as_adult = care.to_on is not None and age_on(care.child.birth, care.to_on) >= 18
            if is_in_return or left_as_adult:
                records.append(Record(f"{SOURCE}:{care.child.la_child_id}", care.child))
                spells = response.history.of(care.child)
                _header(made, response.history, care, spells)
                if is_in_return:
                    _in_care(made, response.history, care, spells)
                else:
                    _care_leaver(made, care)
    for name, columns in tables.TABLES.items():
        rows = repeated(chance, made.rows[name])
        if name == "episodes":
            rows = with_unusable(chance, rows, 1, "31/11/2025", rate=0.003)
        if name == "missing":
            rows = with_unusable(chance, rows, 2, "Q")
        write_table(folder / f"{name}.csv", columns.split(","), rows)
    return records


def _header(made: _Return, history: History, care: Care, spells: list[Spell]) -> None:
    child, chance = care.child, made.chance
    is_mother = (
        child.sex == "F" and any(spell.factor == "teenage_pregnancy" for spell in spells) and chance.happens(0.6)
    )
    flag = "1" if is_mother else "0" if child.sex == "F" else ""
    if flag and chance.happens(0.3):
        flag += ".0"  # as spreadsheets write a column with gaps
    born = dmy(days_after(AS_OF, -chance.between(30, 400))) if is_mother else ""
    upn = child.upn if child.upn and chance.happens(0.97) else "UN3" if child.upn else "UN1"
    made.add("header", child.la_child_id, child.sex, dmy(child.birth), child.ethnicity, upn, flag, born)
    made.add("previous_permanence", child.la_child_id, dmy(child.birth), "Z1", "", "")
    if history.household.is_unaccompanied:
        made.add("uasc", child.la_child_id, child.sex, dmy(child.birth), dmy(years_after(child.birth, 18)))


def _care_leaver(made: _Return, care: Care) -> None:
    values = [codes.by(made.chance) for codes in (tables.IN_TOUCH, tables.ACTIVITY, tables.ACCOMMODATION)]
    made.add("oc3", care.child.la_child_id, dmy(care.child.birth), *values)


def _in_care(made: _Return, history: History, care: Care, spells: list[Spell]) -> None:
    adopters_from = _placed_for_adoption(made, care)
    _episodes(made, history.household, care, adopters_from)
    _reviews(made, care, spells)
    _health(made, care, spells)
    _missing(made, care, spells)
    _workers(made, care)
    if age_on(care.child.birth, AS_OF) >= 12 and made.chance.happens(0.012):
        day = made.chance.day(max(care.from_on, date(2026, 4, 1)), days_after(AS_OF, -30))
        made.add("dolo", care.child.la_child_id, dmy(care.child.birth), dmy(day), dmy(days_after(day, 21)))


def _placed_for_adoption(made: _Return, care: Care) -> date | None:
    """A few of the youngest. Their new identity is never written beside the old one."""
    child, chance = care.child, made.chance
    placed = max(_SINCE, days_after(care.from_on, 200))
    if age_on(child.birth, placed) > 3 or placed > (care.to_on or days_after(AS_OF, -30)) or not chance.happens(0.2):
        return None
    made.add("placed_for_adoption", child.la_child_id, dmy(child.birth), dmy(placed), "", "")
    decided, matched = dmy(days_after(placed, -120)), dmy(days_after(placed, -20))
    made.add("ad1", child.la_child_id, dmy(child.birth), decided, matched, "0", "2", "MF", "L11")
    return placed


def _episodes(made: _Return, home: Household, care: Care, adopters_from: date | None) -> None:
    """Placements one after another; each ends as the next begins."""
    chance, child = made.chance, care.child
    status = "V2" if home.is_unaccompanied or care.need == "N4" else "C1"
    begun_by = "S"
    starts = _moves(chance, care, adopters_from)
    home_post = "" if home.is_unaccompanied or chance.happens(0.04) else home.address_on(care.from_on).postcode
    for number, start in enumerate(starts):
        is_last = number == len(starts) - 1
        ended = care.to_on if is_last else starts[number + 1]
        place, provider = (tables.OLDER_PLACEMENT if age_on(child.birth, start) >= 16 else tables.PLACEMENT).by(chance)
        if start == adopters_from:
            status, place, provider, begun_by = "E1", "A6", "PR1", "B"
        left = "" if ended is None else _ending(chance, care, ended) if is_last else "X1"
        if ended is None or ended >= _SINCE:
            made.add(
                "episodes", child.la_child_id, dmy(start), begun_by, status, care.need, place, provider, dmy(ended),
                left, chance.one_of(tables.REASONS_TO_MOVE) if left == "X1" else "", home_post,
                _placed_at(made, home, place), str(2_900_001 + home.number % 7) if place in ("K1", "K2") else "",
            )  # fmt: skip
        begun_by = "B" if status == "C1" and chance.happens(0.4) else "P"
        status = "C2" if begun_by == "B" else status


def _moves(chance: Chance, care: Care, adopters_from: date | None) -> list[date]:
    """The days on which a placement began."""
    starts = [care.from_on]
    last = min(adopters_from or AS_OF, care.to_on or AS_OF)
    while (day := days_after(starts[-1], chance.expovariate(1 / 500) + 20)) < last:
        starts.append(day)
    return [*starts, adopters_from] if adopters_from and adopters_from > starts[-1] else starts


def _ending(chance: Chance, care: Care, day: date) -> str:
    is_adult = age_on(care.child.birth, day) >= 18
    return chance.one_of(("E5", "E6", "E17")) if is_adult else tables.LEFT_CARE.by(chance)


def _placed_at(made: _Return, home: Household, place: str) -> str:
    """The placement's postcode. A child placed with their own parents is at home."""
    if place == "P1":
        return home.address.postcode
    if place in ("K1", "K2", "K3"):
        return made.chance.one_of(made.world.place.homes).postcode
    return made.chance.one_of(made.world.population.households).address.postcode


def _days_in_care(care: Care, *, first: int, every: int) -> Iterator[date]:
    day = days_after(care.from_on, first)
    while day <= (care.to_on or AS_OF):
        if day >= _SINCE:
            yield day
        day = days_after(day, every)


def _reviews(made: _Return, care: Care, spells: list[Spell]) -> None:
    unheard = any(spell.factor == "difficult_to_engage" for spell in spells)
    codes = ("PN7", "PN6", "PN4") if unheard else ("PN1", "PN1", "PN1", "PN5", "PN6", "PN3", "PN7")
    for day in _days_in_care(care, first=20, every=180):
        code = "PN0" if age_on(care.child.birth, day) < 4 else made.chance.one_of(codes)
        made.add("reviews", care.child.la_child_id, dmy(care.child.birth), dmy(day), code)


def _health(made: _Return, care: Care, spells: list[Spell]) -> None:
    """What is asked once a year of those who have been in care for the whole of it."""
    if care.from_on > years_after(_YEAR_ENDED, -1) or (care.to_on is not None and care.to_on < _YEAR_ENDED):
        return
    child, chance = care.child, made.chance
    true_then = {spell.factor for spell in spells if spell.is_current_on(_YEAR_ENDED)}
    age = age_on(child.birth, _YEAR_ENDED)
    troubled = any(spell.because for spell in spells)
    score = str(min(40, max(0, int(chance.gauss(17 if troubled else 11, 5))))) if 4 <= age <= 16 else ""
    asked = score if chance.happens(0.85) else ""
    misuses = "substance_misuse" in true_then
    convicted = age >= 10 and "antisocial_behaviour_or_offending" in true_then and chance.happens(0.5)
    done = [str(int(chance.happens(rate))) for rate in (0.9, 0.8, 0.93)]
    helped = str(int(misuses and chance.happens(0.6)))
    made.add(
        "oc2", child.la_child_id, dmy(child.birth), asked, "SDQ2" if score and not asked else "", int(convicted),
        "1" if age < 5 else "", *done, int(misuses), helped, int(misuses),
    )  # fmt: skip


def _missing(made: _Return, care: Care, spells: list[Spell]) -> None:
    chance, child = made.chance, care.child
    went = any(spell.factor == "missing" for spell in spells)
    if not went and not (age_on(child.birth, AS_OF) >= 12 and chance.happens(0.06)):
        return
    first, last = max(care.from_on, _SINCE), days_after(care.to_on or AS_OF, -4)
    for _ in range(1 + int(chance.expovariate(0.6))):
        day = chance.day(first, last)
        kind = "M" if chance.happens(0.8) else "A"
        back = dmy(days_after(day, chance.expovariate(0.8)))
        made.add("missing", child.la_child_id, dmy(child.birth), kind, dmy(day), back)


def _workers(made: _Return, care: Care) -> None:
    start = max(care.from_on, _SINCE)
    who = (care.child.la_child_id, dmy(care.child.birth))
    for day in _days_in_care(care, first=120, every=300):
        made.add("sw_episodes", *who, made.worker(), dmy(start), dmy(day), made.chance.one_of(tables.WORKER_CHANGED))
        start = day
    made.add("sw_episodes", *who, made.worker(), dmy(start), dmy(care.to_on), "PCCHAN" if care.to_on else "")
