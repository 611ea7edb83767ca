"""Everything that is true in the borough, which agencies then see in part."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from oneplan.synthetic import lately
from oneplan.synthetic.chance import Chance
from oneplan.synthetic.histories import History, Spell, histories
from oneplan.synthetic.period import AS_OF, days_after
from oneplan.synthetic.places import Place
from oneplan.synthetic.population import Household, Person, Population
from oneplan.synthetic.responses import Response, responses
from oneplan.synthetic.settlement import settle


@dataclass(frozen=True, slots=True)
class Record:
    """One agency's record of one person, as its reader will name it (`source:local id`)."""

    id: str
    person: Person


@dataclass(frozen=True, slots=True)
class World:
    """The population, its histories and what was done about them."""

    seed: int
    population: Population
    responses: list[Response]

    @property
    def place(self) -> Place:
        """The ground."""
        return self.population.place

    @property
    def families(self) -> Iterator[tuple[Household, History]]:
        """Households with children, each with its history."""
        return ((response.history.household, response.history) for response in self.responses)

    def chance(self, part: str) -> Chance:
        """The stream of chance of one part."""
        return Chance.named(self.seed, part)


def make(children: int, seed: int) -> World:
    """A world with so many children. Same seed, same world."""
    population = settle(children, seed)
    done = responses(histories(population, seed), population.place, seed)
    lately.add(done, population.place, seed)
    return World(seed, population, done)


def noticed_on(chance: Chance, spell: Spell, rate: float, *, since: date, within: float = 200) -> date | None:
    """The day on which an agency notices something, if it does: while it is true, or soon after it began."""
    if not chance.happens(rate):
        return None
    first = max(spell.from_on, since)
    last = min(spell.to_on or AS_OF, days_after(AS_OF, -3))
    if first > last:
        return None
    day = days_after(first, chance.random() * within)
    return day if day <= last else first
