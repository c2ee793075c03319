"""Reads mail with the standard library: headers and text; other parts become captures.

The text is the headers that a reader sees, an empty line, and the parts of plain text, each
followed by a line feed. What a header claims of a part is kept beside it and not believed.
"""

import contextlib
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Final

from countersight.preserve.charsets import decode
from countersight.preserve.parsing.made import Limits, Made, Part, UnreadableError
from countersight.preserve.parsing.serving import serve

TOOL, VERSION = "countersight.mail", "1"
_SHOWN: Final = ("Date", "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Message-ID")
_LONGEST: Final = 2000
_DEEPEST: Final = 50
"""Multiparts within multiparts."""


def parse(data: bytes, limits: Limits) -> Made:
    """Return the text of a mail, and its other parts.

    Raises:
        UnreadableError: it can't be taken apart.
    """
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    except (MessageError, ValueError) as wrong:
        raise UnreadableError("damaged", f"is no mail: {wrong}") from wrong
    texts, parts, notes = [], [], []
    for number, leaf in enumerate(_leaves(message, 0)):
        if number >= limits.parts:
            notes.append(("too_many_parts", f"only the first {limits.parts} parts were read"))
            break
        if _shown(leaf):
            text, _ = decode(_payload(leaf), claimed=_charset(leaf))
            texts.append(text)
        else:
            parts.append(_part(leaf))
    head = "".join(f"{name}: {value}\n" for name, value in _headers(message))
    text = "\n".join((head, *texts))
    return Made(text, TOOL, VERSION, {}, "", tuple(parts), tuple(notes))


def _leaves(message: EmailMessage, depth: int) -> Iterator[EmailMessage]:
    """Return the parts that hold something; a mail within a mail is one."""
    if message.get_content_maintype() != "multipart" or not message.is_multipart():
        yield message
        return
    if depth >= _DEEPEST:
        raise UnreadableError("too_deep", f"has parts nested more than {_DEEPEST} deep")
    for part in message.get_payload():
        if isinstance(part, EmailMessage):
            yield from _leaves(part, depth + 1)


def _shown(leaf: EmailMessage) -> bool:
    """Tell whether a part is text that a reader sees at once."""
    return leaf.get_content_type() == "text/plain" and not leaf.is_attachment()


def _part(leaf: EmailMessage) -> Part:
    return Part(_name(leaf), _short(leaf.get_content_type()), _payload(leaf))


def _payload(leaf: EmailMessage) -> bytes:
    if leaf.is_multipart():
        return b"".join(
            inner.as_bytes() for inner in leaf.get_payload() if isinstance(inner, EmailMessage)
        )
    data = leaf.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _name(leaf: EmailMessage) -> str:
    with contextlib.suppress(ValueError, LookupError, AttributeError):
        return _short(leaf.get_filename() or "")
    return ""


def _charset(leaf: EmailMessage) -> str:
    with contextlib.suppress(ValueError, LookupError, AttributeError):
        return leaf.get_content_charset() or ""
    return ""


def _headers(message: EmailMessage) -> Iterator[tuple[str, str]]:
    for name in _SHOWN:
        with contextlib.suppress(ValueError, LookupError, AttributeError, IndexError):
            for value in message.get_all(name, []):
                yield name, " ".join(_short(str(value)).split())


def _short(text: str) -> str:
    return text.encode("utf-8", "replace").decode()[:_LONGEST]


if __name__ == "__main__":
    serve(parse, tool=TOOL, version=VERSION)
