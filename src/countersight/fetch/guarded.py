"""A session of ``requests`` that asks one server, in bounded time and size, and no other.

A link to somewhere else would be sent the token along with the question; so every question
goes to the server that the user named, and no redirect is followed.
"""

import ssl
import time
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

import requests

from countersight.errors import SettingError, SourceError
from countersight.messages import marked, sentence

TIMEOUT: Final = (10.0, 60.0)
"""Seconds to connect, and between two stretches of an answer."""
LONGEST_ANSWER: Final = 64 * 1024 * 1024
LONGEST_WAIT: Final = 300.0
"""Seconds for one answer."""
MOST_QUESTIONS: Final = 20_000
_PIECE: Final = 65_536
_TOKEN: Final = marked("Set COUNTERSIGHT_NETBOX_TOKEN to a token that may read devices.")
_DENIED: Final = frozenset({401, 403})
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def origin_of(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port of an address.

    >>> origin_of("https://netbox.example.org/dcim")
    ('https', 'netbox.example.org', 443)

    Raises:
        SettingError: it is no address of the web, holds credentials, or would send a token in
            the clear.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise SettingError(
            sentence("the address is none"), hint=sentence("Write https://HOST.")
        ) from error
    if parts.scheme not in {"http", "https"} or not host:
        raise SettingError(
            sentence("the address is none of the web"), hint=sentence("Write https://HOST.")
        )
    if parts.username or parts.password:
        hint = sentence("Set COUNTERSIGHT_NETBOX_TOKEN, and leave them out.")
        raise SettingError(sentence("the address holds credentials"), hint=hint)
    if parts.scheme == "http" and host not in _LOOPBACK:
        hint = sentence("Write https; to this machine alone http may be used.")
        raise SettingError(sentence("http would send the token in the clear"), hint=hint)
    return parts.scheme, host, port or (443 if parts.scheme == "https" else 80)


class GuardedSession(requests.Session):
    """Asks one server, and reads of each answer what its bounds allow.

    Proxies, certificates and passwords that the environment names are not used. *denied* is
    what to do where the server denies; of a NetBox if nothing is said.
    """

    def __init__(
        self,
        url: str,
        *,
        authorities: str | None = None,
        clock: Callable[[], float] = time.monotonic,
        denied: str = "",
    ) -> None:
        super().__init__()
        self._origin = origin_of(url)
        self._questions = 0
        self._clock = clock
        self._denied = denied or sentence(_TOKEN)
        self.trust_env = False
        self.verify = authorities or True

    def request(self, method: str, url: str, **more: Any) -> requests.Response:  # type: ignore[override]
        """Return the answer to a question, read to its end.

        Raises:
            SourceError: the server can't be reached, denies, sends elsewhere, or says too much.
        """
        if not self._is_own(url):
            raise SourceError(
                sentence(
                    "{host}: it links to another server, which is not asked", host=self._host
                )
            )
        self._questions += 1
        if self._questions > MOST_QUESTIONS:
            raise SourceError(
                sentence(
                    "{host}: it has more than {most_questions} pages",
                    host=self._host,
                    most_questions=MOST_QUESTIONS,
                )
            )
        asked = {**more, "timeout": TIMEOUT, "allow_redirects": False, "stream": True}
        try:
            answer = super().request(method, url, **asked)
            with answer:
                answer._content = self._read(answer)  # noqa: SLF001 - what `stream` leaves unread
        except (requests.RequestException, ssl.SSLError, OSError) as error:
            said = sentence(
                "{host}: can't be asked: {error}", host=self._host, error=_reason(error)
            )
            hint = sentence("Check the address, and that this machine reaches it.")
            raise SourceError(said, hint=hint) from None
        self._refuse(answer)
        return answer

    def _is_own(self, url: str) -> bool:
        try:
            return origin_of(url) == self._origin
        except SettingError:
            return False

    @property
    def _host(self) -> str:
        return self._origin[1]

    def _read(self, answer: requests.Response) -> bytes:
        begun, parts, size = self._clock(), list[bytes](), 0
        for piece in answer.iter_content(_PIECE):
            parts.append(piece)
            size += len(piece)
            if size > LONGEST_ANSWER:
                raise SourceError(
                    sentence(
                        "{host}: an answer is larger than {longest_answer} bytes",
                        host=self._host,
                        longest_answer=LONGEST_ANSWER,
                    )
                )
            if self._clock() - begun > LONGEST_WAIT:
                raise SourceError(
                    sentence(
                        "{host}: an answer took more than {longest_wait} s",
                        host=self._host,
                        longest_wait=LONGEST_WAIT,
                    )
                )
        return b"".join(parts)

    def _refuse(self, answer: requests.Response) -> None:
        status = answer.status_code
        if answer.is_redirect or answer.is_permanent_redirect:
            hint = sentence("Write the address that it sends to.")
            raise SourceError(
                sentence(
                    "{host}: it sends elsewhere ({status})", host=self._host, status=status
                ),
                hint=hint,
            )
        if status in _DENIED:
            raise SourceError(
                sentence("{host}: it denies ({status})", host=self._host, status=status),
                hint=self._denied,
            )
        if not answer.ok:
            raise SourceError(
                sentence("{host}: it answers {status}", host=self._host, status=status),
                hint=sentence("Try it again later."),
            )


def _reason(error: Exception) -> str:
    """Return what kind of thing went wrong; no text of it, which may quote the question."""
    names = {
        "ConnectTimeout": sentence("it took too long to answer"),
        "ReadTimeout": sentence("it took too long to answer"),
        "SSLError": sentence("its certificate is not trusted; --ca names the authority's"),
        "ConnectionError": sentence("no connection"),
    }
    return names.get(type(error).__name__, type(error).__name__)
