"""What a server says before it is asked: the greetings of SSH, FTP, SMTP and Telnet.

Of SSH the software is kept (RFC 4253, 4.2), of FTP and SMTP the text behind the code, and of
Telnet the words before a prompt for a user, without its commands: nothing that a user types.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_NEGOTIATION: Final = re.compile(
    rb"\xff(?:[\xfb-\xfe].|\xfa[^\xff]{0,200}\xff\xf0|[\xf0-\xf9])"
)
"""Commands of Telnet (RFC 854)."""
_FORMS: Final[Mapping[str, re.Pattern[bytes]]] = MappingProxyType(
    {
        "ssh": re.compile(rb"SSH-\d\.\d{1,2}-([^\r\n]{1,200})"),
        "ftp": re.compile(rb"220[ -]([^\r\n]{1,400})"),
        "smtp": re.compile(rb"220[ -]([^\r\n]{1,400})"),
        "telnet": re.compile(rb"\s*([^\xff]{0,400}?(?:login|username):)\s*$", re.IGNORECASE),
    }
)
_MAIL: Final = re.compile(rb"\bE?SMTP\b", re.IGNORECASE)
SERVICES: Final = frozenset(_FORMS)


def greeting(said: bytes, service: str) -> tuple[str, str] | None:
    """Return the kind and the text of a greeting; None where it is none.

    Args:
        said: a server's first words.
        service: one of ``SERVICES``; any other lets the words tell.

    >>> greeting(b"SSH-2.0-HUAWEI-1.5", ""), greeting(b"220 mail ESMTP", "unknown")
    (('ssh.banner', 'HUAWEI-1.5'), ('smtp.banner', 'mail ESMTP'))
    """
    plain = _NEGOTIATION.sub(b"", said)
    if service not in SERVICES:
        service = next((name for name, form in _FORMS.items() if form.match(plain)), "")
        service = "smtp" if service == "ftp" and _MAIL.search(plain) else service
    found = _FORMS[service].match(plain) if service else None
    if found is None:
        return None
    return f"{service}.banner", found[1].decode("utf-8", "replace")
