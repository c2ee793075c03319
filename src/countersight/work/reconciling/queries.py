"""Queries taken apart: each becomes a record that matching can be asked, or says why not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from countersight.messages import sentence
from countersight.model.record import TEXT_COLUMNS, Origin, Record, RecordKind
from countersight.work.reconciling.parsing import is_text, parsed
from countersight.work.reconciling.properties import PROPERTIES, TYPES, Property, fields_of
from countersight.work.reconciling.refusals import (
    Code,
    Refusal,
    malformed,
    too_long,
    too_many,
)

BATCH: Final = 100
"""Queries of one batch."""
LONGEST: Final = 1_000
"""Letters of a name, and of one value of a property."""
MOST_PROPERTIES: Final = 20
MOST_VALUES: Final = 20
"""Values of one property."""
MOST_TYPES: Final = 20
MOST_TOLD: Final = 100
"""Candidates of one query."""
USUAL: Final = 10
"""Candidates of a query that does not say how many."""
MEMBERS: Final = frozenset({"query", "type", "limit", "properties", "type_strict"})
STRICT: Final = ("any", "all", "should")
ORIGIN: Final = Origin("reconciliation")


@dataclass(frozen=True, slots=True)
class Query:
    """One query, ready to be asked."""

    record: Record
    limit: int = USUAL
    types: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    """Properties that nothing is known of, or that told nothing; in their order."""
    identifiers: tuple[str, ...] = ()


Batch = Mapping[str, "Query | Refusal"]
"""What is asked by the id of each query, in their order."""
Scalar = str | int | float


class _WrongError(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def batch_of(text: str) -> "Batch | Refusal":
    """Return the queries of a batch, which is JSON; those that can't be asked say why.

    >>> batch_of('{"q0": {"query": "Marlbridge Optics"}}')["q0"].record.name
    'Marlbridge Optics'
    >>> batch_of('{"q0": {"query": " "}}')["q0"].code.value
    'empty'
    >>> batch_of("[]").code.value
    'not-a-batch'
    """
    found = parsed(text)
    if isinstance(found, Refusal):
        return found
    if not isinstance(found, dict) or not all(map(is_text, found)):
        return Refusal(
            Code.NOT_A_BATCH,
            sentence("a batch is an object of queries, each by an id of its own"),
            sentence("Write it as {example}.", example='{"q0": {"query": "a name"}}'),
        )
    if len(found) > BATCH:
        return too_many(sentence("queries of one batch"), BATCH)
    return {key: query_of(each) for key, each in found.items()}


def query_of(asked: object) -> Query | Refusal:
    """Return one query made ready, or why it can't be asked."""
    try:
        return _query(asked)
    except _WrongError as wrong:
        return wrong.refusal


def _query(asked: object) -> Query:
    if not isinstance(asked, dict) or not MEMBERS.issuperset(asked):
        raise _WrongError(malformed(sentence("it has a member that is not known")))
    if asked.get("type_strict") not in (None, *STRICT):
        raise _WrongError(malformed(sentence("type_strict is none of any, all, should")))
    name = _text(asked.get("query", ""), "query")
    said, ignored = _properties(asked.get("properties", []))
    fields, used = fields_of(said)
    ignored += tuple(dict.fromkeys(one.id for one, _ in said if one.id not in used))
    if not name.strip() and not fields:
        raise _WrongError(
            Refusal(
                Code.EMPTY,
                sentence("nothing was asked"),
                sentence("Give a name in query, or properties that are known."),
            )
        )
    return Query(
        Record(RecordKind.SUPPLIER, name, ORIGIN, tuple(_columns(fields))),
        _limit(asked.get("limit", USUAL)),
        _types(asked.get("type", [])),
        ignored,
        tuple(fields.get("identifier", ())),
    )


def _columns(fields: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield the columns of a record, in their order; of numbers, the first."""
    for column in TEXT_COLUMNS:
        texts = fields.get(column)
        if texts:
            yield column, texts[0] if column == "identifier" else " ".join(texts)


def _properties(given: object) -> tuple[list[tuple[Property, str]], tuple[str, ...]]:
    if not isinstance(given, list):
        raise _WrongError(malformed(sentence("properties are no list")))
    if len(given) > MOST_PROPERTIES:
        raise _WrongError(too_many(sentence("properties of one query"), MOST_PROPERTIES))
    said: list[tuple[Property, str]] = []
    ignored: list[str] = []
    for each in given:
        if not isinstance(each, dict) or not is_text(each.get("pid")) or "v" not in each:
            raise _WrongError(malformed(sentence("a property has no pid, or no v")))
        known = PROPERTIES.get(each["pid"])
        texts = list(_values(each["v"]))
        if known is None or not known.column:
            ignored.append(_text(each["pid"], sentence("the id of a property")))
        else:
            said += [(known, text) for text in texts if text.strip()]
    return said, tuple(dict.fromkeys(ignored))


def _values(given: object) -> Iterator[str]:
    several = given if isinstance(given, list) else [given]
    if len(several) > MOST_VALUES:
        raise _WrongError(too_many(sentence("values of one property"), MOST_VALUES))
    for each in several:
        if isinstance(each, dict):
            yield _text(each.get("name") or each.get("id"), sentence("the value of a property"))
        elif isinstance(each, bool | int | float):
            yield str(each).lower()
        else:
            yield _text(each, sentence("the value of a property"))


def _text(given: object, what: str) -> str:
    if not isinstance(given, str) or not is_text(given):
        raise _WrongError(malformed(sentence("{what} is no text", what=what)))
    if len(given) > LONGEST:
        raise _WrongError(too_long(what, LONGEST))
    return given


def _limit(given: object) -> int:
    whole = isinstance(given, float) and given.is_integer()
    limit = int(given) if isinstance(given, float) and whole else given
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise _WrongError(malformed(sentence("limit is no whole number above 0")))
    if limit > MOST_TOLD:
        raise _WrongError(
            Refusal(
                Code.OVER_LIMIT,
                sentence("more candidates are asked for than are told"),
                sentence("Ask for {most} at most.", most=MOST_TOLD),
            )
        )
    return limit


def _types(given: object) -> tuple[str, ...]:
    several = given if isinstance(given, list) else [given]
    if len(several) > MOST_TYPES:
        raise _WrongError(too_many(sentence("types of one query"), MOST_TYPES))
    found: list[str] = []
    for each in several:
        name = each.get("id") if isinstance(each, dict) else each
        if _text(name, "type") not in TYPES:
            raise _WrongError(
                Refusal(
                    Code.UNKNOWN_TYPE,
                    sentence("there is no such type"),
                    sentence("Known: {known}.", known=", ".join(TYPES)),
                )
            )
        found.append(str(name))
    return tuple(found)
