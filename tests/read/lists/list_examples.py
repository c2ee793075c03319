"""The examples of publishers' files, read."""

from dataclasses import dataclass
from pathlib import Path

from countersight.model.record import Problem
from countersight.model.watchlist import LateFact, ListEntry
from countersight.read.lists import ListOptions, read_list, recognise
from countersight.read.source import Source

EXAMPLES = Path(__file__).with_name("examples")


@dataclass(frozen=True, slots=True)
class Taken:
    shape: str
    entries: tuple[ListEntry, ...]
    problems: tuple[Problem, ...]
    late: tuple[LateFact, ...]
    persons: int
    unclear: int
    vintage: object

    def one(self, own: str) -> ListEntry:
        return next(each for each in self.entries if each.id == own)

    @property
    def codes(self) -> list[str]:
        return [each.code for each in self.problems]


def taken(*files: str | Path, **mapping: str) -> Taken:
    options = ListOptions(tuple(mapping.items()))
    found = recognise([Source.at(EXAMPLES / each) for each in files], options)
    stretches = list(read_list(found, options))
    return Taken(
        found.shape.name,
        tuple(each for stretch in stretches for each in stretch.entries),
        tuple(each for stretch in stretches for each in stretch.problems),
        tuple(each for stretch in stretches for each in stretch.late),
        sum(stretch.persons for stretch in stretches),
        sum(stretch.unclear for stretch in stretches),
        max((each.vintage for each in stretches if each.vintage), default=None),
    )
