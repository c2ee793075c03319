r"""What ``snmpwalk`` wrote: object, type and value on a line; one device a file.

Values may be wrapped over lines, written as ``Hex-STRING`` (of which text in UTF-16 or Latin
letters is made, and of six octets an address), or quoted. Objects are kept as numbers: the
first of each maker's tree is evidence of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from countersight.model.device import Observation, Observations
from countersight.model.record import Origin
from countersight.read.devices.making import observations
from countersight.read.source import Feed, Options
from countersight.read.text import TextFeed

FORMAT: Final = "snmpwalk"
_LINE: Final = re.compile(
    r"^(?P<oid>(?:\.?1|\.?iso|SNMPv2-MIB::sys|SNMPv2-SMI::|IF-MIB::|ENTITY-MIB::|sys[A-Z]|ifPhys"
    r"|enterprises\.)[\w.:-]{0,200})"
    r" = (?:(?P<type>[A-Za-z][\w-]{1,20}): ?)?(?P<value>.*)$"
)
_NAMED: Final = {
    "1.3.6.1.2.1.1.1.0": "snmp.sys_description",
    "SNMPv2-MIB::sysDescr.0": "snmp.sys_description",
    "1.3.6.1.2.1.1.2.0": "snmp.sys_object_id",
    "SNMPv2-MIB::sysObjectID.0": "snmp.sys_object_id",
    "1.3.6.1.2.1.1.5.0": "hostname",
    "SNMPv2-MIB::sysName.0": "hostname",
    "1.3.6.1.4.1.39165.1.1.0": "model",
    "1.3.6.1.4.1.39165.1.3.0": "firmware",
    "1.3.6.1.4.1.39165.1.4.0": "mac",
    "1.3.6.1.4.1.1004849.2.1.2.4.0": "serial",
    "1.3.6.1.4.1.1004849.2.1.2.6.0": "model",
    "1.3.6.1.4.1.1004849.2.1.1.1.0": "firmware",
}
"""Objects, and the kinds of observations that they are (SNMPv2-MIB, RFC 3418; librenms)."""
_SHORT: Final = {"sys": "SNMPv2-MIB::", "ifP": "IF-MIB::", "ent": "SNMPv2-SMI::"}
"""Modules of the names that ``snmpwalk -Os`` writes without."""
_FULL: Final = (
    ("iso.org.dod.internet.private.enterprises.", "1.3.6.1.4.1."),
    ("iso.org.dod.internet.mgmt.mib-2.system.", "SNMPv2-MIB::"),
    ("iso.org.dod.internet.mgmt.mib-2.interfaces.ifTable.ifEntry.", "IF-MIB::"),
)
"""How ``snmpwalk -Of`` begins names, and what is meant."""
_INTERFACE: Final = re.compile(r"^(?:1\.3\.6\.1\.2\.1\.2\.2\.1\.6|IF-MIB::ifPhysAddress)\.\d+$")
_TREE: Final = re.compile(r"^1\.3\.6\.1\.4\.1\.\d{1,10}")
_HEX: Final = re.compile(r"^(?:[0-9A-Fa-f]{1,2}[ :]){1,}[0-9A-Fa-f]{0,2}\s*$")
_HEAD_LINES: Final = 20
_MAC_OCTETS: Final = 6
_MOST_TREES: Final = 20
_MOST_LINES, _LONGEST_LINE = 200, 1_000
"""Lines of one value, and letters of a line that goes on with one."""


def looks_like_walk(head: str) -> bool:
    r"""Return whether one of the first lines is as ``snmpwalk`` writes.

    >>> looks_like_walk("SNMPv2-MIB::sysDescr.0 = STRING: Hikvision company products\n")
    True
    """
    return any(_LINE.match(line) for line in head.splitlines()[:_HEAD_LINES])


def read_walk(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of a walk; the host is called as the file."""
    text = TextFeed(feed, origin, longest=options.limits.max_line)
    walk, host = _Walk(), str(origin)
    for block in text.blocks():
        seen: list[Observation] = []
        for number, line in enumerate(block.lines, block.first):
            told = walk.hear(line.rstrip("\r\n"))
            place = replace(origin, row=number)
            seen += observations(host, told, place, within="snmp")
        yield Observations(tuple(seen), block.problems, FORMAT)
    last = tuple(observations(host, walk.hear(""), origin, within="snmp"))
    yield Observations(last, (), FORMAT)


class _Walk:
    """Hears lines, and gives an object when the next begins: values may be wrapped."""

    def __init__(self) -> None:
        self._oid = self._type = ""
        self._parts: list[str] = []
        self._trees: set[str] = set()

    def hear(self, line: str) -> list[tuple[str, str]]:
        """Hear a line; return what the object before it tells."""
        found = _LINE.match(line)
        if found is None and line:
            if self._oid and len(self._parts) < _MOST_LINES:
                self._parts.append(line[:_LONGEST_LINE])
            return []
        told = self._told() if self._oid else []
        self._oid = _digits(found["oid"]) if found else ""
        self._type = (found["type"] or "") if found else ""
        self._parts = [found["value"][: _LONGEST_LINE * 10]] if found else []
        return told

    def _told(self) -> list[tuple[str, str]]:
        joint = " " if self._type == "Hex-STRING" else ""
        value = plain_value(self._type, joint.join(self._parts))
        told: list[tuple[str, str]] = []
        kind = _NAMED.get(self._oid, "")
        if _INTERFACE.match(self._oid):
            kind = "mac"
        if kind:
            told.append((kind, value))
        tree = _TREE.match(self._oid)
        if tree is not None and tree[0] not in self._trees and len(self._trees) < _MOST_TREES:
            self._trees.add(tree[0])
            told.append(("snmp.sys_object_id", self._oid))
        return told


def _digits(oid: str) -> str:
    stated = oid.removeprefix(".")
    for full, meant in _FULL:
        if stated.startswith(full):
            return meant + stated.removeprefix(full)
    if stated.startswith(("sys", "ifPhys", "enterprises.")):
        stated = _SHORT[stated[:3]] + stated
    if stated.startswith("iso."):
        return f"1.{stated[4:]}"
    return stated.replace("SNMPv2-SMI::enterprises.", "1.3.6.1.4.1.").replace(
        "SNMPv2-SMI::mib-2.", "1.3.6.1.2.1."
    )


def plain_value(kind: str, value: str) -> str:
    """Return the value of an object as text.

    >>> plain_value("Hex-STRING", "68 6D BC EE F8 F0 "), plain_value("STRING", '"DS-2CD"')
    ('68:6D:BC:EE:F8:F0', 'DS-2CD')
    >>> plain_value("Hex-STRING", "52 00 44 00 39 00 38 00 35 00")
    'RD985'
    """
    stated = value.strip()
    if kind == "OID" and "iso.org" in stated[:8]:
        return _digits(stated)
    if kind in {"Hex-STRING", "STRING"} and _HEX.match(stated):
        octets = [part.zfill(2) for part in re.split("[ :]+", stated) if part]
        if len(octets) == _MAC_OCTETS:
            return ":".join(octets).upper()
        if kind == "Hex-STRING":
            return _text(bytes.fromhex("".join(octets)))
    if len(stated) > 1 and stated.startswith('"') and stated.endswith('"'):
        stated = stated[1:-1]
    return stated


def _text(data: bytes) -> str:
    zeros = data[1::2].count(0)
    wide = len(data) > 1 and zeros * 2 >= len(data[1::2])
    codec = "utf-16-le" if wide else "utf-8"
    return data.decode(codec, "replace").replace("\0", "").strip()
