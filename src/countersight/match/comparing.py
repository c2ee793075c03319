"""One name of a record against the names of the catalogue: what is met, and how.

A name that is merely contained in another word is not met. Of each vendor the best is kept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from countersight.ids import VendorId
from countersight.match.aliases import NAMESAKE, Alias
from countersight.match.candidates import Candidates
from countersight.match.evidence import Pass, piece
from countersight.match.hits import EQUAL, PLAIN, SETTLED, Hit, take
from countersight.match.judging import EVEN
from countersight.match.namesakes import like
from countersight.match.nearness import Makes, Nearness
from countersight.match.relations import ROLES
from countersight.match.soundings import Soundings
from countersight.match.spellings import Spelling, place_of
from countersight.match.strengths import Strength
from countersight.match.sureness import is_sure, stands_nearly
from countersight.match.things import WARES
from countersight.match.variants import Variants
from countersight.match.vendor_words import makers, words_by_vendor
from countersight.model.match import Evidence, Relation
from countersight.model.vendor import Vendor
from countersight.normalise import Role
from countersight.normalise.legal import LegalClass
from countersight.normalise.legal_forms import legal_forms
from countersight.normalise.names import fold_words
from countersight.normalise.splitting import split
from countersight.normalise.words import Word

NEAR_TRADES: Final = frozenset(
    {"electronics", "digital", "telecom", "security", "semiconductor", "drones", "automation"}
)
"""Fields of trade that speak against none of the catalogue's makers."""
CORPORATE: Final = frozenset({LegalClass.LIMITED, LegalClass.PUBLIC, LegalClass.COMPANY})
"""Classes of legal forms that lists write one for the other."""
_COMES_TO: Final[Mapping[Pass, frozenset[Pass]]] = MappingProxyType(
    {
        Pass.WORD: PLAIN,
        Pass.MISREAD: PLAIN | {Pass.FURTHER},
        Pass.JOINED: PLAIN,
        Pass.SPELT: PLAIN,
        Pass.FURTHER: PLAIN | {Pass.FURTHER},
    }
)
"""What a name that was respelt has to come to."""
LONGEST_CALLED: Final = 200


class Names:
    """The names of the catalogue, ready to be compared with."""

    def __init__(
        self, vendors: Iterable[Vendor], aliases: Sequence[Alias], makes: Makes | None = None
    ) -> None:
        self._words = words_by_vendor(vendors, aliases)
        self._makers = makers(aliases)
        borne = (o.spelling.distinctive for one in self._words.values() for o in one.others)
        self._candidates = Candidates(aliases, (word for words in borne for word in words))
        self._variants = Variants(aliases, self._candidates)
        self._nearness, self._soundings = Nearness(aliases, makes), Soundings(aliases)

    def anything(self, text: str, words: Sequence[str]) -> bool:
        """Tell cheaply whether a name of the catalogue may be met in a text and its words."""
        met = self._variants.anything(text, words) or self._nearness.passes(text, words)
        return met or self._soundings.may(text)

    def prepare(self, texts: Iterable[str]) -> None:
        """Ask the kernels about many texts at once; it changes no answer."""
        self._nearness.prepare(texts, self._asks)

    def read(self, text: str) -> tuple[Hit, ...]:
        """Return what a text names, of each vendor the best, in the order of their ids."""
        words = split(text)
        if not self.anything(text, words):
            return ()
        spelling = Spelling.of(fold_words(words))
        best = self._met(text, spelling)
        if not _settles(best):
            take(self._near(text, words, spelling, dict(best)), best)
            take(self._soundings.of(text), best)
        return tuple(best[key] for key in sorted(best))

    def _asks(self, text: str, words: Sequence[str]) -> bool:
        """Tell whether the kernels are asked about a text that passed the sieve."""
        return not _settles(self._met(text, Spelling.of(fold_words(words))))

    def _met(self, text: str, spelling: Spelling) -> dict[VendorId, Hit]:
        """Return what a text names without the kernels, of each vendor the best."""
        best: dict[VendorId, Hit] = {}
        take(self._all(text, spelling, text.strip()[:LONGEST_CALLED]), best)
        return best

    def _near(
        self,
        text: str,
        words: Sequence[str],
        spelling: Spelling,
        best: Mapping[VendorId, Hit],
    ) -> Iterator[Hit]:
        """Yield the names that the kernels find near, and those met before with the score."""
        for alias, score in self._nearness.of(text, words):
            known, ours = best.get(alias.entity), self._words[alias.entity].words
            if known is not None and known.near == EVEN:
                yield replace(known, near=score)
            elif not self._far(spelling, alias) and is_sure(spelling, alias, ours):
                more = ("own-words-nearly",) if stands_nearly(spelling, alias, ours) else ()
                pieces = self._pieces(alias, Pass.NEAR, spelling, spelling, more)
                yield Hit(alias, Pass.NEAR, pieces, alias.relation, near=score)

    def _all(self, text: str, spelling: Spelling, called: str) -> Iterator[Hit]:
        for alias in self._candidates.of(spelling.folded.words):
            how = self._how(spelling, alias)
            if how is not None:
                yield self._hit(alias, how, spelling, called)
        for how, as_if in self._variants.of(text, spelling.folded):
            for alias in self._candidates.of(as_if.folded.words):
                met = self._how(as_if, alias) if alias.shape else None
                if met in _COMES_TO[how] and not self._far(as_if, alias):
                    told = Pass.FURTHER if met is Pass.FURTHER else how
                    yield self._hit(alias, told, as_if, called, spelling)

    def _how(self, spelling: Spelling, alias: Alias) -> Pass | None:
        if spelling.key == alias.key:
            return _equal(spelling, alias)
        if not alias.shape:
            return None
        if place_of(spelling.key, alias.shape) is None:
            return self._core(spelling, alias)
        rest = _rest(spelling, alias)
        if any(self._tells_another(word, alias) for word in rest):
            several = alias.strength is Strength.SHARED and len(alias.shape) > 1
            coined = alias.strength is Strength.COINED
            told = coined or several or self._trades(rest, alias) or self._names_makers(rest)
            return Pass.FURTHER if told and alias.own else None
        if alias.strength is not Strength.AMBIGUOUS or all(map(_is_place, rest)):
            return Pass.WORD
        ours = self._words[alias.entity]
        near = ours.seats | ours.family | WARES
        beside = any(word.lemma in ours.own or word.text in near for word in spelling.words)
        known = beside or any(self._namesakes(spelling, alias, Pass.WORD))
        return Pass.WORD if known else None

    def _trades(self, rest: Iterable[Word], alias: Alias) -> bool:
        """Tell whether a word of the maker's own trade stands beside a name others bear."""
        fields = self._words[alias.entity].fields if alias.strength is Strength.SHARED else ()
        return any(word.role is Role.TRADE and word.about in fields for word in rest)

    def _names_makers(self, rest: Iterable[Word]) -> bool:
        """Tell whether other makers of the catalogue are named beside it."""
        return any(word.text in self._makers for word in rest)

    def _core(self, spelling: Spelling, alias: Alias) -> Pass | None:
        """Tell whether a name has the distinctive words of an alias, and no others."""
        coined = alias.strength is Strength.COINED and alias.own and not alias.role
        same = spelling.distinctive == alias.spelling.distinctive
        return Pass.CORE if coined and same and not self._far(spelling, alias) else None

    def _hit(
        self,
        alias: Alias,
        how: Pass,
        spelling: Spelling,
        called: str,
        as_written: Spelling | None = None,
    ) -> Hit:
        relation, by_name = alias.relation, False
        if how not in EQUAL and relation in {Relation.ITSELF, Relation.BRAND}:
            by_name = how is Pass.FURTHER or not self._is_itself(spelling, alias)
            relation = Relation.AFFILIATE if by_name else relation
        more = ("by-name-only",) if by_name else ()
        pieces = self._pieces(alias, how, spelling, as_written or spelling, more)
        return Hit(alias, how, pieces, relation, called if by_name else "")

    def _pieces(
        self,
        alias: Alias,
        how: Pass,
        spelling: Spelling,
        as_written: Spelling,
        more: tuple[str, ...] = (),
    ) -> tuple[Evidence, ...]:
        name = self._words[alias.entity].name
        kinds = [*self._speaks(spelling, alias, how), *((kind, "") for kind in more)]
        if how is Pass.FURTHER and self._names_makers(_rest(spelling, alias)):
            kinds.append(("other-makers", ""))
        kinds += [(alias.unread, "")] if alias.unread else []
        pieces = [piece(kind, alias, name, what) for kind, what in kinds]
        pieces += self._namesakes(as_written, alias, how)
        return tuple(pieces)

    def _tells_another(self, word: Word, alias: Alias) -> bool:
        """Tell whether a word beside a vendor's name tells of another firm."""
        ours = self._words[alias.entity]
        known = word.lemma in ours.own or word.text in ours.distinctive | ours.family
        return _tells(word) and not known

    def _is_itself(self, spelling: Spelling, alias: Alias) -> bool:
        """Tell whether the words around an alias make no other company of it.

        A place or a legal form does, unless the whole alias stands there, and beside it
        nothing but other names of the vendor: "Huawei Technologies Co., Ltd. (Huawei)".
        """
        rest = _rest(spelling, alias)
        if not spelling.folded.forms and all(word.role is not Role.PLACE for word in rest):
            return True
        place = place_of(spelling.key, alias.key)
        if place is None:
            return False
        names = self._words[alias.entity].distinctive
        beyond = [*spelling.words[:place], *spelling.words[place + len(alias.key) :]]
        return all(word.text in names or _is_noise(word) for word in beyond)

    def _speaks(self, spelling: Spelling, alias: Alias, how: Pass) -> Iterator[tuple[str, str]]:
        """Yield the kinds of second evidence that the name has in itself."""
        own, forms = self._words[alias.entity].own, spelling.folded.forms
        beside = [word.role for word in spelling.words if word.lemma in own]
        if beside:
            trade = forms and Role.TRADE in beside
            yield ("own-trade" if trade else "own-words"), ""
        if far := self._far(spelling, alias):
            yield "other-trade", far
        if how is Pass.SAME_NAME and forms and alias.spelling.folded.forms:
            if alias.role and not alias.own:
                yield "other-form-of-tie", ""
            elif not _agree(spelling.folded.classes, alias.spelling.folded.classes):
                yield "other-form", ""
        if alias.role and alias.role != NAMESAKE and ROLES[alias.role].looks and not alias.own:
            yield "owner-named", ""
        if alias.everyday:
            yield "everyday-spelling", ""

    def _far(self, spelling: Spelling, alias: Alias) -> str:
        """Return the field of trade that speaks against a maker; empty where none does."""
        own = self._words[alias.entity].own
        for word in _rest(spelling, alias):
            far = word.role is Role.TRADE and word.about not in NEAR_TRADES
            if far and word.lemma not in own:
                return word.about
        return ""

    def _namesakes(self, spelling: Spelling, alias: Alias, how: Pass) -> Iterator[Evidence]:
        own = self._words[alias.entity].own
        for other in self._words[alias.entity].others:
            kind = like(spelling, alias, other, how, own)
            if kind is not None:
                told = other.namesake
                found = piece(kind, alias, "", told.name, told.apart)
                yield Evidence(
                    found.speaks_for, kind, found.text, f"{alias.entity}/{told.source}"
                )


def _settles(best: Mapping[VendorId, Hit]) -> bool:
    """Tell whether what was met leaves the kernels nothing to add."""
    return any(hit.how in SETTLED for hit in best.values())


def _equal(spelling: Spelling, alias: Alias) -> Pass | None:
    forms = spelling.folded.forms
    if alias.product and forms:
        return None
    if forms == alias.spelling.folded.forms:
        return Pass.LEGAL_NAME if forms else Pass.EXACT_NAME
    return None if alias.role == NAMESAKE else Pass.SAME_NAME


def _is_place(word: Word) -> bool:
    return word.role is Role.PLACE


def _is_noise(word: Word) -> bool:
    """Tell whether a word is the number of an invoice, or a word such as "invoice" or "of"."""
    return word.role is Role.LINK or word.text.isdecimal()


def _tells(word: Word) -> bool:
    """Tell whether a word tells one firm from another; no number, letter or legal form does."""
    own = word.role is Role.DISTINCTIVE and len(word.text) > 1
    return own and not word.text.isdecimal() and word.text not in legal_forms()


def _rest(spelling: Spelling, alias: Alias) -> list[Word]:
    """Return the words of a name that are not those of the alias that was met."""
    if spelling.key == alias.key:
        return []
    place = place_of(spelling.key, alias.shape)
    if place is None:
        return list(spelling.words)
    return [*spelling.words[:place], *spelling.words[place + len(alias.shape) :]]


def _agree(one: frozenset[LegalClass], other: frozenset[LegalClass]) -> bool:
    return not one.isdisjoint(other) or (one <= CORPORATE and other <= CORPORATE)
