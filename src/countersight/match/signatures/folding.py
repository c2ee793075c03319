r"""Comparable forms of what devices say: one line, nothing encoded, nothing that controls."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote

LONGEST: Final = 2_000
"""Letters of a value that signatures see; the catalogue's patterns count on it."""
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\s]+")
_AFTER_COMMA: Final = re.compile(r"(?<=[,/]) +| +(?==)|(?<==) +")
_ESCAPED: Final = re.compile(r"\\(.)")
_PREFIX: Final = re.compile(r"^\.?iso\.|^SNMPv2-SMI::enterprises\.|^enterprises\.|^\.")


def _line(value: str) -> str:
    """Return *value* on one line."""
    return _CONTROLS.sub(" ", value).strip()


def _decoded(value: str) -> str:
    """Return *value* with percent-encoding undone."""
    return _line(unquote(value, errors="replace"))


def _component(value: str) -> str:
    """Return a CPE name with its escapes undone (NISTIR 7695, 6.1 and 6.2)."""
    return _ESCAPED.sub(r"\1", _decoded(value))


def _name(value: str) -> str:
    """Return a distinguished name (RFC 4514) without spaces between its parts."""
    return _AFTER_COMMA.sub("", _line(value))


def _object(value: str) -> str:
    """Return an object identifier in digits, without a dot in front."""
    head = {"SNMPv2-SMI::enterprises.": "1.3.6.1.4.1.", "enterprises.": "1.3.6.1.4.1."}
    found = _PREFIX.match(value.strip())
    start = "" if found is None else head.get(found[0], "1." if "iso" in found[0] else "")
    return start + _PREFIX.sub("", value.strip())


_WAYS: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {
        "onvif.scopes": _decoded,
        "cpe": _component,
        "snmp.sys_object_id": _object,
        "x509.subject": _name,
        "x509.issuer": _name,
    }
)


def folded(kind: str, value: str) -> str:
    r"""Return an observed value as signatures see it, at most ``LONGEST`` letters of it.

    >>> folded("telnet.banner", "ZXHN H108N\r\n\rLogin:\n")
    'ZXHN H108N Login:'
    >>> folded("snmp.sys_object_id", "SNMPv2-SMI::enterprises.39165.1.1")
    '1.3.6.1.4.1.39165.1.1'
    >>> folded("x509.subject", "C=CN, O=HIKVISION, CN = a.b")
    'C=CN,O=HIKVISION,CN=a.b'
    >>> folded("cpe", r"cpe:2.3:h:tp\-link:x"), folded("cpe", "cpe:/h:tp%2dlink:x")
    ('cpe:2.3:h:tp-link:x', 'cpe:/h:tp-link:x')
    """
    return _WAYS.get(kind, _line)(value[: LONGEST * 2])[:LONGEST]
