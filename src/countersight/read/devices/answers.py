"""Saved answers of devices as XML: ISAPI deviceInfo, SADP, ONVIF, UPnP descriptions.

Each is a document of leaves below an element that stands for a device; a file may hold several
documents. Entities are refused, and size and depth are bounded; a document is read whole or not
at all.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlsplit

from countersight.messages import sentence
from countersight.model.device import Observation, Observations
from countersight.model.record import Origin, Problem
from countersight.read.devices.making import observations
from countersight.read.source import MIB, Feed, Options
from countersight.read.xml_input import Doctype, Unsound, hear

FORMAT: Final = "device-answer"
LARGEST: Final = 4 * MIB
DEEPEST: Final = 40
MOST_LEAVES: Final = 500
MOST_DOCUMENTS: Final = 2_000
_MOST_ADDRESSES: Final = 20
_UNITS: Final = frozenset(
    {"DeviceInfo", "ProbeMatch", "Hello", "device", "GetDeviceInformationResponse"}
)
"""Elements that stand for a device."""
_STARTS: Final = (
    *("<DeviceInfo", "ProbeMatch", "urn:schemas-upnp-org:device"),
    "GetDeviceInformationResponse",
)
_BASE: Final = "URLBase"
"""What stands beside the devices of a UPnP description, and is the address of all."""
_MARKS: Final = {
    "sadp": frozenset({"DeviceSN", "DeviceDescription"}),
    "upnp": frozenset({"modelName", "UDN"}),
    "onvif.device_info": frozenset({"HardwareId", "Manufacturer"}),
}
"""Leaves by which an answer is known; what has none is ISAPI's."""
_HOSTS: Final = ("IPv4Address", "ipAddress", "XAddrs", "presentationURL", _BASE)
_DECLARED: Final = re.compile(rb"(?:\xef\xbb\xbf)?(?=<\?xml\s)")
"""Where a document begins; tools that ask many devices write one behind another."""


def looks_like_answer(head: str) -> bool:
    """Return whether a text begins as an answer that is read here.

    >>> looks_like_answer('<DeviceInfo version="2.0"><model>DS-1</model></DeviceInfo>')
    True
    """
    return head.lstrip().startswith("<") and any(start in head for start in _STARTS)


@dataclass(slots=True)
class _Leaves:
    """Hears a document, and keeps the leaves of each device in it."""

    devices: list[dict[str, str]] = field(default_factory=list)
    base: str = ""
    _open: list[dict[str, str]] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)

    def start(self, name: str, _: Mapping[str, str]) -> None:
        """Hear the start of an element."""
        self._text = []
        if name.rpartition(":")[2] in _UNITS:
            self._open.append({})
            self.devices.append(self._open[-1])

    def end(self, name: str) -> None:
        """Hear the end of an element."""
        local = name.rpartition(":")[2]
        stated = " ".join("".join(self._text).split())
        self._text = []
        if not self._open:
            self.base = stated if local == _BASE else self.base
        elif local in _UNITS:
            self._open.pop()
        elif stated and len(self._open[-1]) < MOST_LEAVES:
            self._open[-1].setdefault(local, stated[:4_000])

    def text(self, data: str) -> None:
        """Hear text."""
        if len(self._text) < MOST_LEAVES:
            self._text.append(data[:4_000])


def read_answer(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of a saved answer."""
    del options
    data = feed.peek(LARGEST + 1)
    if len(data) > LARGEST:
        hint = sentence("Save one answer a file.")
        message = sentence("it is larger than {largest} bytes", largest=LARGEST)
        yield _refusal(Problem(origin, "long-answer", message, hint, stops=True))
        return
    documents = [each for each in _DECLARED.split(data) if each.strip()]
    many = len(documents) > 1
    for number, document in enumerate(documents[:MOST_DOCUMENTS]):
        place = replace(origin, pointer=f"/{number}") if many else origin
        yield _of_document(document, place, is_last=number + 1 == len(documents))
    if len(documents) > MOST_DOCUMENTS:
        message = sentence(
            "it has more than {most} documents; the rest was not read", most=MOST_DOCUMENTS
        )
        hint = sentence("Save fewer answers a file.")
        yield _refusal(Problem(origin, "long-answer", message, hint, stops=True))


def _of_document(data: bytes, place: Origin, *, is_last: bool) -> Observations:
    leaves = _Leaves()
    try:
        _hear(data, leaves)
    except Unsound as error:
        code = "bad-answer" if error.code == "bad-xml" else error.code
        stops = is_last or code != "bad-answer"
        return _refusal(Problem(place, code, error.message, error.hint, stops=stops))
    seen = [each for device in leaves.devices for each in _of_device(device, place)]
    return Observations(tuple(seen), (), FORMAT)


def _hear(data: bytes, leaves: _Leaves) -> None:
    for _ in hear([data], leaves, Doctype.PASSED, DEEPEST):
        pass
    for device in leaves.devices:
        if leaves.base and device:
            device.setdefault(_BASE, leaves.base)


def leaves_of(data: bytes, host: str) -> Iterator[tuple[str, str, str]]:
    """Yield host, kind and value of the answers in *data*; nothing where it is unsound."""
    leaves = _Leaves()
    try:
        _hear(data, leaves)
    except Unsound:
        return
    for device in leaves.devices:
        told = _kind_of(device)
        if told is not None:
            yield _host(device, host), *told


def _refusal(problem: Problem) -> Observations:
    return Observations((), (problem,), FORMAT)


def _of_device(leaves: Mapping[str, str], origin: Origin) -> Iterator[Observation]:
    told = _kind_of(leaves)
    if told is not None:
        yield from observations(_host(leaves, str(origin)), [told], origin)


def _kind_of(leaves: Mapping[str, str]) -> tuple[str, str] | None:
    """Return which answer the leaves are, and its value."""
    if not leaves:
        return None
    if "Scopes" in leaves:
        return "onvif.scopes", leaves["Scopes"]
    for kind, names in _MARKS.items():
        if not names.isdisjoint(leaves):
            return kind, _joined(leaves)
    return "isapi.device_info", _joined(leaves)


def _joined(leaves: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in leaves.items())


def _host(leaves: Mapping[str, str], default: str) -> str:
    for name in _HOSTS:
        hosts = [_named(each) for each in leaves.get(name, "").split()[:_MOST_ADDRESSES]]
        found = sorted((each for each in hosts if each), key=lambda each: ":" in each)
        if found:  # of several the first that is not of IPv6, which may be of one link alone
            return found[0]
    return default


def _named(stated: str) -> str:
    """Return the host that an address names, or the address itself."""
    if "://" not in stated:
        return stated
    try:
        return urlsplit(stated).hostname or ""
    except ValueError:
        return ""
