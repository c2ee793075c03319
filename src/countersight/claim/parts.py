"""Keys and tables that stand inside of the entries of a case file."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from countersight.claim.kinds import (
    AMOUNT,
    CURRENCY,
    DATE,
    ID,
    TEXT,
    WHOLE,
    Key,
    Table,
    list_of,
    one_of,
)
from countersight.claim.money import read_money
from countersight.ids import EntryId
from countersight.model.casefile import Reply, ReplyKind, Scope
from countersight.model.contract import ContractRole, Grade, RoleHeld, Term, Value
from countersight.model.values import Money


def _value(
    words: str,
    amount: Decimal | None = None,
    currency: str | None = None,
    passages: tuple[EntryId, ...] = (),
) -> Value:
    """Return a value; what its words plainly say need not be written again in figures."""
    read = read_money(words)
    amount = read.amount if amount is None else amount
    return Value(Money(words, amount, currency or read.currency), passages)


@dataclass(frozen=True, slots=True)
class ValueWritten:
    """A value as a case file writes it."""

    words: str
    amount: Decimal | None
    currency: str | None
    passages: tuple[EntryId, ...]


def _written_value(entry: object) -> object:
    if not isinstance(entry, Value):
        return entry
    return ValueWritten(entry.sum.text, entry.sum.amount, entry.sum.currency, entry.passages)


IDS: Final = list_of(ID)
WITHDRAWN: Final = Key("withdrawn", TEXT, "why the entry no longer counts; it stays visible")
PASSAGES: Final = Key("passages", IDS, "passages that it rests on, all of them")
GRADE: Final = Key(
    "grade", one_of(Grade), "where it is lower than what `source` comes to, or none is known"
)
SOURCE: Final = Key("source", ID, "the document that shows it; held or not")

SCOPE: Final = Table(
    "scope",
    Scope,
    (
        Key("place", TEXT, "from the large to the small, parted by `/`: `CN/Xinjiang/Pishan`"),
        Key("product", TEXT, "which products"),
        Key("since", DATE, "from when"),
        Key("until", DATE, "until when"),
    ),
)
ROLE: Final = Table(
    "role",
    RoleHeld,
    (
        Key("party", ID, "who", required=True),
        Key("roles", list_of(one_of(ContractRole)), "what it does", required=True),
        Key("passages", IDS, "passages that say so; without any, those of the contract"),
    ),
)
TERM: Final = Table(
    "term",
    Term,
    (Key("years", WHOLE, "how long", required=True), Key("passages", IDS, "which say so")),
)
VALUE: Final = Table(
    "value",
    _value,
    (
        Key("words", TEXT, "as it is written", required=True),
        Key(
            "amount",
            AMOUNT,
            "what that is in figures; read from the words where they are plain",
        ),
        Key(
            "currency", CURRENCY, "of which currency; read from the words where they are plain"
        ),
        Key("passages", IDS, "passages that say so"),
    ),
    view=_written_value,
)
REPLY: Final = Table(
    "reply",
    Reply,
    (
        Key("document", ID, "the reply; held or not", required=True),
        Key("kind", one_of(ReplyKind), "what it does with the question", required=True),
        Key("passages", IDS, "the words that make it one"),
    ),
)
INNER: Final = (SCOPE, ROLE, TERM, VALUE, REPLY)
"""The tables that stand inside of others."""
