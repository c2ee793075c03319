"""From a JSON object to facts: every name and every value checked against the vocabulary.

A null is unknown, and so is the word ``unknown`` for a fact with open text. A misspelt name
would be a fact that got lost, and a misspelt word a test that fails in silence: both are
errors that say what is nearest.
"""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from countersight.errors import FactError
from countersight.ids import VendorId
from countersight.judge.bodies import PUBLIC
from countersight.judge.holdings import UNKNOWN, WHOLE, Link, flatten
from countersight.judge.periods import EFFECTIVE_DAY
from countersight.judge.reach import AFFILIATE, OWNERS, SUCCESSOR
from countersight.judge.values import (
    LARGEST,
    LONGEST,
    READERS,
    nearest,
    short,
    stated_truth,
    text_of,
)
from countersight.messages import joined, sentence
from countersight.model.facts import Fact, Facts, FactSource, Owner
from countersight.model.vocabulary import FactDefinition, FactKind, Vocabulary

REQUIRED: Final = ("date", "place", "roles", "act")
HOUSEHOLD: Final = "private.household"
MOST_OWNERS: Final = 1_000

ANSWERS: Final[Mapping[str, FactDefinition]] = MappingProxyType(
    {
        definition.name: definition
        for definition in (
            FactDefinition(
                AFFILIATE, FactKind.TRUTH, sentence("the maker counts as an affiliate")
            ),
            FactDefinition(
                SUCCESSOR, FactKind.TRUTH, sentence("the successor counts as the maker")
            ),
            FactDefinition(
                EFFECTIVE_DAY, FactKind.DATE, sentence("the day the duty began to apply")
            ),
        )
    }
)
"""Answers to questions that no fact of the vocabulary answers."""

_OWNER_KEYS: Final = ("id", "percent", "control", "successor", "of", "note")


def parse_facts(stated: Mapping[str, object], vocabulary: Vocabulary) -> Facts:
    """Return the facts that one JSON object states; ``id`` may stand beside them.

    >>> from countersight.catalogue import load
    >>> line = {"date": "2023-02-01", "place": "US", "roles": ["supplier"], "act": "provide"}
    >>> parse_facts(line, load().vocabulary).value("date")
    datetime.date(2023, 2, 1)

    Raises:
        FactError: a name is unknown, a value impossible, one of ``date``, ``place``, ``roles``
            and ``act`` is missing, or two facts contradict each other.
    """
    missing = [name for name in REQUIRED if stated.get(name) is None]
    if missing:
        raise FactError(
            sentence("{missing}: missing", missing=", ".join(missing)),
            hint=sentence("State {required}.", required=", ".join(REQUIRED)),
        )
    known: dict[str, Fact] = {}
    for name in sorted(stated):  # of several faults the same is told, whatever the order
        if name not in ("id", OWNERS):
            fact = read_fact(name, stated[name], vocabulary)
            if fact is not None:
                known[name] = fact
    _refuse_contradiction(known)
    maker = known.get("maker")
    owners = _owners(stated.get(OWNERS), str(maker.value) if maker is not None else "")
    return Facts(MappingProxyType(known), owners, FactSource.STATED, _id(stated.get("id")))


def read_fact(
    name: str, value: object, vocabulary: Vocabulary, because: str = ""
) -> Fact | None:
    """Return one stated fact, or None where it is stated to be unknown.

    Raises:
        FactError: the name is unknown, or the value impossible.
    """
    definition = ANSWERS.get(name) or vocabulary.facts.get(name)
    if definition is None:
        known = (*vocabulary.facts, *ANSWERS, "id")
        raise FactError(
            sentence("{name} is no fact", name=short(name)), hint=nearest(name, known)
        )
    if value is None:
        return None
    read = READERS.get(definition.kind)
    if read is None:
        raise FactError(
            sentence("{name}: can't be stated here", name=name),
            hint=sentence("State owners as a list."),
        )
    found = read(definition, value)
    if found == UNKNOWN and definition.kind is FactKind.TEXT and name != "maker":
        return None
    return Fact(name, found, FactSource.STATED, because)


def _refuse_contradiction(known: Mapping[str, Fact]) -> None:
    roles = known["roles"].value
    words = roles if isinstance(roles, tuple) else ()
    public = [role for role in words if role.startswith(PUBLIC)]
    if public and HOUSEHOLD in words:
        raise FactError(
            sentence(
                "roles: {public} and {household} contradict each other",
                public=public[0],
                household=HOUSEHOLD,
            ),
            hint=sentence("State the role in which the act is done."),
        )


def _owners(value: object, maker: str) -> tuple[Owner, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple):
        raise FactError(
            sentence("owners: is no list"),
            hint=sentence('Write [{"id": "...", "percent": 51}].'),
        )
    if len(value) > MOST_OWNERS:
        raise FactError(
            sentence("owners: more than {most_owners}", most_owners=MOST_OWNERS),
            hint=sentence("State fewer owners."),
        )
    return flatten([_link(each, number) for number, each in enumerate(value, start=1)], maker)


def _link(value: object, number: int) -> Link:
    where = sentence("owners: owner {number}", number=number)
    if not isinstance(value, dict):
        raise FactError(
            sentence("{where}: is no object", where=where),
            hint=sentence('Write {"id": "...", "percent": 51}.'),
        )
    for key in value:
        if key not in _OWNER_KEYS:
            raise FactError(
                sentence("{where}: {key} is unknown", where=where, key=short(str(key))),
                hint=nearest(str(key), _OWNER_KEYS),
            )
    texts = {}
    for key in ("id", "of", "note"):
        text = value.get(key)
        if text is not None or key == "id":
            texts[key] = text_of(
                FactDefinition(joined(": ", (where, key)), FactKind.TEXT, ""), text
            )
    control = value.get("control")
    successor = value.get("successor")
    for key, truth in (("control", control), ("successor", successor)):
        if truth is not None:
            stated_truth(FactDefinition(joined(": ", (where, key)), FactKind.TRUTH, ""), truth)
    percent = _percent(value.get("percent"), where)
    owner = Owner(
        VendorId(texts["id"]), percent, control, successor is True, note=texts.get("note", "")
    )
    return Link(owner, texts.get("of", ""))


def _percent(value: object, where: str) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise FactError(
            sentence("{where}: percent is no number", where=where),
            hint=sentence("Write such as 51 or 37.5."),
        )
    if not 0 <= value <= WHOLE:  # neither is NaN
        raise FactError(
            sentence("{where}: percent lies outside 0 to 100", where=where),
            hint=sentence("State a share from 0 to 100."),
        )
    return Decimal(str(value))


def _id(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise FactError(
            sentence("id: is neither text nor a number"),
            hint=sentence('Write such as "case-7".'),
        )
    if isinstance(value, int) and abs(value) > LARGEST:
        raise FactError(
            sentence("id: is too large a number"), hint=sentence("Write it in quotation marks.")
        )
    return str(value)[:LONGEST]
