r"""Passwords and keys in what was handed in: masked when they are read, never kept.

Configurations, web addresses and headers carry them. What stands where a secret stands is
replaced; when in doubt, too much is.
"""

import re
from typing import Final

MASK: Final = "(masked)"
_NAMES: Final = (
    r"pass(?:word|wd|phrase|code)?|pwd|secret|token|api[_-]?key|private[_-]?key|psk|"
    r"community(?:string)?|credentials?|authorization|nonce_key|wep[_-]?key|wpa[_-]?key"
)
_PATTERNS: Final = (
    re.compile(r"(?P<keep>[a-zA-Z][a-zA-Z0-9+.-]{1,20}://)[^/\s@:]{0,256}:[^/\s@]{0,256}@"),
    re.compile(
        rf"(?P<keep><(?P<tag>[\w:.-]{{0,40}}(?:{_NAMES}))\b[^<>]{{0,200}}>)[^<]+", re.IGNORECASE
    ),
    re.compile(
        rf"(?P<keep>\b[\w-]{{0,40}}(?:{_NAMES})[\"']?\s{{0,3}}[:=]\s{{0,3}})\"[^\"]*\"",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<keep>\b[\w-]{{0,40}}(?:{_NAMES})[\"']?\s{{0,3}}[:=]\s{{0,3}})"
        r"(?!\")'?(?:(?:basic|digest|bearer)\s+)?[^\s\"'&;,<]+'?",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<keep>\b(?:basic|bearer)\s+)[A-Za-z0-9+/=_.-]{8,}", re.IGNORECASE),
    re.compile(
        r"(?P<keep>-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)[^-]*(?:-----END[A-Z -]*-----)?"
    ),
)
_LABELS: Final = re.compile(rf"(?:{_NAMES})$", re.IGNORECASE)


def masked(text: str) -> str:
    """Return *text* with what looks like a secret replaced.

    >>> masked("rtsp://admin:12345@10.0.0.5/ch1"), masked('Basic realm="hikvision"')
    ('rtsp://(masked)@10.0.0.5/ch1', 'Basic realm="hikvision"')
    >>> masked("<userName>a</userName><password>Passw0rd</password>")
    '<userName>a</userName><password>(masked)</password>'
    """
    for pattern in _PATTERNS:
        ending = f"{MASK}@" if pattern is _PATTERNS[0] else MASK
        text = pattern.sub(rf"\g<keep>{ending}", text)
    return text


def is_secret(kind: str) -> bool:
    """Return whether a kind or a field of that name holds a secret, whatever its value.

    >>> is_secret("snmp.community"), is_secret("admin_password"), is_secret("model")
    (True, True, False)
    """
    return _LABELS.search(kind) is not None
