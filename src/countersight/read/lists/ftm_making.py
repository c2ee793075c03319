"""Names, identifiers and lists of words out of an entity of FollowTheMoney."""

from collections.abc import Sequence
from itertools import chain

from countersight.model.countries import COUNTRIES as CODES
from countersight.model.vendor import NameKind
from countersight.model.watchlist import ListedName
from countersight.read.lists.ftm_entities import Entity
from countersight.read.lists.ftm_facts import COUNTRIES, IDENTIFIERS, NAMES
from countersight.read.lists.making import cleaned, country, named


def several(entity: Entity, names: Sequence[str]) -> tuple[str, ...]:
    """Return the values of some properties, each once, in order."""
    texts = chain.from_iterable(entity.texts(name) for name in entity.known(names))
    return tuple(dict.fromkeys(found for text in texts if (found := cleaned(text))))


def names_of(entity: Entity) -> tuple[ListedName, ...]:
    """Return the names of an entity; the caption comes first where it is one of them."""
    found: dict[str, ListedName] = {}
    for name in entity.known(NAMES):
        kind, weak = NAMES[name]
        texts = list(entity.texts(name))
        if entity.caption in texts:
            texts.insert(0, entity.caption)
        for each in named(((text, kind) for text in texts), weak=weak):
            found.setdefault(each.text, each)
    return tuple(_first_listed(list(found.values())))


def _first_listed(names: list[ListedName]) -> list[ListedName]:
    """Return names of which the first alone is the list's own."""
    return names[:1] + [
        ListedName(each.text, NameKind.ALIAS, each.language, each.weak)
        if each.kind is NameKind.LISTED
        else each
        for each in names[1:]
    ]


def identifiers_of(entity: Entity) -> tuple[str, ...]:
    """Return identifiers as ``SCHEME:value``."""
    place = _only_place(entity)
    told: list[str] = []
    for name in entity.known(IDENTIFIERS):
        scheme = IDENTIFIERS[name]
        own = scheme.replace("*", place) if place else scheme.removeprefix("*-")
        told += [f"{own}:{cleaned(text)}" for text in entity.texts(name) if text.strip()]
    return tuple(dict.fromkeys(told))


def _only_place(entity: Entity) -> str:
    """Return the code of the country of an entity; empty where it has several, or none."""
    places = {code for text in several(entity, COUNTRIES) if (code := country(text)) in CODES}
    return next(iter(places)) if len(places) == 1 else ""
