"""What speaks for or against an entry of a list, as sentences of their own.

``match.second.KINDS`` has the same in words that stand behind a name. "It" is the name that was
asked for.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from countersight.messages import marked, sentence


def said_of(kind: str, alias: str) -> str:
    """Return a reason of a candidate as a sentence.

    >>> said_of("brand-beside", "Axis")
    'It has the brand Axis beside other names.'
    """
    if kind in _ACROSS:
        return sentence(_ACROSS[kind], alias=alias)
    return _WITH_ALIAS[kind](alias) if kind in _WITH_ALIAS else SAID[kind]


SAID: Final[Mapping[str, str]] = MappingProxyType(
    {
        "same-words": sentence("It has the same words."),
        "same-letters": sentence("It has the same letters in a row."),
        "all-listed-words": sentence("It has every listed word."),
        "rare-word": sentence("It shares a word that few companies bear."),
        "own-words": sentence("It has all words of the name's own."),
        "joined": sentence("It is alike once words are joined or split."),
        "abbreviated": sentence("It has a word cut short."),
        "initials": sentence("It has initials for words."),
        "cut-short": sentence("It is the listed name cut short."),
        "sound": sentence("It sounds the same where it is spelt otherwise."),
        "place-added": sentence("It adds a place alone."),
        "aside": sentence("It has words of invoices or another name beside it."),
        "legal-form": sentence("It has the same legal form."),
        "country": sentence("It is of the same country."),
        "spelling": sentence("It is spelt differently."),
        "known-word": sentence("It has another known word."),
        "missing-word": sentence("It lacks a word of the listed name."),
        "extra-word": sentence("It has a word that the list does not."),
        "other-word": sentence("It has another word in its place."),
        "no-own-word": sentence("It shares no word of the name's own."),
        "common-words": sentence("It meets a name of common words."),
        "words-for-words": sentence("It has words in place of other words."),
        "place-missing": sentence("It lacks a place."),
        "trade-missing": sentence("It lacks a word of trade."),
        "common-missing": sentence("It lacks a common word."),
        "trade-added": sentence("It adds a word of trade."),
        "common-added": sentence("It adds a common word."),
        "other-place": sentence("It names another place."),
        "other-trade": sentence("It names another trade."),
        "other-number": sentence("It has another number."),
        "number-missing": sentence("It lacks the number."),
        "number-extra": sentence("It has a number that the list does not."),
        "other-legal-form": sentence("It has another legal form."),
        "other-legal-class": sentence("It is a body of another kind."),
        "form-added": sentence("It adds a legal form."),
        "form-missing": sentence("It lacks the legal form."),
        "word-order": sentence("It has the words in another order."),
        "other-country": sentence("It is of another country."),
        "same-identifier": sentence("It has the same identifier."),
        "identifier-and-name": sentence("It has a like name as well."),
        "identifier-alone": sentence("It has another name under the same identifier."),
        "other-identifier": sentence("It has another number in the same register."),
        "same-industry": sentence("It is of the same industry."),
        "other-industry": sentence("It is of another industry."),
        "shared-name": sentence(
            "Others on the list bear its only word, and nothing else tells."
        ),
        "contrary-namesake": sentence(
            "Others on the list bear its word, and it is of another place or industry."
        ),
    }
)
"""Sentences by the kind of reason."""


_ACROSS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sound-across": marked("It is read in its script like {alias}."),
        "meaning-across": marked("It has words that mean those of {alias}."),
        "letters-across": marked("It has Latin letters or initials of {alias}."),
        "own-word-across": marked("It leaves a word of {alias} without a sound or a meaning."),
        "other-place-across": marked("It has a place that {alias} has not."),
        "same-name-otherwise": marked(
            "It is another form of {alias}: the same core, and no other place or trade."
        ),
        "name-family": marked(
            "It is of the name family of {alias}, with another place or trade: a sister, maybe."
        ),
        "short-core": marked(
            "It has a core of two letters alike with {alias}, and nothing else tells."
        ),
        "other-core": marked("It has another core than {alias}."),
    }
)
"""Sentences on names in two scripts, and on Chinese ones; see ``match.crossing``."""


def _brand(alias: str) -> str:
    return sentence(
        "It has the brand {alias}, with nothing but words of place and trade beside it.",
        alias=alias,
    )


def _common(alias: str) -> str:
    return sentence("It has the brand {alias}, which others bear too.", alias=alias)


def _joined(alias: str) -> str:
    return sentence("It has the brand {alias} once words are joined or split.", alias=alias)


def _other_trade(alias: str) -> str:
    return sentence(
        "It has the brand {alias} with a word of another trade beside it.", alias=alias
    )


def _common_other_trade(alias: str) -> str:
    return sentence(
        "It has {alias}, which others bear too, with a word of another trade beside it.",
        alias=alias,
    )


def _beside(alias: str) -> str:
    return sentence("It has the brand {alias} beside other names.", alias=alias)


def _address(alias: str) -> str:
    return sentence("It has {alias} in an address.", alias=alias)


_WITH_ALIAS: Final = MappingProxyType(
    {
        "brand": _brand,
        "common-brand": _common,
        "brand-joined": _joined,
        "brand-other-trade": _other_trade,
        "common-brand-other-trade": _common_other_trade,
        "brand-beside": _beside,
        "brand-in-address": _address,
    }
)
"""Sentences that name what was met."""
