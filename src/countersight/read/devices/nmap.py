"""Scans of nmap as XML: read as they stream, one host at a time, entities refused.

What a scan says of a host: addresses, names, the products of its services, and the output of
scripts that is an observation (titles, certificates, sysDescr). A scan that was interrupted
has no end: the hosts before are read, and that is told. nmap's own guess of the maker by
prefix is left aside; the registry of this package says more.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Final

from countersight.messages import sentence
from countersight.model.device import Observation, Observations
from countersight.model.record import Origin, Problem
from countersight.read.devices.greetings import greeting
from countersight.read.devices.making import observations
from countersight.read.devices.streams import of_web
from countersight.read.source import Feed, Options
from countersight.read.xml_input import Doctype, Unsound, hear, pieces

FORMAT: Final = "nmap-xml"
DEEPEST: Final = 64
MOST_TOLD: Final = 20_000
"""Facts of one host; what goes beyond is a Problem."""
_LONGEST: Final = 8_000
"""Letters of a fact; of an observation fewer are kept."""
_MOST_CPES: Final = 100
"""Names of CPE of one host."""
_SERVICE: Final = "service"
"""What a scanner's names of CPE are a part of."""
_HOSTS: Final = 500
"""Hosts in one stretch."""
_SCRIPTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "http-server-header": "http_header.server",
        "http-title": "html_title",
        "snmp-sysdescr": "snmp.sys_description",
        "banner": "banner",
        "http-auth": "http_header.wwwauth",
    }
)
_ESCAPED: Final = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_LETTERS: Final = {"r": 13, "n": 10, "t": 9, "0": 0}
_ANSWER: Final = re.compile(r'%r\([A-Za-z0-9-]{1,40},[0-9A-F]{1,8},"((?:[^"\\]|\\.)*)"\)')
"""An answer in the fingerprint of a service that nmap does not know."""
_REALM: Final = re.compile(r"^\s*(?P<scheme>Basic|Digest)\s(?P<rest>.{0,400})", re.MULTILINE)
_UNQUOTED: Final = re.compile(r'realm=([^"\s,][^,\r\n]{0,200})')
_NO_TITLE: Final = ("Site doesn't have a title", "Did not follow redirect")


def looks_like_nmap(head: str) -> bool:
    """Return whether a text begins as a scan of nmap.

    >>> looks_like_nmap('<?xml version="1.0"?><!DOCTYPE nmaprun><nmaprun scanner="nmap"')
    True
    """
    return head.lstrip().startswith("<") and "<nmaprun" in head


class _Hosts:
    """Hears elements, and keeps what is told of the host at hand."""

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self.done: list[Observation] = []
        self.hosts = 0
        self.problems: list[Problem] = []
        self._told: list[tuple[str, str]] = []
        self._address = ""
        self._service = ""
        self._day: date | None = None
        self._script = ""
        self._table = ""
        self._subject: dict[str, str] = {}
        self._elem = ""
        self._text: list[str] = []
        self._down = self._in_service = False
        self.down = 0
        """Hosts that did not answer, and are told by their number."""
        self._cpes: list[tuple[str, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Hear the start of an element."""
        hears = getattr(self, f"_start_{name}", None)
        if hears is not None:
            hears(attributes)

    def end(self, name: str) -> None:
        """Hear the end of an element."""
        match name:
            case "host":
                self._close()
            case "service":
                self._in_service = False
            case "script":
                self._end_script()
            case "table":
                self._table = ""
            case "cpe":
                self._tell_cpe()
            case "elem":
                if self._table == "subject" and self._elem:
                    self._subject[self._elem] = "".join(self._text)[:2_000]
                self._elem = ""
            case _:
                pass

    def text(self, data: str) -> None:
        """Hear text; only that of an element of a subject is kept."""
        if self._elem and len(self._text) < 64:  # noqa: PLR2004 - pieces of one name
            self._text.append(data[:2_000])

    def _start_host(self, attributes: Mapping[str, str]) -> None:
        self._told, self._address, self._cpes = [], "", []
        self._service, self._down = "", False
        self._day = _day(attributes.get("starttime", ""))

    def _start_status(self, attributes: Mapping[str, str]) -> None:
        self._down = attributes.get("state") == "down"

    def _start_cpe(self, _: Mapping[str, str]) -> None:
        if self._in_service:
            self._elem, self._text = "cpe", []

    def _tell_cpe(self) -> None:
        """Tell what nmap takes a service for, as a name of CPE."""
        said = "".join(self._text)[:_LONGEST]
        if self._elem == "cpe" and said and len(self._cpes) < _MOST_CPES:
            self._cpes.append(("cpe", said))
        self._elem = ""

    def _start_address(self, attributes: Mapping[str, str]) -> None:
        found = attributes.get("addr", "")
        if attributes.get("addrtype") == "mac":
            self._tell("mac", found)
        elif not self._address:
            self._address = found
            self._tell("address", found)

    def _start_hostname(self, attributes: Mapping[str, str]) -> None:
        self._tell("hostname", attributes.get("name", ""))

    def _start_port(self, attributes: Mapping[str, str]) -> None:
        self._service = ""
        self._tell("port", f"{attributes.get('protocol', '')}/{attributes.get('portid', '')}")

    def _start_state(self, attributes: Mapping[str, str]) -> None:
        is_port = bool(self._told) and self._told[-1][0] == "port"
        if is_port and not attributes.get("state", "open").startswith("open"):
            self._told.pop()

    def _start_service(self, attributes: Mapping[str, str]) -> None:
        self._service, self._in_service = attributes.get("name", ""), True
        product = " ".join(
            attributes[key] for key in ("product", "version", "extrainfo") if key in attributes
        )
        self._tell("service.product", product)
        for answer in _ANSWER.findall(attributes.get("servicefp", "")):
            self._answered(_unescaped(answer))

    def _answered(self, said: bytes) -> None:
        """Tell what a server answered to a probe."""
        for _, kind, value in of_web(said, ""):
            self._tell(kind, value)
        told = greeting(said, self._service)
        if told is not None:
            self._tell(*told)

    def _start_script(self, attributes: Mapping[str, str]) -> None:
        self._script = attributes.get("id", "")
        self._subject = {}
        output = attributes.get("output", "").strip()
        match kind := _SCRIPTS.get(self._script, ""):
            case "":
                pass
            case "banner":
                self._answered(_unescaped(output))
            case "http_header.wwwauth":
                for scheme, rest in _REALM.findall(output):
                    self._tell(kind, f"{scheme} {_UNQUOTED.sub(_quoted, rest.strip())}")
            case "html_title":
                if not output.startswith(_NO_TITLE):
                    self._tell(kind, output.partition("\n")[0])
            case _:
                self._tell(kind, output)

    def _start_table(self, attributes: Mapping[str, str]) -> None:
        self._table = attributes.get("key", "")

    def _start_elem(self, attributes: Mapping[str, str]) -> None:
        self._elem, self._text = attributes.get("key", ""), []

    def _end_script(self) -> None:
        if self._script == "ssl-cert" and self._subject:
            pairs = (f"{_short(name)}={value}" for name, value in self._subject.items())
            self._tell("x509.subject", ",".join(pairs))
        self._script = ""

    def _tell(self, kind: str, value: str) -> None:
        if value and len(self._told) < MOST_TOLD:
            self._told.append((kind, value[:_LONGEST]))

    def _close(self) -> None:
        if self._down and not any(kind == "port" for kind, _ in self._told):
            self.down += 1
            self._told = []
            return
        host = self._address or next((value for _, value in self._told), "")
        self.hosts += 1
        if len(self._told) >= MOST_TOLD:
            message = sentence(
                "a host has more than {most_told} facts; the rest was left out",
                most_told=MOST_TOLD,
            )
            self.problems.append(Problem(self.origin, "long-host", message, rows=0))
        if host:
            self.done += observations(host, self._told, self.origin, self._day)
            self.done += observations(host, self._cpes, self.origin, self._day, _SERVICE)
        self._told = []


def _unescaped(text: str) -> bytes:
    """Return what nmap wrote with backslashes as the octets that it stands for."""

    def plain(found: re.Match[str]) -> str:
        if found[1]:
            return chr(int(found[1], 16))
        return chr(_LETTERS[found[2]]) if found[2] in _LETTERS else found[2]

    return _ESCAPED.sub(plain, text).encode("latin-1", "replace")


def _quoted(found: re.Match[str]) -> str:
    return f'realm="{found[1].strip()}"'


def _short(name: str) -> str:
    return {
        "commonName": "CN",
        "organizationName": "O",
        "organizationalUnitName": "OU",
        "countryName": "C",
        "stateOrProvinceName": "ST",
        "localityName": "L",
    }.get(name, name)


def _day(stamp: str) -> date | None:
    try:
        return datetime.fromtimestamp(int(stamp), tz=UTC).date()
    except (ValueError, OverflowError, OSError):
        return None


def read_nmap(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of a scan, some hundred hosts at a time."""
    del options
    hears = _Hosts(origin)
    problem: Problem | None = None
    try:
        for _ in hear(pieces(feed), hears, Doctype.PASSED, DEEPEST):
            if hears.hosts >= _HOSTS:
                yield _stretch(hears)
    except Unsound as error:
        problem = _problem(origin, error)
    yield _stretch(hears)
    if hears.down:
        message = sentence("hosts that were down, and are left out: {many}", many=hears.down)
        hint = sentence("What is switched off, or answers no probe, is not seen by a scan.")
        told = Problem(origin, "left-out", message, hint, rows=0)
        yield Observations((), (told,), FORMAT)
    if problem is not None:
        yield Observations((), (problem,), FORMAT)


def _stretch(hears: _Hosts) -> Observations:
    found = Observations(tuple(hears.done), tuple(hears.problems), FORMAT)
    hears.done, hears.problems, hears.hosts = [], [], 0
    return found


def _problem(origin: Origin, error: Unsound) -> Problem:
    if error.code != "bad-xml":
        return Problem(origin, error.code, error.message, error.hint, stops=True)
    said = sentence("the scan breaks off: {message}", message=error.message)
    hint = sentence("The hosts before were read. An interrupted scan can be resumed by nmap.")
    return Problem(origin, "broken-scan", said, hint, stops=True)
