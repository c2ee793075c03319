"""The owners and the subsidiaries of a company on a day, as far as the catalogue's ties tell.

A tie is shown as its source says it, and nothing is concluded from it: a share is not
multiplied along a chain, and control is told where a role says it. What had ended before the
day stays in sight as ended; what had not begun is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from countersight.ids import VendorId, company_id
from countersight.match.relations import ROLES, Stands, ended, known
from countersight.model.vendor import Tie, Vendor

MOST: Final = 36
"""Companies of one picture."""
FAR: Final = 6
"""Links that are followed up, and down."""


@dataclass(frozen=True, slots=True)
class Member:
    """A company of a family."""

    id: VendorId
    name: str
    country: str = ""
    has_page: bool = False


@dataclass(frozen=True, slots=True)
class Bond:
    """One tie, read from the company that holds to the one that is held."""

    owner: Member
    owned: Member
    tie: Tie
    of: VendorId
    """Whose file says it, and has its source."""
    is_ended: bool
    controls: bool
    """The role says control, and the source states it."""

    @property
    def label(self) -> str:
        """Return the share, such as ``36.4808 %``; empty where none is told."""
        return "" if self.tie.percent is None else f"{self.tie.percent.normalize():f} %"


@dataclass(frozen=True, slots=True)
class Family:
    """What is drawn and told of a family."""

    focus: Member
    on: date
    members: tuple[Member, ...]
    """The focus first, then those that hold it, then those that it holds."""
    bonds: tuple[Bond, ...]
    """Between members."""
    left_out: tuple[Bond, ...] = ()
    """Those with a company for which the picture has no room."""


class Families:
    """The ties of a catalogue, to be asked of any company."""

    def __init__(self, vendors: Iterable[Vendor]) -> None:
        self._vendors: Mapping[VendorId, Vendor] = {each.id: each for each in vendors}
        self._names: dict[VendorId, str] = {}
        for key in sorted(self._vendors):
            for tie in self._vendors[key].ties:
                if not tie.vendor:
                    self._names.setdefault(company_id(tie.name), tie.name)

    def of(self, company: VendorId, on: date, most: int = MOST) -> Family | None:
        """Return the family of a company on a day; None where the catalogue has it not.

        >>> from countersight.catalogue import load
        >>> families = Families(load().vendors.values())
        >>> found = families.of(VendorId("hikvision"), date(2026, 1, 1))
        >>> found.focus.name, {"cethik", "cetc"} <= {each.id for each in found.members}
        ('Hangzhou Hikvision Digital Technology Co., Ltd.', True)
        """
        if company not in self._vendors and company not in self._names:
            return None
        up, down = self._bonds(on)
        focus = self._member(company)
        above = tuple(_walk(focus, up, "owner"))
        below = tuple(_walk(focus, down, "owned"))
        order = (focus, *(each.owner for each in above), *(each.owned for each in below))
        members = tuple(dict.fromkeys(order))[:most]
        there = set(members)
        bonds = tuple(dict.fromkeys((*above, *below)))
        drawn = tuple(each for each in bonds if {each.owner, each.owned} <= there)
        rest = tuple(each for each in bonds if not {each.owner, each.owned} <= there)
        return Family(focus, on, members, drawn, rest)

    def _bonds(
        self, on: date
    ) -> tuple[Mapping[Member, Sequence[Bond]], Mapping[Member, Sequence[Bond]]]:
        """Return the ties known on a day, by the company that is held and by the holder."""
        up: dict[Member, list[Bond]] = defaultdict(list)
        down: dict[Member, list[Bond]] = defaultdict(list)
        for key in sorted(self._vendors):
            for tie in self._vendors[key].ties:
                bond = self._bond(key, tie, on)
                if bond is not None:
                    up[bond.owned].append(bond)
                    down[bond.owner].append(bond)
        for found in (*up.values(), *down.values()):
            found.sort(key=_rank)
        return up, down

    def _bond(self, of: VendorId, tie: Tie, on: date) -> Bond | None:
        role = ROLES[tie.role]
        if role.stands is Stands.BESIDE or not known(tie, on):
            return None
        here, other = self._member(of), self._member(tie.vendor or company_id(tie.name), tie)
        owner, owned = (other, here) if role.stands is Stands.ABOVE else (here, other)
        over = role.ended or ended(tie.until, on)
        return Bond(owner, owned, tie, of, over, role.controls and tie.basis == "stated")

    def _member(self, company: VendorId, tie: Tie | None = None) -> Member:
        vendor = self._vendors.get(company)
        if vendor is not None:
            return Member(company, vendor.name, vendor.country, has_page=True)
        name = self._names.get(company) or (tie.name if tie else company)
        return Member(company, name)


def _walk(focus: Member, bonds: Mapping[Member, Sequence[Bond]], side: str) -> Iterator[Bond]:
    """Yield the bonds that lead away from a company, nearest first."""
    met, layer = {focus}, [focus]
    for _ in range(FAR):
        further: dict[Member, None] = {}
        for here in layer:
            for bond in bonds.get(here, ()):
                yield bond
                other = bond.owner if side == "owner" else bond.owned
                if other not in met:
                    further[other] = None
        met |= further.keys()
        layer = list(further)


def _rank(bond: Bond) -> tuple[bool, bool, bool, str, str]:
    """Return what is shown first: what stands, what is known with a page or a share."""
    paged = bond.owner.has_page and bond.owned.has_page
    return bond.is_ended, not paged, bond.tie.percent is None, bond.owner.name, bond.owned.name
