"""Messages of the command line in the user's language, by gettext.

``_("...")`` and ``counted("...", "...", n)`` mark a message; ``python -m release.messages``
takes them out of the sources into ``locale/countersight.pot`` and compiles the translations
beside it. A message without a translation is told in English.
"""

import gettext
from functools import cache
from pathlib import Path
from typing import Final

from countersight import wiring

DOMAIN: Final = "countersight"
FOLDER: Final = Path(__file__).parent / "locale"


@cache
def _translations(languages: tuple[str, ...]) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, FOLDER, languages=languages, fallback=True)


def _(message: str) -> str:
    """Return a message in the user's language; fields in braces stay as they are."""
    return _translations(wiring.languages()).gettext(message)


def counted(one: str, many: str, number: int) -> str:
    """Return the form of a message that goes with a number."""
    return _translations(wiring.languages()).ngettext(one, many, number)
