"""The columns of an upload: what each is taken for, and what a person said of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from countersight.errors import ColumnError
from countersight.messages import Words, sentence
from countersight.model.office import Asked, Upload
from countersight.model.record import MASKED, Problem, Reading, Record, RecordKind
from countersight.read import FACTS, FIELDS
from countersight.read.layout import NOTHING, SEVERAL

MOST_COLUMNS: Final = 120
"""Columns that are shown: those that the reader takes for something, and then the first."""
FEW_COLUMNS: Final = 40
"""Columns up to which every fact is offered for each."""
FIELD_WORDS: Final = Words(
    {
        NOTHING: "leave it out",
        "name": "name of the supplier or company",
        "id": "number of the row, award or asset",
        "identifier": "registered number of the company",
        "country": "country",
        "buyer": "buyer",
        "amount": "amount",
        "currency": "currency",
        "date": "date",
        "description": "description",
        "maker": "maker of the device",
        "brand": "brand",
        "model": "model",
        "serial": "serial number",
        "mac": "hardware address (MAC)",
        "ip": "address in the network (IP)",
        "site": "site",
        "ocid": "number of the contracting process (OCID)",
        "classification": "classification (CPV, UNSPSC)",
    }
)
"""What a column can be taken for, in words."""
KIND_WORDS: Final = Words(
    {
        RecordKind.SUPPLIER: "suppliers",
        RecordKind.AWARD: "awards",
        RecordKind.PAYMENT: "payments",
        RecordKind.DEVICE: "devices",
        RecordKind.COMPONENT: "components",
        RecordKind.HOLDING: "holdings",
    }
)
"""What rows are, in words."""
CHOICES: Final = (NOTHING, *FIELDS)
"""What a column can be taken for, in the order in which it is offered."""
FACT_CHOICES: Final = tuple(f"fact:{name}" for name in FACTS)
"""Facts that a column can state."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an upload."""

    header: str
    guess: str
    """The field that the reader takes it for by itself; ``nothing`` where it leaves it out."""
    taken: str
    """The field that it is taken for as things stand."""
    cells: tuple[str, ...] = ()
    """Its first cells, as they are written; what looks like a private person is withheld."""

    @property
    def differs(self) -> bool:
        """Whether a person said something else than the reader does."""
        return self.taken != self.guess


@dataclass(frozen=True, slots=True)
class TableSeen:
    """One table of an upload: a file, a sheet, a member of an archive."""

    place: str
    """Its member and sheet; empty where the upload is this table."""
    kind: RecordKind | None
    """What its rows are; None where it was not understood."""
    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    """The first that come out; those of persons are masked."""
    notes: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that any of the records has, the name first."""
        there = {name for record in self.records for name, _ in record.fields}
        return tuple(each for each in FIELDS if each == "name" or each in there)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an upload looks like."""

    upload: Upload
    tables: tuple[TableSeen, ...]
    problems: tuple[Problem, ...]
    is_whole: bool
    """All of the upload was looked at."""
    asked: Asked
    """How it is read: with what was said or remembered."""
    remembered: str = ""
    """Name of the file for which the columns were said; empty where nothing is remembered."""
    wrong: str = ""
    """Why what was said can't be done; the tables are shown as the reader takes them."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of all tables that can be named, each header once."""
        found = self._named()
        guessed = {each.header for each in found if each.guess != NOTHING}
        others = (each.header for each in found if each.header not in guessed)
        shown = {
            *islice(guessed, MOST_COLUMNS),
            *islice(others, max(MOST_COLUMNS - len(guessed), 0)),
        }
        return tuple(each for each in found if each.header in shown)

    @property
    def unshown(self) -> int:
        """How many columns there are that are left out, and are not shown."""
        return len(self._named()) - len(self.columns)

    def _named(self) -> tuple[Column, ...]:
        every = [column for table in self.tables for column in table.columns]
        met = {each.header: each for each in reversed(every)}
        order = dict.fromkeys(each.header for each in every)
        return tuple(met[each] for each in order if each and each != MASKED)

    @property
    def chosen(self) -> tuple[TableSeen, ...]:
        """The tables that are to be read."""
        wanted = self.asked.tables
        return tuple(each for each in self.tables if not wanted or each.place in wanted)


def columns_of(reading: Reading) -> tuple[Column, ...]:
    """Return the columns as a reading takes them."""
    taken = {header: name for name, header in reversed(reading.mapped)}
    return tuple(
        Column(
            header,
            taken.get(header, NOTHING),
            taken.get(header, NOTHING),
            tuple(row[at] for row in reading.first if at < len(row)),
        )
        for at, header in enumerate(reading.headers)
    )


def beside(table: TableSeen, guesses: Sequence[Column]) -> TableSeen:
    """Return a table with what the reader took each column for by itself."""
    guess = {each.header: each.guess for each in guesses}
    columns = (replace(each, guess=guess.get(each.header, NOTHING)) for each in table.columns)
    return replace(table, columns=tuple(columns))


def mapping_of(
    columns: Sequence[Column], fields: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return what must be said to the reader: what differs from its guess.

    >>> mapping_of([Column("Firm", "name", ""), Column("Old", "nothing", "")], {"Old": "id"})
    (('id', 'Old'),)

    Raises:
        ColumnError: two columns are said to be one field.
    """
    changed = {
        each.header: fields[each.header]
        for each in columns
        if fields.get(each.header, each.guess) != each.guess
    }
    said: dict[str, str] = {}
    for header, name in changed.items():
        if name in said and name not in {NOTHING, *SEVERAL}:
            raise ColumnError(
                sentence(
                    "two columns are said to be {name!r}: {first!r} and {second!r}",
                    name=name,
                    first=said[name],
                    second=header,
                ),
                hint=sentence("Leave one of the two out."),
            )
        said[name] = header
    return tuple((name, header) for header, name in changed.items())
