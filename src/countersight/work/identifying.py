"""Identifying: read, observe, join, weigh; who made each device, and on which evidence.

Only what an owner already has is read. Of what was observed, no more is kept than the signs
and what tells which device it is, so that memory grows with devices and not with lines.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from countersight.match.signatures import MacLookup, SignatureBook, Weigher, plain_mac
from countersight.match.signatures.finding import MakesFinder, one_by_one
from countersight.messages import sentence
from countersight.model.catalogue import Catalogue
from countersight.model.device import Coverage, DeviceState, Identified, Observation, Sign
from countersight.model.record import Problem
from countersight.model.signature import DeviceKnowledge, Says
from countersight.read import Options, Source
from countersight.read.devices import Documents, observe
from countersight.work.aside import made_on, notes_of
from countersight.work.joining import Group, Unit, join
from countersight.work.labels import Labels
from countersight.work.makers import families, names_of

MOST_HOSTS: Final = 2_000_000
MOST_PROBLEMS: Final = 10_000
"""Problems that are told one by one; all are counted."""
MOST_KINDS: Final = 1_000
"""Kinds that are not understood and are told by name."""
OTHERS: Final = "(others)"
SIGNALS: Final = (
    *("mac", "model", "serial", "http_header.server", "snmp.sys_object_id"),
    *("x509.subject", "onvif.scopes", "sadp", "maker"),
)
LIMITS: Final = (
    sentence("Cameras behind a recorder answer to the recorder alone."),
    sentence(
        "Devices that no file names, on other networks or switched off, are not in the answer."
    ),
    sentence("Whose chip a device has can't be seen from outside."),
    sentence(
        "A brand that builds on another's platform may hide it; only what was read is known."
    ),
)
ANSWERS: Final = {
    "sadp": "vendor_discovery",
    "dhip": "vendor_discovery",
    "onvif.scopes": "onvif",
    "isapi.device_info": "isapi",
    "onvif.device_info": "onvif",
    "service": "http",
    "upnp": "upnp",
    "snmp": "snmp",
}
"""Kinds that are whole answers, and the independence group of all that each says.

What a scanner takes a service for rests on the banner, and counts with it.
"""
HANDS: Final = frozenset({"inventory", "component_list"})
"""What somebody wrote down: all of it, the hardware address too, is of one group."""
WRITTEN: Final = frozenset({"maker", "brand", "model", "serial", "part", "cpe", "description"})
"""Kinds that are taken for written by a hand where no answer of the device holds them."""
_NAMES: Final = frozenset({"maker", "brand"})
_QUIET: Final = frozenset(
    {"hostname", "site", "asset", "date", "port", "address", "service.product"}
)
"""Kinds that name a device and tell nothing of its maker."""


@dataclass(slots=True)
class _Heard:
    """What was heard so far."""

    units: dict[tuple[str, str], Unit] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    wrongs: int = 0
    unread: bool = False

    def wrong(self, problems: Sequence[Problem]) -> None:
        """Take in Problems: all are counted, and the first are kept."""
        self.wrongs += len(problems)
        self.unread = self.unread or any(problem.stops for problem in problems)
        self.problems += problems[: max(0, MOST_PROBLEMS - len(self.problems))]

    def count(self, kind: str, *, known: bool) -> None:
        """Count an observation of a kind; of unknown kinds the first are told by name."""
        if known:
            self.kinds[kind] += 1
        else:
            full = len(self.unknown) >= MOST_KINDS and kind not in self.unknown
            self.unknown[OTHERS if full else kind] += 1


@dataclass(frozen=True, slots=True)
class Extras:
    """What extras that are installed do; the rest works without."""

    documents: Documents | None = None
    """Reads the documents of YAML."""
    finder: MakesFinder = one_by_one
    """Makes what asks patterns."""


@dataclass(frozen=True, slots=True)
class Estate:
    """The devices of all files, what could not be read, and what was covered."""

    devices: tuple[Identified, ...]
    problems: tuple[Problem, ...]
    coverage: Coverage


class Identifying:
    r"""Identifies the devices that files speak of.

    >>> import io
    >>> from countersight.catalogue import load, load_devices
    >>> catalogue = load()
    >>> knowledge = load_devices(catalogue.vendors)
    >>> identifying = Identifying(catalogue, knowledge, date(2026, 11, 24))
    >>> line = b'{"host": "10.0.0.5", "kind": "mac", "value": "68-6d-bc-ee-f8-f0"}\n'
    >>> [device] = identifying.run([Source("-", stream=io.BytesIO(line))]).devices
    >>> device.claim.state.value, device.claim.maker
    ('possible', 'hikvision')
    """

    def __init__(
        self,
        catalogue: Catalogue,
        knowledge: DeviceKnowledge,
        as_of: date,
        options: Options | None = None,
        *,
        extras: Extras | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.as_of = as_of
        self.options = options or Options()
        self._extras = extras or Extras()
        self._names = names_of(catalogue, knowledge)
        self._book = SignatureBook(
            knowledge.signatures, knowledge.kinds, self._names, self._extras.finder
        )
        self._macs = MacLookup(knowledge.registries, as_of)
        self._labels = Labels(catalogue.vendors.values(), knowledge.brands, as_of)
        self.weigher = Weigher(knowledge, families(catalogue), self._names)

    def run(self, sources: Iterable[Source]) -> Estate:
        """Return what the sources' devices are.

        Raises:
            ColumnError: the user's mapping names a field or a column that is not there.
        """
        heard = _Heard()
        for source in sources:
            for stretch in observe(source, self.options, self._extras.documents):
                heard.wrong(stretch.problems)
                for seen in stretch.seen:
                    self._hear(seen, heard)
        groups, doubled = join(heard.units.values())
        devices = tuple(self._identified(group) for group in groups)
        return Estate(devices, tuple(heard.problems), self._coverage(devices, heard, doubled))

    def signs(self, seen: Observation) -> list[Sign]:
        """Return what one observation is evidence of.

        All that one answer says is of one group, but for the hardware address in it, of which
        a registry speaks. All that one hand wrote is of one group.
        """
        found, group = self._signs(seen), _group(seen)
        return [replace(sign, group=group) for sign in found] if group else found

    def _signs(self, seen: Observation) -> list[Sign]:
        found = self._book.signs(seen)
        match seen.kind:
            case "mac":
                mac = plain_mac(seen.value)
                sign = None if mac is None else self._macs.sign(mac, seen.origin)
                return found if sign is None else [*found, sign]
            case "maker" | "brand":
                return found + self._labels.of_label(seen)
            case "model":
                return found + self._labels.of_model(seen)
            case _:
                return found

    def _hear(self, seen: Observation, heard: _Heard) -> None:
        known = seen.kind in self.knowledge.kinds
        heard.count(seen.kind, known=known)
        key = (f"{seen.origin.file}!{seen.origin.member or ''}", seen.host)
        unit = heard.units.get(key)
        if unit is None:
            if len(heard.units) >= MOST_HOSTS:
                return
            unit = heard.units[key] = Unit(*key)
        unit.hear(seen)
        if known:
            unit.show(self.signs(seen))
            unit.learn(self._book.models(seen))
            if seen.kind in _NAMES:
                unit.note(self._labels.namesake(seen))

    def _identified(self, group: Group) -> Identified:
        device = group.device()
        signs = [sign for unit in group.units for sign in unit.signs.values()]
        claim = self.weigher.claim(signs, made_on(group.all("date")), device.models)
        brands = [sign.about for sign in signs if sign.says is Says.SOLD_AS]
        many = device.channels.isdigit() and int(device.channels) > 1
        recorder = many or any(sign.product == "recorder" for sign in signs)
        notes = [*notes_of(device.macs, signs), *group.notes()]
        if recorder:
            notes.append(
                sentence(
                    "It is a recorder with {count} channels; cameras behind it are hidden.",
                    count=device.channels or sentence("an unknown number of"),
                )
            )
        model = next(iter(device.models), "")
        brand = next(iter(brands), "")
        return Identified(
            device,
            claim,
            brand,
            model,
            tuple(notes),
            maker_name=self._names.get(claim.maker or "", ""),
            label=next(iter((*group.all("brand"), *group.all("maker"))), ""),
            brand_name=self._names.get(brand, brand),
            rivals=tuple(
                dict.fromkeys(self._names.get(each.about, each.about) for each in claim.against)
            ),
        )

    def _coverage(
        self, devices: Sequence[Identified], heard: _Heard, doubled: Sequence[str]
    ) -> Coverage:
        states = Counter(each.claim.state.value for each in devices)
        bare = sum(not set(each.device.kinds) - _QUIET for each in devices)
        return Coverage(
            devices=len(devices),
            states={state.value: states[state.value] for state in DeviceState},
            only_address=bare,
            kinds=dict(sorted(heard.kinds.items())),
            unknown_kinds=dict(sorted(heard.unknown.items())),
            absent=tuple(kind for kind in SIGNALS if not heard.kinds[kind]),
            problems=heard.wrongs,
            unread=heard.unread,
            registries=tuple(each.told() for each in self.knowledge.registries),
            warnings=(*self._stale(), *_warnings(heard, doubled)),
            limits=LIMITS,
        )

    def _stale(self) -> Iterator[str]:
        for each in self.knowledge.registries:
            if stale := each.staleness(self.as_of):
                yield sentence(
                    "{registry}, {stale}; see `countersight registries update`.",
                    registry=each.told(),
                    stale=stale,
                )


def _warnings(heard: _Heard, doubled: Sequence[str]) -> Iterator[str]:
    for mac in doubled:
        yield sentence("{mac} is in use by two devices.", mac=mac)
    if heard.wrongs > len(heard.problems):
        yield sentence(
            "Of {number:,} problems the first {first:,} are told.",
            number=heard.wrongs,
            first=MOST_PROBLEMS,
        )
    if len(heard.units) >= MOST_HOSTS:
        yield sentence("Of more than {number} hosts the rest was left out.", number=MOST_HOSTS)


def _group(seen: Observation) -> str:
    """Return the group of all that an observation is a part of; nothing where it stands alone.

    >>> from countersight.model.record import Origin
    >>> _group(Observation("h", "mac", "x", Origin("f"), within="sadp"))
    ''
    >>> _group(Observation("h", "serial", "x", Origin("f")))
    'inventory'
    """
    if seen.within in HANDS:
        return seen.within
    if not seen.within and seen.kind in WRITTEN:
        return "inventory"
    return "" if seen.kind == "mac" else ANSWERS.get(seen.within or seen.kind, "")
