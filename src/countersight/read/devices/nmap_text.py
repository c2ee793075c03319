"""Reports of nmap as text (``-oN``, or what the screen showed): hosts, ports, two scripts.

The XML of the same scan (``-oX``) says more. A host that was down is left out.
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

FORMAT: Final = "nmap-text"
_HEAD: Final = "Nmap scan report for "
_HOST: Final = re.compile(
    r"^Nmap scan report for (?:(?P<name>\S{1,253}) \((?P<of>[\d.a-fA-F:]{2,45})\)"
    r"|(?P<bare>\S{1,253}))(?P<down> \[host down.*)?\s*$"
)
_PORT: Final = re.compile(r"^(\d{1,5})/(tcp|udp)\s+open\s+\S+(?:\s+(?P<product>\S.{0,400}))?$")
_MAC: Final = re.compile(r"^MAC Address: ((?:[0-9A-F]{2}:){5}[0-9A-F]{2})\b")
_SCRIPT: Final = re.compile(
    r"^\|[_ ](?P<id>http-server-header|http-title): (?P<value>.{1,500})$"
)
_KINDS: Final = {"http-server-header": "http_header.server", "http-title": "html_title"}
_NO_TITLE: Final = ("Site doesn't have a title", "Did not follow redirect")


def looks_like_report(head: str) -> bool:
    r"""Return whether a text is a report of nmap.

    >>> looks_like_report("# Nmap 7.93 scan initiated Tue\nNmap scan report for 10.0.0.5\n")
    True
    """
    return any(line.startswith(_HEAD) for line in head.splitlines())


def read_report(feed: Feed, origin: Origin, options: Options) -> Iterator[Observations]:
    """Yield the observations of a report, block by block."""
    text = TextFeed(feed, origin, longest=options.limits.max_line)
    host = ""
    for block in text.blocks():
        seen: list[Observation] = []
        for number, line in enumerate(block.lines, block.first):
            stated = line.rstrip()
            found = _HOST.match(stated)
            told = _told(stated) if host else []
            if found is not None:
                host = "" if found["down"] else found["of"] or found["bare"]
                told = [("address", host if _is_address(host) else "")]
                told.append(("hostname", found["name"] or ("" if told[0][1] else host)))
            if host and told:
                seen += observations(host, told, replace(origin, row=number))
        yield Observations(tuple(seen), block.problems, FORMAT)


def _told(line: str) -> list[tuple[str, str]]:
    """Return what a line says of the host that it stands below."""
    port, mac, script = _PORT.match(line), _MAC.match(line), _SCRIPT.match(line)
    if port is not None:
        product = port["product"] or ""
        return [("port", f"{port[2]}/{port[1]}"), ("service.product", product)]
    if mac is not None:
        return [("mac", mac[1])]
    if script is not None and not script["value"].startswith(_NO_TITLE):
        return [(_KINDS[script["id"]], script["value"])]
    return []


def _is_address(host: str) -> bool:
    return host.replace(".", "").isdigit() or ":" in host
