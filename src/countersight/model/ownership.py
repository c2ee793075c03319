"""Who owns whom, as a source states it: parties, links with their dates, and shares as ranges.

A natural person is a party of that kind and has no name here; so is an owner of whom the
source does not say who it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NewType, Self

from countersight.messages import sentence
from countersight.model.record import Origin, Problem
from countersight.model.values import PartialDate

PartyKey = NewType("PartyKey", str)
"""What a party is called in one import: an identifier, or the source's own id."""
WHOLE: Final = Decimal(100)
HALF: Final = Decimal(50)
NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent, known exactly or as a range.

    Raises:
        ValueError: it lies outside of 0 to 100, or ends before it begins.
    """

    least: Decimal
    most: Decimal
    over: bool = False
    """It is more than ``least``, and not ``least`` itself."""
    under: bool = False
    """It is less than ``most``, and not ``most`` itself."""

    def __post_init__(self) -> None:
        if not NOTHING <= self.least <= self.most <= WHOLE:
            raise ValueError(sentence("a share lies from 0 to 100 percent"))

    @classmethod
    def exact(cls, percent: Decimal | int) -> Self:
        """Return a share that is known.

        >>> Share.exact(51).told()
        '51 percent'
        """
        return cls(Decimal(percent), Decimal(percent))

    @property
    def known(self) -> Decimal | None:
        """The one value that it has, or None for a range."""
        return self.least if self.least == self.most else None

    @property
    def is_majority(self) -> bool:
        """Whether it is surely more than half."""
        return self.least > HALF or (self.over and self.least == HALF)

    def of(self, other: "Share") -> "Share":
        """Return this part of that part: along a chain, shares are multiplied.

        >>> Share.exact(60).of(Share.exact(50)).told()
        '30 percent'
        """
        return Share(
            self.least * other.least / WHOLE,
            self.most * other.most / WHOLE,
            (self.over or other.over) and min(self.most, other.most) > 0,
            self.under or other.under,
        )

    def hull(self, other: "Share") -> "Share":
        """Return the range that holds both: what is known where two sources disagree.

        >>> Share.exact(40).hull(Share.exact(60)).told()
        '40 to 60 percent'
        """
        low, high = min(self.least, other.least), max(self.most, other.most)
        lowest = [each.over for each in (self, other) if each.least == low]
        highest = [each.under for each in (self, other) if each.most == high]
        return Share(low, high, all(lowest), all(highest))

    def narrowed(self, other: "Share") -> "Share":
        """Return what is in both of two shares that meet.

        >>> Share(Decimal(25), Decimal(50)).narrowed(Share.exact(40)).told()
        '40 percent'
        """
        low, high = max(self.least, other.least), min(self.most, other.most)
        lowest = [each.over for each in (self, other) if each.least == low]
        highest = [each.under for each in (self, other) if each.most == high]
        return Share(low, high, any(lowest), any(highest))

    def meets(self, other: "Share") -> bool:
        """Tell whether two shares can be one and the same."""
        low, high = sorted((self, other), key=lambda each: (each.least, each.over))
        if low.most == high.least:
            return not (low.under or high.over)
        return low.most > high.least

    def told(self) -> str:
        """Return it in words.

        >>> Share(Decimal(25), Decimal(50), over=True).told()
        'more than 25 and up to 50 percent'
        """
        return range_words((self.least, self.most), over=self.over, under=self.under)


_FORMS: Final = MappingProxyType(
    {
        (False, False): sentence("{least} to {most} percent"),
        (True, False): sentence("more than {least} and up to {most} percent"),
        (False, True): sentence("at least {least} and less than {most} percent"),
        (True, True): sentence("more than {least} and less than {most} percent"),
    }
)


def range_words(ends: tuple[Decimal, Decimal], *, over: bool, under: bool) -> str:
    """Return the range between two ends in words, of which those told do not count."""
    least, most = map(plain, ends)
    if least == most:
        return sentence("{percent} percent", percent=least)
    return sentence(_FORMS[over, under], least=least, most=most)


def plain(number: Decimal) -> str:
    """Return a number without needless zeros.

    >>> plain(Decimal("30.00")), plain(Decimal(100))
    ('30', '100')
    """
    return f"{number.normalize():f}"


class PartyKind(StrEnum):
    """What a party is."""

    ORGANISATION = "organisation"
    PERSON = "person"
    """A natural person, whose name is not kept."""
    UNTOLD = "untold"
    """The source does not say who it is."""


@dataclass(frozen=True, slots=True)
class Party:
    """One company, state, fund or person, as a source describes it."""

    key: PartyKey
    kind: PartyKind
    name: str = ""
    """Empty unless it is an organisation."""
    country: str = ""
    """ISO 3166-1 alpha-2 of its register or its seat, where that is told."""
    identifiers: tuple[str, ...] = ()
    """As ``scheme:value``, in the writing of ``normalise.canonical_identifier``."""
    note: str = ""
    """Why it is not told who it is."""


class LinkKind(StrEnum):
    """How an owner stands to what it owns."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    """Over companies in between: the end of a chain, and no link of one."""
    UNSTATED = "unstated"
    """The source does not say whether companies stand in between; read as direct."""
    LOOSE = "loose"
    """The two belong together, and neither holds the other: a fund and who manages it."""


@dataclass(frozen=True, slots=True)
class OwnershipLink:
    """One statement that a party holds or controls another, in a time."""

    owner: PartyKey
    owned: PartyKey
    kind: LinkKind
    source: str
    """The file, and who published it."""
    origin: Origin
    share: Share | None = None
    """None where no share is told."""
    control: bool | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    """Its last day."""
    ended: bool = False
    """It is told to have ended; where ``until`` is None, on a day that is not told."""
    what: str = ""
    """The word of the source, such as ``shareholding``."""


REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "NATURAL_PERSONS": sentence("natural persons control it, and nobody consolidates it"),
        "NON_CONSOLIDATING": sentence("no parent consolidates it"),
        "NO_KNOWN_PERSON": sentence("nobody is known to control it"),
        "NO_LEI": sentence("it has a parent without a LEI, who is not told"),
        "NON_PUBLIC": sentence("its parent is not public"),
        "BINDING_LEGAL_COMMITMENTS": sentence("a legal duty keeps its parent back"),
        "LEGAL_OBSTACLES": sentence("the law keeps its parent back"),
        "DISCLOSURE_DETRIMENTAL": sentence("telling its parent would be harmful, it says"),
        "DETRIMENT_NOT_EXCLUDED": sentence("telling its parent might be harmful, it says"),
        "CONSENT_NOT_OBTAINED": sentence("its parent did not agree to be told"),
    }
)
"""Why no parent is told, by the code that GLEIF has for it (reporting exceptions)."""
NO_PARENT: Final = frozenset({"NATURAL_PERSONS", "NON_CONSOLIDATING", "NO_KNOWN_PERSON"})
"""Reasons that say that there is no parent; with any other there is one, or may be."""


@dataclass(frozen=True, slots=True)
class Owners:
    """What one or several files tell of ownership."""

    parties: Mapping[PartyKey, Party] = field(default_factory=lambda: MappingProxyType({}))
    links: tuple[OwnershipLink, ...] = ()
    untold: Mapping[PartyKey, str] = field(default_factory=lambda: MappingProxyType({}))
    """Why no parent is told of a party: a code of ``REASONS``."""
    problems: tuple[Problem, ...] = ()
    files: tuple["OwnersFile", ...] = ()

    @property
    def persons(self) -> int:
        """How many natural persons there are."""
        return sum(party.kind is PartyKind.PERSON for party in self.parties.values())


@dataclass(frozen=True, slots=True)
class OwnersFile:
    """One file that was read."""

    name: str
    form: str
    """Such as ``bods``, ``gleif-rr``, ``ftm``."""
    version: str
    """The first 12 digits of its SHA-256."""
    links: int = 0
    left_out: int = 0
    """Statements that are no ownership: boards, annulled records, older versions."""
