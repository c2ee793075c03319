"""Every reference of an entry resolves: to a source, a duty, a maker, a word, a fact."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from countersight.catalogue.fields import Place, nearest
from countersight.catalogue.words import misfit, tests_of
from countersight.ids import RestrictionId, VendorId
from countersight.messages import sentence
from countersight.model.restriction import Restriction
from countersight.model.vendor import Vendor
from countersight.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that must be known, with where they stand and what they are."""

    entry: str
    field: str
    what: str
    words: Iterable[str]


def check_restriction(
    restriction: Restriction,
    place: Place,
    vocabulary: Vocabulary,
    *,
    makers: Collection[VendorId],
    lists: Collection[RestrictionId],
) -> None:
    """Refuse a restriction of which a reference leads nowhere.

    Raises:
        CatalogueError: an id stands twice, or a word, a maker, a list, a citation, a cover,
            a duty or a fact is unknown.
    """
    known: dict[str, Collection[str]] = {
        "act": vocabulary.acts,
        "form": (*vocabulary.forms, "*"),
        "class": (*vocabulary.classes, "*"),
        "purpose": vocabulary.purposes,
        "role": vocabulary.roles,
        "maker": makers,
        "list": lists,
        "cover": [cover.id for cover in restriction.covers],
        "duty": [duty.id for duty in restriction.duties],
        "exemption": [exemption.id for exemption in restriction.exemptions],
        "citation": [cite.id for cite in restriction.cites],
    }
    for what in ("cover", "duty", "exemption", "citation"):
        _refuse_twins(what, known[what], place)
    _resolve(_references(restriction), known, place)
    _check_tests(restriction, place, vocabulary)


def _check_tests(restriction: Restriction, place: Place, vocabulary: Vocabulary) -> None:
    for entry, field, test in tests_of(restriction):
        here = place.inside(entry).at(field)
        definition = vocabulary.facts.get(test.fact)
        if definition is None:
            raise here.error(
                sentence("{fact!r} is no fact", fact=test.fact),
                nearest(test.fact, vocabulary.facts),
            )
        wrong = misfit(test, definition)
        if wrong:
            raise here.error(
                wrong, sentence("The reference page on facts lists the names and values.")
            )


def check_vendor(vendor: Vendor, place: Place, vendors: Collection[VendorId]) -> None:
    """Refuse a vendor of which a reference leads nowhere.

    Raises:
        CatalogueError: a source stands twice, or a source or a vendor is unknown.
    """
    sources = [source.id for source in vendor.sources]
    _refuse_twins("source", sources, place)
    _resolve(_sources_and_ties(vendor), {"source": sources, "vendor": vendors}, place)


def _references(restriction: Restriction) -> Iterator[Reference]:
    yield Reference("", "directs", "role", restriction.directs)
    yield Reference("[penalty]", "cites", "citation", restriction.penalty_cites)
    for cover in restriction.covers:
        entry = f'[[covers]] "{cover.id}"'
        yield Reference(entry, "makers", "maker", cover.makers)
        yield Reference(entry, "forms", "form", cover.forms)
        yield Reference(entry, "classes", "class", cover.classes)
        yield Reference(entry, "purposes", "purpose", cover.purposes)
        if cover.maker_list is not None:
            yield Reference(entry, "maker_list", "list", (cover.maker_list.list,))
    for duty in restriction.duties:
        entry = f'[[duty]] "{duty.id}"'
        yield Reference(entry, "acts", "act", duty.acts)
        yield Reference(entry, "binds", "role", duty.binds)
        yield Reference(entry, "covers", "cover", duty.covers)
        yield Reference(entry, "cites", "citation", duty.cites)
    for exemption in restriction.exemptions:
        entry = f'[[exemption]] "{exemption.id}"'
        yield Reference(entry, "duties", "duty", exemption.duties)
        yield Reference(entry, "cites", "citation", exemption.cites)
    yield from _history(restriction)


def _history(restriction: Restriction) -> Iterator[Reference]:
    for event in restriction.events:
        yield Reference(f'[[event]] "{event.date}"', "cites", "citation", event.cites)
    for number, conflict in enumerate(restriction.conflicts, start=1):
        yield Reference(f"[[conflict]] {number}", "cites", "citation", conflict.cites)
    for listed in restriction.listings:
        entry = f'[[listing]] "{listed.target}"'
        yield Reference(entry, "target", "maker", (listed.target,))


def _sources_and_ties(vendor: Vendor) -> Iterator[Reference]:
    yield Reference("", "family", "vendor", (vendor.family,) if vendor.family else ())
    for name in vendor.names:
        yield Reference(f'[[names]] "{name.text}"', "source", "source", (name.source,))
    for known in vendor.identifiers:
        yield Reference(f'[[identifier]] "{known.value}"', "source", "source", (known.source,))
    for listing in vendor.listings:
        yield Reference(f'[[listing]] "{listing.list}"', "source", "source", (listing.source,))
    for other in vendor.namesakes:
        yield Reference(f'[[namesake]] "{other.name}"', "source", "source", (other.source,))
    for model in vendor.models:
        yield Reference(f'[[model]] "{model.prefix}"', "source", "source", (model.source,))
    for number, conflict in enumerate(vendor.disagreements, start=1):
        yield Reference(f"[[conflict]] {number}", "sources", "source", conflict.sources)
    for tie in vendor.ties:
        entry = f'[[tie]] "{tie.vendor or tie.name}"'
        yield Reference(entry, "vendor", "vendor", (tie.vendor,) if tie.vendor else ())
        yield Reference(entry, "source", "source", (tie.source,))
        yield Reference(entry, "also_sources", "source", tie.also_sources)


def _resolve(
    references: Iterable[Reference], known: Mapping[str, Collection[str]], place: Place
) -> None:
    for reference in references:
        there = known[reference.what]
        for word in reference.words:
            if word not in there:
                here = place.inside(reference.entry).at(reference.field)
                raise here.error(
                    sentence("{word!r} is no known {what}", word=word, what=reference.what),
                    nearest(word, there),
                )


def _refuse_twins(what: str, ids: Iterable[str], place: Place) -> None:
    for known, times in Counter(ids).items():
        if times > 1:
            raise place.at("id").error(
                sentence(
                    "{known!r} is the id of {times} entries ({what})",
                    known=known,
                    times=times,
                    what=what,
                ),
                sentence("Give each an id of its own."),
            )
