"""What is asked and answered at once, of few records, names, devices or facts."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from countersight.errors import PersonError
from countersight.ids import canonical_json
from countersight.messages import sentence
from countersight.model.answer import Answer
from countersight.model.catalogue import Catalogue
from countersight.model.finding import Counts, Grounds, Screened
from countersight.model.office import Asked
from countersight.model.record import Problem, RecordKind
from countersight.model.review import Review
from countersight.ports import Clock
from countersight.read import Source
from countersight.read.json_objects import JsonObject
from countersight.work.deciding import Deciding
from countersight.work.identifying import Estate, Identifying
from countersight.work.office.asking import known_profile
from countersight.work.office.ready import Ready
from countersight.work.office.stated import MAPPING, RECORDS, Stated, document
from countersight.work.screening import Screening

MOST_RECORDS: Final = 200
"""Records that are screened at once; more become a run."""
MOST_NAMES: Final = 500
MOST_OBSERVATIONS: Final = 5_000
MOST_SITUATIONS: Final = 100
FACTS_ONLY: Final = "journalist"
"""The profile for which no duty is decided."""
OBSERVATIONS: Final = "observations"


@dataclass(frozen=True, slots=True)
class Told:
    """What was found of each record, in their order, and what could not be read."""

    records: tuple[Screened, ...]
    problems: tuple[Problem, ...]
    counts: Counts
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Makers:
    """What makes the two that are costly to make."""

    screening: Callable[[Asked, tuple[Review, ...]], Screening]
    identifying: Callable[[date], Identifying]
    pinned: Callable[[Sequence[str], date], tuple[str, ...]]
    """Names the versions of lists that are asked on a day; see ``HeldLists.pinned``."""


class Enquiries:
    """Answers a program's questions by the catalogue and the judgements of one office."""

    def __init__(
        self,
        catalogue: Catalogue,
        makers: Makers,
        reviews: Callable[[], tuple[Review, ...]],
        clock: Clock,
    ) -> None:
        self.catalogue = catalogue
        self._screenings: Ready[tuple[Asked, tuple[Review, ...]], Screening] = Ready(
            lambda key: makers.screening(*key)
        )
        self._identifying = Ready(makers.identifying)
        self._pinned = makers.pinned
        self._reviews = reviews
        self._clock = clock
        self._deciding = Deciding(catalogue)

    def screen(self, records: Sequence[Stated], asked: Asked) -> Told:
        """Return what is found of records; each gets the answer that it gets in a run.

        Raises:
            AbsentError: a list is not held.
            ProfileError: there is no such profile.
        """
        on = asked.as_of or self._clock.today()
        fixed = replace(
            asked,
            mapping=MAPPING,
            kind=asked.kind or RecordKind.SUPPLIER,
            as_of=on,
            every=True,
            lists=self._pinned(asked.lists, on),
        )
        known_profile(fixed.profile)
        source = Source(RECORDS, stream=io.BytesIO(document(records)))
        found: list[Screened] = []
        problems: list[Problem] = []
        counts = Counts()
        with self._screenings.use((fixed, self._reviews())) as screening:
            for batch in screening.run([source]):
                found += batch.records
                problems += batch.problems
                counts += batch.counts
            grounds = screening.conditions.grounds
        return Told(tuple(found), tuple(problems), counts, grounds)

    def match(
        self, names: Sequence[Stated], as_of: date | None, lists: Sequence[str] = ()
    ) -> Told:
        """Return which entities of the catalogue and of lists names may be; no duty is decided.

        Raises:
            AbsentError: a list is not held.
        """
        return self.screen(names, Asked(FACTS_ONLY, as_of=as_of, lists=tuple(lists)))

    def match_one(self, name: Stated, as_of: date | None, lists: Sequence[str] = ()) -> Told:
        """Return which entities of the catalogue and of lists one name may be.

        Raises:
            AbsentError: a list is not held.
            PersonError: it looks like the name of a private person.
        """
        told = self.match([name], as_of, lists)
        if any(each.reason == "person" for each in told.records):
            raise PersonError(
                sentence("the name looks like that of a private person, who is not screened")
            )
        return told

    def identify(
        self, observations: Sequence[Mapping[str, object]], as_of: date | None
    ) -> Estate:
        """Return who made the devices that observations speak of."""
        lines = "\n".join(canonical_json(dict(each)) for each in observations)
        source = Source(OBSERVATIONS, stream=io.BytesIO(lines.encode()))
        with self._identifying.use(as_of or self._clock.today()) as identifying:
            return identifying.run([source])

    def decide(self, situations: Sequence[Mapping[str, object]]) -> tuple[Answer, ...]:
        """Return every duty decided on each object of facts, or why none could be."""
        return tuple(
            self._deciding.answer(JsonObject(line, stated))
            for line, stated in enumerate(situations, start=1)
        )
