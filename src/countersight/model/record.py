"""What the user handed in: records, the batches they travel in, and what could not be read.

The hot path is columns. A ``Batch`` carries an Arrow table whose columns are ``COLUMNS``;
a ``Record`` is the view of one of its rows, made for hits and for the API.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable

from countersight.messages import marked


class RecordKind(StrEnum):
    """What one row speaks of."""

    SUPPLIER = "supplier"
    AWARD = "award"
    PAYMENT = "payment"
    DEVICE = "device"
    COMPONENT = "component"
    HOLDING = "holding"


MASKED = marked("(name withheld)")
"""What stands in every output where a private person's name stood."""

ORIGIN_COLUMNS = ("file", "member", "sheet", "row", "pointer")
"""Where a row stands; ``row`` is an integer, the others are text; each may be null."""

TEXT_COLUMNS = (
    "kind",  # a RecordKind
    "name",  # the organisation; of devices and components the maker as the row names it
    "id",  # the row's own identifier of the supplier, award or asset
    "identifier",  # a registered identifier, "SCHEME:value" where the scheme is told
    "country",  # as written
    "buyer",
    "amount",  # as written
    "currency",
    "date",  # ISO 8601 day, month or year: award, payment, acquisition
    "description",  # title, purpose, subject, item
    "maker",
    "brand",
    "model",
    "serial",
    "mac",
    "ip",  # address in a network, as written
    "site",
    "ocid",
    "classification",  # "SCHEME:code", several parted by a space
    "facts",  # JSON object: facts that the row states in columns named as facts are
)
"""Text columns of a batch; each value may be null, but ``kind`` may not."""

COLUMNS = (*TEXT_COLUMNS, *ORIGIN_COLUMNS)


@runtime_checkable
class ArrowTable(Protocol):
    """Anything that hands out its columns through the Arrow C stream interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return a PyCapsule with an ArrowArrayStream (Arrow PyCapsule Interface)."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record or a problem was met.

    >>> str(Origin("spend.zip", member="may.csv", row=17))
    'spend.zip!may.csv:17'
    """

    file: str
    member: str | None = None
    sheet: str | None = None
    row: int | None = None
    """Line of a text file, row of a sheet; counted from 1, the header included."""
    pointer: str | None = None
    """Place in a document: a JSON Pointer (RFC 6901) into JSON, or into the line that ``row``
    names; in TED notices a path of local names; in eForms the ids of tender and party; in a
    CycloneDX document as XML ``component/N``, in the order in which they end."""

    def __str__(self) -> str:
        """The place as a linter writes it, ``file!member:sheet:row#pointer``."""
        member = f"!{self.member}" if self.member else ""
        sheet = f":{self.sheet}" if self.sheet else ""
        row = f":{self.row}" if self.row is not None else ""
        pointer = f"#{self.pointer}" if self.pointer else ""
        return f"{self.file}{member}{sheet}{row}{pointer}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was handed in and could not be read; reported, never dropped."""

    origin: Origin
    code: str
    """Stable and short, such as ``ragged-row``."""
    message: str
    """What is wrong; never quotes a cell, which might name a person."""
    hint: str = ""
    stops: bool = False
    """True when the rest of this input or sheet was not read (exit status 2)."""
    rows: int = 1
    """How many rows the problem took, as far as that is known."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How one table was understood: told to the user, so that a wrong guess is seen."""

    origin: Origin
    format: str
    """Such as ``csv``, ``xlsx``, ``ocds-release-package``."""
    kind: RecordKind | None
    mapped: tuple[tuple[str, str], ...] = ()
    """Pairs of field and column header."""
    ignored: tuple[str, ...] = ()
    """Headers that nothing was made of."""
    notes: tuple[str, ...] = ()
    """Such as the encoding and the delimiter that were found."""
    headers: tuple[str, ...] = ()
    """Every header, where first rows were asked for; of a table that was not understood too."""
    first: tuple[tuple[str, ...], ...] = ()
    """The first rows below them, as written, as many as were asked for."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A stretch of one input: its rows, and its problems."""

    table: ArrowTable
    rows: int
    reading: Reading
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One row's view of what the user handed in."""

    kind: RecordKind
    name: str
    origin: Origin
    fields: tuple[tuple[str, str], ...] = field(default=())
    """The other text columns that have a value, in the order of ``TEXT_COLUMNS``."""

    def get(self, column: str) -> str | None:
        """Return the value of a text column, or None where the row is silent."""
        return next((value for name, value in self.fields if name == column), None)
