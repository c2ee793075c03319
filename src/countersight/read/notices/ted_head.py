"""What a TED notice says beside its awards: which form it is, the buyer, the subject."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from countersight.read.notices.rows import at, joined, text

AWARD_NOTICE: Final = "7"
"""Code of a plain award notice (TD_DOCUMENT_TYPE); the others are told by their words."""
_CONTACTS: Final = ("CONTACT_POINT", "ATTENTION")
_BUYERS: Final = (
    "CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY",
    "CONTRACTING_BODY/ADDRESS_CONTRACTING_BODY_ADDITIONAL",
)
_OLD_BUYER: Final = ".//CA_CE_CONCESSIONAIRE_PROFILE/ORGANISATION"


@dataclass(frozen=True, slots=True)
class Head:
    """What the awards of one notice have in common."""

    id: str
    buyer: str | None
    what: str | None
    """The kind of notice, where it is no plain award notice."""
    title: str | None
    text: str | None
    words: dict[str, str]
    """Words of CPV codes, as the notice gives them."""
    codes: tuple[str, ...]


def form_of(root: Element) -> Element | None:
    """Return the form in its original language; NOTICE_UUID may stand before it."""
    section = root.find("FORM_SECTION")
    forms = [each for each in section or () if each.tag != "NOTICE_UUID"]
    original = (each for each in forms if each.get("CATEGORY") == "ORIGINAL")
    return next(original, forms[0] if forms else None)


def contacts(form: Element) -> int:
    """Return how many contacts, who may be persons, the form names."""
    return sum(text(each) is not None for tag in _CONTACTS for each in form.iter(tag))


def head_of(root: Element, form: Element) -> Head:
    """Return what a notice says beside its awards."""
    data = root.find("CODED_DATA_SECTION")
    kind = data.find("CODIF_DATA/TD_DOCUMENT_TYPE") if data is not None else None
    plain = kind is None or kind.get("CODE") == AWARD_NOTICE
    words = {
        code.get("CODE") or "": said
        for code in (data.iterfind("NOTICE_DATA/ORIGINAL_CPV") if data is not None else ())
        if (said := text(code))
    }
    return Head(
        id=root.get("DOC_ID") or at(data, "NOTICE_DATA/NO_DOC_OJS") or "",
        buyer=joined(_buyers(form)),
        what=None if plain else text(kind),
        title=at(form, "OBJECT_CONTRACT/TITLE") or at(form, ".//TITLE_CONTRACT"),
        text=at(form, "OBJECT_CONTRACT/SHORT_DESCR")
        or at(form, ".//SHORT_CONTRACT_DESCRIPTION"),
        words=words,
        codes=tuple(_codes(form)),
    )


def _buyers(form: Element) -> Iterator[str | None]:
    for path in _BUYERS:
        for address in form.iterfind(path):
            yield at(address, "OFFICIALNAME")
    old = form.find(_OLD_BUYER)
    yield at(old, "OFFICIALNAME") or text(old)


def _codes(form: Element) -> Iterator[str]:
    """Yield the codes of the contract as a whole; those of a lot go with the lot."""
    for path in ("OBJECT_CONTRACT/CPV_MAIN/CPV_CODE", ".//CPV/CPV_MAIN/CPV_CODE"):
        yield from (code.get("CODE") or "" for code in form.iterfind(path))
    for code in form.iterfind(".//CPV/CPV_ADDITIONAL/CPV_CODE"):
        yield code.get("CODE") or ""
