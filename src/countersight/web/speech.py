"""The language of a page: who chooses it, its words, and how days and numbers are written.

A choice that was made in the browser counts first (a cookie), then the setting of the office,
then what the browser asks for (RFC 9110, 12.5.4). Languages of which a part alone is translated
are spoken to those who choose them, and to nobody else.
"""

import gettext
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import as_file, files
from itertools import islice
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from countersight.errors import CountersightError
from countersight.messages import language, speaking
from countersight.model.values import PartialDate

LANGUAGE: Final = "language"
"""Name of the setting and of the cookie."""
LANGUAGES: Final[Mapping[str, str]] = {
    "en": "English",
    "de": "Deutsch",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
}
"""The languages by their codes (BCP 47), each by its own name."""
BEGUN: Final = frozenset({"zh-Hans", "zh-Hant"})
"""Languages of which a part is translated; the rest of a page is in English."""
_LOCALES: Final[Mapping[str, str]] = {
    "en": "en_GB",
    "de": "de_DE",
    "zh-Hans": "zh_Hans_CN",
    "zh-Hant": "zh_Hant_TW",
}
_DOMAIN: Final = "countersight"
_MOST_ASKED: Final = 20


class Speaks:
    """Speaks the language of whoever asks, for as long as it takes to answer."""

    def __init__(self, app: ASGIApp, setting: Callable[[], str]) -> None:
        """*setting* tells the language of the office; empty where none is set."""
        self._app = app
        self._setting = setting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookie = cookie_parser(headers.get("cookie", "")).get(LANGUAGE, "")
        chosen = cookie if cookie in LANGUAGES else self._set()
        with speaking(translations(chosen or asked_for(headers.get("accept-language", "")))):
            await self._app(scope, receive, send)

    def _set(self) -> str:
        try:
            told = self._setting()
        except CountersightError:
            return ""  # the page tells what is wrong with the database, in whichever language
        return told if told in LANGUAGES else ""


def asked_for(header: str) -> str:
    """Return the language that ``Accept-Language`` asks for, of those that are whole.

    >>> asked_for("fr, de-AT; q=0.8, en;q=0.5"), asked_for(""), asked_for("zh-TW")
    ('de', 'en', 'en')
    """
    ranked = sorted(islice(_weighed(header), _MOST_ASKED), key=lambda each: -each[0])
    wanted = (tag.partition("-")[0] for weight, tag in ranked if weight > 0)
    return next((each for each in wanted if each in LANGUAGES.keys() - BEGUN), "en")


def _weighed(header: str) -> Iterator[tuple[float, str]]:
    for part in header[:1_000].split(","):
        tag, _, weight = part.partition(";")
        try:
            yield (float(weight.strip().removeprefix("q=") or 1.0), tag.strip().lower())
        except ValueError:
            continue


@cache
def translations(code: str) -> gettext.NullTranslations:
    """Return the words of a language; they are kept with the command line, which has them too.

    >>> translations("en").gettext("Home")
    'Home'
    """
    if code == "en":
        return gettext.NullTranslations()
    with as_file(files("countersight") / "cli" / "locale") as folder:
        names = [code.replace("-", "_")]
        return gettext.translation(_DOMAIN, folder, languages=names, fallback=True)


def code() -> str:
    """Return the code of the language that is spoken (BCP 47)."""
    spoken = language().replace("_", "-")
    return spoken if spoken in LANGUAGES else "en"


def number(value: float) -> str:
    """Return a number as the language writes it.

    >>> number(12345)
    '12,345'
    """
    return format_decimal(value, locale=_locale(code()))


def day(value: date | PartialDate | str | None) -> str:
    """Return a day as the language writes it; one that is partly known, as it stands.

    >>> day(date(2026, 11, 5)), day("2026-11"), day(None)
    ('5 Nov 2026', '2026-11', '')
    """
    if value is None:
        return ""
    try:
        found = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return format_date(found, "medium", locale=_locale(code()))


def moment(value: str) -> str:
    """Return a moment, as RFC 3339 writes it, as the language writes it; in UTC.

    >>> moment("2026-11-25T07:40:36Z")
    '25 Nov 2026, 07:40 UTC'
    """
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    return f"{day(found.date())}, {found:%H:%M} UTC"


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(_LOCALES[code])
