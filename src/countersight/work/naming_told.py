"""Matches of names as values to tell, and what a name is taken for."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Final

import polars as pl

from countersight.match.across.telling import SAID, pieces
from countersight.match.gate import bar
from countersight.match.second import KINDS
from countersight.match.terms import rarity_of
from countersight.messages import joined, sentence
from countersight.model.match import State
from countersight.normalise import fold
from countersight.normalise.han_names import cut
from countersight.normalise.han_words import Part
from countersight.normalise.legal import class_of
from countersight.normalise.legal_forms import legal_forms
from countersight.normalise.numbers import is_number, same_word
from countersight.normalise.rendering import Rendering, renderings
from countersight.normalise.romanising import reading
from countersight.normalise.words import Role, words_of
from countersight.report.candidates import Asked, Candidate
from countersight.work.naming import Asking, NameMatching
from countersight.work.naming_tables import ArrowTable, checked

MOST_COUNTRIES: Final = 12
_TAKEN: Final = {
    Role.DISTINCTIVE: sentence("its own"),
    Role.PLACE: sentence("a place"),
    Role.TRADE: sentence("a trade"),
    Role.GENERIC: sentence("a word that many companies have"),
    Role.LINK: sentence("a small word"),
}


_PARTS: Final = {
    Part.PLACE: sentence("a place"),
    Part.CORE: sentence("what the firm calls itself"),
    Part.TRADE: sentence("a word of trade"),
    Part.GENERIC: sentence("a word that many companies have"),
    Part.FORM: sentence("a legal form or a kind of body"),
}


def tell(
    matching: NameMatching, queries: Iterable[ArrowTable], asking: Asking
) -> Iterator[Asked]:
    """Yield what is said of each query, in their order; persons are not checked.

    The queries come in stretches, and no more than one of them is held.
    """
    for stretch in queries:
        yield from _told(matching, pl.DataFrame(stretch), asking)


def _told(matching: NameMatching, table: pl.DataFrame, asking: Asking) -> Iterator[Asked]:
    checked(table, "queries")
    numbered = table.with_columns(pl.int_range(pl.len()).cast(pl.String).alias("id"))
    rows = matching.match(numbered, asking).iter_rows(named=True)
    answers = groupby(rows, key=itemgetter("query_id"))
    at, found = next(answers, _NOBODY)
    for place, (query, name) in enumerate(table.select("id", "name").iter_rows()):
        why = bar(str(name or ""))
        candidates: tuple[Candidate, ...] = ()
        if at == str(place):
            asked = str(name or "")
            candidates = tuple(_candidate(row, asked) for row in found) if why is None else ()
            at, found = next(answers, _NOBODY)
        told = "" if query is None else str(query)
        yield Asked(told, candidates, why.value if why is not None else "")


_NOBODY: Final[tuple[str, Iterator[Mapping[str, object]]]] = ("", iter(()))


def _candidate(row: Mapping[str, object], asked: str) -> Candidate:
    reasons, alias = row["reasons"], str(row["alias"])
    kinds = reasons if isinstance(reasons, list) else []
    met = pieces(asked, alias) if SAID.intersection(kinds) else {}
    return Candidate(
        str(row["entry_id"] or ""),
        str(row["entry_name"] or ""),
        alias,
        float(str(row["score"])),
        State(str(row["state"])),
        tuple(
            (KINDS[k].speaks.value, k, _said(KINDS[k].text.format(alias=alias), met.get(k)))
            for k in kinds
        ),
    )


def _said(text: str, met: str | None) -> str:
    return f"{text}: {met}" if met else text


def explained(text: str) -> Iterator[str]:
    """Yield a line for each word in other letters, each word compared, and each legal form.

    >>> list(explained("Hikvision UK Ltd"))[1]
    'uk: a place (GB), rarity 7.7 bits'
    >>> list(explained("Дахуа ТОО"))[0], list(explained("Дахуа ТОО"))[-1]
    ('Дахуа: read as dahua', 'too: a legal form, of the class limited, of KZ')
    >>> list(explained("海康威視"))[0]
    '海康威視: simplified 海康威视, pinyin haikangweishi (beside the word: no match by itself)'
    """
    for each in renderings(text):
        yield joined(": ", (each.written, joined(", ", _rendered(each))))
    yield from _cut(text)
    folded = fold(text)
    for word in words_of(folded.words):
        about = f" ({word.about})" if word.about else ""
        compared = same_word(word.lemma)
        same = (
            sentence(", compared as {compared}", compared=compared)
            if compared != word.text
            else ""
        )
        number = sentence(", a number") if is_number(word.text) else ""
        bits = rarity_of(word.text)
        taken = joined("", (_TAKEN[word.role], about, number, same))
        yield sentence(
            "{text}: {taken}, rarity {bits:.1f} bits", text=word.text, taken=taken, bits=bits
        )
    for form in folded.forms:
        yield sentence(
            "{form}: a legal form, of the class {value}{where}",
            form=form,
            value=class_of(form).value,
            where=_where(form),
        )


def _cut(text: str) -> Iterator[str]:
    """Yield a line for each piece of a Chinese name."""
    for piece in cut(text).pieces:
        sound = reading(piece.text)
        told = (
            sentence(", in English {english}", english=" / ".join(piece.english))
            if piece.english
            else sentence(", read {sound}", sound=sound)
            if sound
            else ""
        )
        yield sentence(
            "cut: {piece}: {part}{told}", piece=piece.text, part=_PARTS[piece.part], told=told
        )


def _rendered(each: Rendering) -> Iterator[str]:
    if each.simplified:
        yield sentence("simplified {simplified}", simplified=each.simplified)
    if each.latin:
        yield sentence("read as {latin}", latin=each.latin)
    if each.reading:
        yield sentence(
            "pinyin {reading} (beside the word: no match by itself)", reading=each.reading
        )


def _where(form: str) -> str:
    countries = legal_forms()[form].countries
    more = (
        sentence(" and {countries} more", countries=len(countries) - MOST_COUNTRIES)
        if len(countries) > MOST_COUNTRIES
        else ""
    )
    return sentence(
        ", of {countries}{more}", countries=" ".join(countries[:MOST_COUNTRIES]), more=more
    )
