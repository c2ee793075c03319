r"""Passwords and keys in what was handed in: masked when they are read, never kept.

Configurations, web addresses, headers and commands carry them. What stands where a secret
stands is replaced; when in doubt, too much is. Words of configurations are looked for in small
letters where no sign of assignment follows, so that a Community Library keeps its name.
"""

import re
from typing import Final

MASK: Final = "(masked)"
_NAMES: Final = (
    r"pass(?:word|wd|phrase|code)?|passwort|kennwort|mot de passe|contrase[nñ]a|senha|"
    r"wachtwoord|has[lł]o|пароль|密码|密碼|口令|loginpas|pwd|pin|secret|token|psk|"
    r"(?:api|private|security|shared|pre-?shared|wep|wpa|snmp|auth|priv|encryption)[_-]?key|"
    r"community(?:string)?|credentials?|authorization|nonce_key|session[_-]?id"
)
_IS: Final = r"[\"']?\s{0,3}[:=：]\s{0,3}"
_CODES: Final = (
    r"(?:(?:\d{1,2}|ascii-text|ascii|hex|encrypted|cipher|irreversible-cipher|simple|plain|"
    r"hash|is|md5|sha\d*|aes\d*)\s+){0,3}"
)
"""What a configuration writes between the word and the secret."""
_HARMLESS: Final = r"(?!(?:policy|reset|protect\w*|required|enabled|disabled|change\w*)\b)"
_PATTERNS: Final = (
    re.compile(r"(?P<keep>[a-zA-Z][a-zA-Z0-9+.-]{1,20}://)[^/\s]{0,512}(?P<end>@)"),
    re.compile(
        rf"(?P<keep><[\w:.-]{{0,40}}(?:{_NAMES})\b[^<>]{{0,200}}>)[^<]+(?P<end>)", re.IGNORECASE
    ),
    re.compile(
        rf"(?P<keep>\b[\w-]{{0,40}}(?:{_NAMES}){_IS})\"[^\"]*\"(?P<end>)", re.IGNORECASE
    ),
    re.compile(
        rf"(?P<keep>\b[\w-]{{0,40}}(?:{_NAMES}){_IS})"
        r"(?!\")'?(?:(?:basic|digest|bearer)\s+)?[^\s\"'&;,<]+'?(?P<end>)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<keep>\b(?:password|passwd|passphrase|secret|psk|pass|pw|pre-shared-key)\s+"
        rf"{_CODES}){_HARMLESS}[^\s()]+(?P<end>)"
    ),
    re.compile(
        r"(?P<keep>\bsnmp[\w-]{0,20}\s+(?:\S+\s+){0,2}community\s+"
        rf"(?:(?:read|write|ro|rw)\s+)?{_CODES})[^\s()]+(?P<end>)"
    ),
    re.compile(
        r"(?P<keep>\b(?:tacacs|radius|isakmp|ntp|ospf|bgp|eigrp|server)[\w-]{0,20}\s+"
        rf"(?:\S+\s+){{0,3}}key\s+{_CODES})[^\s()]+(?P<end>)"
    ),
    re.compile(
        r"(?P<keep>\b(?:snmp(?:bulk)?(?:walk|get|getnext|set|table)|sshpass)\s+)"
        r"-[^\r\n]*(?P<end>)"
    ),
    re.compile(r"(?P<keep>\s(?:-u|--user)[ =])\S+:\S+(?P<end>)"),
    re.compile(
        r"(?P<keep>--[\w-]{0,20}(?:password|passwd|pass|token|secret|key)[ =])\S+(?P<end>)"
    ),
    re.compile(r"(?P<keep>\b(?:admin|root)\s?/\s?)(?=\S*\d)\S+(?P<end>)", re.IGNORECASE),
    re.compile(r"(?P<keep>\b(?:response|cnonce|rspauth)=)\"[^\"]*\"(?P<end>)", re.IGNORECASE),
    re.compile(r"(?P<keep>\b(?:basic|bearer)\s+)[A-Za-z0-9+/=_.-]{8,}(?P<end>)", re.IGNORECASE),
    re.compile(
        r"(?P<keep>-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)[^-]*"
        r"(?:-----END[A-Z -]*-----)?(?P<end>)"
    ),
)
_QUICK: Final = re.compile(
    rf"{_NAMES}|://|-----BEGIN|\b(?:basic|bearer|pw|key)\s|snmp\w|\s-u|--user"
    r"|\b(?:admin|root)\s?/|response=|nonce=",
    re.IGNORECASE,
)
"""A text without any of these holds no secret that is known of."""
_COOKIE: Final = re.compile(r"=[^;]*")
_LABELS: Final = re.compile(rf"(?:{_NAMES})$", re.IGNORECASE)


def masked(text: str) -> str:
    """Return *text* with what looks like a secret replaced.

    >>> masked("rtsp://admin:12345@10.0.0.5/ch1"), masked('Basic realm="hikvision"')
    ('rtsp://(masked)@10.0.0.5/ch1', 'Basic realm="hikvision"')
    >>> masked("<userName>a</userName><password>Passw0rd</password>")
    '<userName>a</userName><password>(masked)</password>'
    >>> masked("snmp-server community s3cret RO"), masked("Community Library")
    ('snmp-server community (masked) RO', 'Community Library')
    """
    if _QUICK.search(text) is None:
        return text
    for pattern in _PATTERNS:
        text = pattern.sub(rf"\g<keep>{MASK}\g<end>", text)
    return text


def masked_cookies(text: str) -> str:
    """Return cookies with their names alone: a session is a key.

    >>> masked_cookies("WebSession_1=abc; path=/")
    'WebSession_1=(masked); path=(masked)'
    """
    return _COOKIE.sub(f"={MASK}", text)


def is_secret(kind: str) -> bool:
    """Return whether a kind or a field of that name holds a secret, whatever its value.

    >>> is_secret("snmp.community"), is_secret("admin_password"), is_secret("model")
    (True, True, False)
    """
    return _LABELS.search(kind) is not None
