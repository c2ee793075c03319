"""Files of ownership wired: read without persons, and tied to a catalogue."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from countersight.match import Barred, Imported, bar
from countersight.messages import sentence
from countersight.model.finding import ListVersion
from countersight.model.ownership import Owners
from countersight.model.vendor import Vendor
from countersight.read import Source
from countersight.read.ownership import read_owners


def owners_of(files: Sequence[Path]) -> Owners:
    """Return what files tell of ownership; what can't be read is a Problem among it."""
    return read_owners(
        [Source.at(file) for file in files], lambda text: bar(text) is Barred.PERSON
    )


def imported(files: Sequence[Path], vendors: Iterable[Vendor]) -> Imported | None:
    """Return the links of files tied to vendors; None where there are no files."""
    return Imported(owners_of(files), vendors) if files else None


def versions(owners: Owners) -> tuple[ListVersion, ...]:
    """Return what an answer says of each file that it rests on."""
    return tuple(
        ListVersion(sentence("Owners {name}", name=file.name), file.version, "", "")
        for file in owners.files
    )
