"""The vocabulary: which words facts and restrictions may use, and what a fact can be.

The bundled file defines every fact. A folder may bring lists of words of its own
(``vocab.toml``); and its tests may ask for facts that the bundled file lacks: their kind is
read off the tests. Bundled restrictions may use bundled words alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from countersight.catalogue.fields import Field, Place, Section, many
from countersight.catalogue.readers import member, some, text, word
from countersight.messages import sentence
from countersight.model.restriction import Comparison, FactTest, Restriction, TestValue
from countersight.model.vocabulary import FactDefinition, FactKind, Vocabulary
from countersight.model.wording import value_words


@dataclass(frozen=True, slots=True)
class Lists:
    """Closed sets of words, as a vocabulary file gives them."""

    acts: tuple[str, ...]
    forms: tuple[str, ...]
    classes: tuple[str, ...]
    purposes: tuple[str, ...]
    roles: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    """Why a duty does not bind; examples use them."""
    fact: tuple[tuple[FactDefinition, str], ...] = ()
    """Facts, each with the name of the list that its words come from, or nothing."""


def _fact(
    name: str, kind: FactKind, meaning: str, words: tuple[str, ...] = (), words_of: str = ""
) -> tuple[FactDefinition, str]:
    closed = kind in (FactKind.WORD, FactKind.WORDS)
    if closed != bool(words or words_of) or (words and words_of):
        raise ValueError(
            sentence("a fact of kind word or words has words or words_of, and no other has")
        )
    return FactDefinition(name, kind, meaning, words), words_of


LISTS = ("acts", "forms", "classes", "purposes", "roles")
FACT = Section(
    _fact,
    (
        Field("name", text, required=True),
        Field("kind", member(FactKind), required=True),
        Field("words", some(text)),
        Field("words_of", word(LISTS)),
        Field("meaning", text, required=True),
    ),
)
VOCABULARY = Section(
    Lists,
    (
        *(Field(name, some(text), required=True) for name in LISTS),
        Field("reasons", some(text)),
        Field("fact", many(FACT, "name")),
    ),
)
"""A vocabulary file."""


def vocabulary_of(lists: Lists, base: Lists | None = None) -> Vocabulary:
    """Return the vocabulary of *lists*, with the facts of *base* as well as its own."""
    facts = {}
    for definition, words_of in (*(base.fact if base else ()), *lists.fact):
        words: tuple[str, ...] = getattr(lists, words_of) if words_of else definition.words
        facts[definition.name] = replace(definition, words=words)
    return Vocabulary(
        acts=lists.acts,
        forms=lists.forms,
        classes=lists.classes,
        purposes=lists.purposes,
        roles=lists.roles,
        facts=MappingProxyType(facts),
    )


def merged(lists: Lists, more: Lists) -> Lists:
    """Return *lists* with the words of *more* after its own."""
    return replace(
        lists,
        **{
            name: tuple(dict.fromkeys((*getattr(lists, name), *getattr(more, name))))
            for name in (*LISTS, "fact")
        },
    )


def tests_of(restriction: Restriction) -> Iterable[tuple[str, str, FactTest]]:
    """Yield every test of a fact, with the entry and the field that it stands in."""
    for cover in restriction.covers:
        if cover.maker_test is not None:
            yield f'[[covers]] "{cover.id}"', "maker_test", cover.maker_test
    for duty in restriction.duties:
        for test in duty.requires:
            yield f'[[duty]] "{duty.id}"', "requires", test
    for exemption in restriction.exemptions:
        for test in exemption.requires:
            yield f'[[exemption]] "{exemption.id}"', "requires", test


def grown(vocabulary: Vocabulary, restrictions: Iterable[Restriction]) -> Vocabulary:
    """Return the vocabulary with the facts, and the words of facts, that *restrictions* bring.

    A fact that nobody defined has the kind of the values it is tested for; text stays open.
    The words of the vocabulary's own lists are closed and don't grow.
    """
    facts = dict(vocabulary.facts)
    lists = [getattr(vocabulary, name) for name in LISTS]
    for restriction in restrictions:
        for _, _, test in tests_of(restriction):
            known = facts.get(test.fact)
            if known is None:
                meaning = sentence("as {id} uses it", id=restriction.id)
                facts[test.fact] = FactDefinition(test.fact, kind_of(test.values[0]), meaning)
            elif known.kind is FactKind.WORD and known.words not in lists:
                words = (value for value in test.values if isinstance(value, str))
                facts[test.fact] = replace(
                    known, words=tuple(dict.fromkeys((*known.words, *words)))
                )
    return replace(vocabulary, facts=MappingProxyType(facts))


def kind_of(value: TestValue) -> FactKind:
    """Return the kind of fact that can have this value."""
    kinds: Mapping[type, FactKind] = {
        bool: FactKind.TRUTH,
        int: FactKind.NUMBER,
        date: FactKind.DATE,
        str: FactKind.TEXT,
    }
    return kinds[type(value)]


_MEMBERSHIP = (Comparison.IN, Comparison.IS)
_FITTING: Mapping[FactKind, tuple[type, tuple[Comparison, ...]]] = MappingProxyType(
    {
        FactKind.WORD: (str, _MEMBERSHIP),
        FactKind.WORDS: (str, _MEMBERSHIP),
        FactKind.TEXT: (str, _MEMBERSHIP),
        FactKind.TRUTH: (bool, _MEMBERSHIP),
        FactKind.NUMBER: (int, _MEMBERSHIP),
        FactKind.DATE: (date, tuple(Comparison)),
    }
)
"""What a fact of each kind can be compared with, and how; owners are a matter of reach."""


def misfit(test: FactTest, definition: FactDefinition) -> str:
    """Return what is wrong with a test of this fact, or nothing."""
    fitting = _FITTING.get(definition.kind)
    if fitting is None:
        return sentence("{fact} can't be tested; use [reach]", fact=test.fact)
    kind, comparisons = fitting
    if test.comparison not in comparisons:
        return sentence(
            "{fact} can't be compared by {comparison}",
            fact=test.fact,
            comparison=test.comparison,
        )
    for value in test.values:
        if type(value) is not kind:
            said = repr(value) if isinstance(value, str) else value_words(value)
            return sentence(
                "{said} is no value of {fact}, which is a {kind}",
                said=said,
                fact=test.fact,
                kind=definition.kind,
            )
        if definition.words and value not in definition.words:
            return sentence(
                "{value!r} is no word of {fact}: {words}",
                value=value,
                fact=test.fact,
                words=", ".join(definition.words),
            )
    return ""


def read_lists(raw: Mapping[str, object], file: str) -> Lists:
    """Read a vocabulary file."""
    return VOCABULARY.read(raw, Place(file))
