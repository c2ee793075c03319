"""What an eForms notice says beside its results: the buyer, organisations, lots."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from countersight.read.notices.rows import at, identifier, joined, name, text
from countersight.read.notices.sdk import sdk

_LANGUAGE: Final = "languageID"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A company of the notice; of a natural person no name is kept."""

    name: str | None
    identifier: str | None
    country: str | None
    natural: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What is bought: of one lot, or of the whole procedure."""

    title: str | None = None
    text: str | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What the results of one notice have in common."""

    id: str
    buyer: str | None
    what: str | None
    """The kind of notice, where it is no plain award notice."""
    language: str | None
    organisations: Mapping[str, Organisation]
    subject: Subject
    lots: Mapping[str, Subject]
    persons: int
    """Contacts and beneficial owners that were left out."""

    def say(self, element: Element, path: str) -> str | None:
        """Return a text in the language of the notice, else the first there is."""
        return said(element, path, self.language)


def head_of(root: Element) -> Head:
    """Return what a notice says beside its results."""
    paths = sdk().paths["notice"]
    language = at(root, paths["language"])
    found = list(_organisations(root, language))
    organisations = {key: each for key, each, _ in found}
    buyers = (
        organisations.get((each.text or "").strip()) for each in root.iterfind(paths["buyer"])
    )
    lots = {
        at(lot, sdk().paths["lot"]["id"]) or "": _subject(
            lot.find(sdk().paths["lot"]["project"]), language
        )
        for lot in root.iterfind(paths["lot"])
    }
    owners = f"{paths['extension']}/{sdk().paths['extension']['owner']}"
    return Head(
        id=at(root, paths["number"]) or at(root, paths["id"]) or "",
        buyer=joined(buyer.name for buyer in buyers if buyer is not None),
        what=sdk().subtypes.get(at(root, paths["subtype"]) or ""),
        language=language,
        organisations=organisations,
        subject=_subject(root.find(paths["project"]), language),
        lots=lots,
        persons=sum(persons for _, _, persons in found) + len(root.findall(owners)),
    )


def _organisations(
    root: Element, language: str | None
) -> Iterator[tuple[str, Organisation, int]]:
    """Yield the id of each organisation, what is kept of it, and how many persons are not."""
    paths = sdk().paths["organisation"]
    under = f"{sdk().paths['notice']['extension']}/{sdk().paths['extension']['organisation']}"
    for each in root.iterfind(under):
        natural = at(each, paths["natural"]) == "true"
        number = each.find(paths["number"])
        scheme = number.get("schemeName") if number is not None else None
        contacts = (each.iterfind(paths[need]) for need in ("contact", "touchpoint_contact"))
        persons = sum(text(one) is not None for many in contacts for one in many)
        kept = Organisation(
            None if natural else name(said(each, paths["name"], language)),
            None if natural else identifier(text(number), scheme),
            at(each, paths["country"]),
            natural,
        )
        yield at(each, paths["id"]) or "", kept, persons


def _subject(project: Element | None, language: str | None) -> Subject:
    if project is None:
        return Subject()
    paths = sdk().paths["project"]
    found = (*project.iterfind(paths["main"]), *project.iterfind(paths["more"]))
    cpv = (each for each in found if each.get("listName", "cpv") == "cpv")
    return Subject(
        said(project, paths["title"], language),
        said(project, paths["text"], language),
        tuple(code for each in cpv if (code := text(each))),
    )


def said(element: Element, path: str, language: str | None) -> str | None:
    """Return the text at *path* in *language*, else the first that is there."""
    found = element.findall(path)
    mine = (each for each in found if each.get(_LANGUAGE) == language)
    return text(next(mine, found[0] if found else None))
