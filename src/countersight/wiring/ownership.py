"""Files of ownership wired: read without persons, and tied to a catalogue."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Final

from countersight.errors import AbsentError
from countersight.match import Barred, Imported, bar
from countersight.match.ownership.companies import Companies
from countersight.match.ownership.sums import too_much
from countersight.messages import sentence
from countersight.model.finding import ListVersion
from countersight.model.ownership import Owners
from countersight.model.record import Problem
from countersight.model.vendor import Vendor
from countersight.read import Source
from countersight.read.ownership import read_owners
from countersight.report.chains import Chains
from countersight.wiring import catalogue

MOST_TOLD: Final = 20
"""Companies of one name that are told."""
MOST_NAMES: Final = 20_000
"""Names among which the nearest is looked for."""


def owners_of(files: Sequence[Path]) -> Owners:
    """Return what files tell of ownership; what can't be read is a Problem among it."""
    sources = [Source(label, path=file) for label, file in labelled(files)]
    return read_owners(sources, lambda text: bar(text) is Barred.PERSON)


def labelled(files: Sequence[Path]) -> list[tuple[str, Path]]:
    """Return files with what they are called: their last name, where no other has the same.

    A review is bound to it, so it should not change with the folder.

    >>> [label for label, _ in labelled([Path("a/rr.csv"), Path("b/o.json")])]
    ['rr.csv', 'o.json']
    """
    last = Counter(file.name for file in files)
    return [(file.name if last[file.name] == 1 else str(file), file) for file in files]


def imported(files: Sequence[Path], vendors: Iterable[Vendor]) -> Imported | None:
    """Return the links of files tied to vendors; None where there are no files."""
    return Imported(owners_of(files), vendors) if files else None


def versions(owners: Owners) -> tuple[ListVersion, ...]:
    """Return what an answer says of each file that it rests on."""
    return tuple(
        ListVersion(sentence("Owners {name}", name=file.name), file.version, "", "")
        for file in owners.files
    )


def companies(files: Sequence[Path], as_of: date) -> Companies:
    """Return the companies of the bundled catalogue and of files.

    Raises:
        CatalogueError: an entry is wrong.
    """
    vendors = tuple(catalogue().vendors.values())
    return Companies(vendors, Imported(owners_of(files), vendors), as_of)


def problems_of(known: Companies) -> tuple[Problem, ...]:
    """Return what could not be read, and owners that hold more than there is."""
    return (*known.imported.owners.problems, *too_much(known.links, known.as_of))


def chains_of(files: Sequence[Path], asked: str | None, as_of: date) -> Chains:
    """Return who owns the companies that a text names; without one, what the files hold.

    Raises:
        AbsentError: nobody is called so.
        CatalogueError: an entry is wrong.
    """
    known = companies(files, as_of)
    problems = problems_of(known)
    if asked is None:
        return Chains(known, (), problems)
    met = known.find(asked)
    if not met:
        near = get_close_matches(asked, islice(known.names(), MOST_NAMES), n=1)
        raise AbsentError(
            sentence("nobody is called {name!r}", name=asked[:100]),
            hint=sentence("Did you mean {close}?", close=near[0]) if near else "",
        )
    return Chains(known, met[:MOST_TOLD], problems)
