"""Deciding: facts in, one object a line; every duty decided on them, one line at a time.

No more than one line is held, whatever the length of the stream. A line that can't be decided
is an answer too, and the stream goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import BinaryIO, Final, TypeAlias

from countersight.errors import FactError
from countersight.judge import Rulebook, parse_facts
from countersight.messages import sentence
from countersight.model.answer import Answer, AnswerId, Decided, Undecided
from countersight.model.catalogue import Catalogue
from countersight.model.facts import Facts, FactSource, Owner
from countersight.model.record import Problem
from countersight.read.json_objects import JsonObject, json_objects

OwnersOf: TypeAlias = Callable[[str, date | None], tuple[Owner, ...] | None]
"""Tells who owns a maker on a day; None where that is not known."""
LONGEST_ID: Final = 500
LARGEST_ID: Final = 10**15


class Deciding:
    r"""Decides lines of facts by the restrictions of one catalogue.

    It uses what a line states and the defaults of the rules, and nothing of the catalogue's
    vendors: that is for screening. Where *owners* is handed in, it tells who owns the maker of
    a line that says nothing of owners; *problems* is what could not be read of it.

    >>> import io
    >>> from countersight.catalogue import load
    >>> line = b'{"id": 7, "date": "2020-01-01", "place": "US", "roles": ["public.national"]}'
    >>> [answer] = Deciding(load()).run(io.BytesIO(line))
    >>> answer.id, answer.problem
    (7, 'act: missing')

    Raises:
        CatalogueError: a cover asks for a list that no restriction keeps.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        owners: OwnersOf | None = None,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.catalogue = catalogue
        self.problems = problems
        self._owners = owners
        self.rulebook = Rulebook(catalogue.restrictions.values())

    def run(self, stream: BinaryIO) -> Iterator[Answer]:
        """Yield the answer to each object of a stream, in their order.

        Raises:
            SourceError: the stream can't be read on.
        """
        for found in json_objects(stream):
            yield self.answer(found)

    def answer(self, found: JsonObject) -> Answer:
        """Return the answer to one object."""
        if found.value is None:
            return Undecided(
                None, found.line, sentence("the line {wrong}", wrong=found.wrong), found.hint
            )
        name = _id(found.value.get("id"))
        try:
            facts = parse_facts(found.value, self.catalogue.vocabulary)
        except FactError as wrong:
            return Undecided(name, found.line, wrong.message, wrong.hint)
        return Decided(name, found.line, self.rulebook.decide(self._with_owners(facts)))

    def _with_owners(self, facts: Facts) -> Facts:
        """Return the facts with the maker's owners, where the line does not tell them."""
        maker, day = facts.value("maker"), facts.value("date")
        if self._owners is None or facts.owners is not None or not isinstance(maker, str):
            return facts
        found = self._owners(maker, day if type(day) is date else None)
        if found is None:
            return facts
        return replace(facts, owners=found, owners_source=FactSource.CATALOGUE)


def _id(stated: object) -> AnswerId:
    """Return the id as it was stated, where it can be one."""
    if isinstance(stated, str):
        return stated[:LONGEST_ID]
    if isinstance(stated, int) and not isinstance(stated, bool) and abs(stated) <= LARGEST_ID:
        return stated
    return None
