r"""Text from the world made safe for terminals and for spreadsheets.

A terminal obeys control characters, and letters can be made to run backwards (Unicode UAX #9;
the "Trojan Source" paper, Boucher and Anderson 2021). A spreadsheet obeys cells that begin
like a formula (OWASP, CSV Injection).
"""

import re
from typing import Final

HIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""A character that nobody sees, or that turns the direction of others."""
_OBEYED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER: Final = re.compile(r"[+-]?\d[\d ,.]*")
_MARKDOWN: Final = re.compile(
    r"[\\`*\[\]#|~]|(?<![^\W_])_|_(?![^\W_])|^[-+](?= )|^\d+(?=[.)] )"
)
"""What Markdown would act on; an underscore inside a word is a letter (CommonMark 6.2)."""
LONGEST: Final = 300
"""Letters of one value that a line of text shows."""


def visible(text: str) -> str:
    r"""Return *text* with every character that controls the terminal or the direction shown.

    >>> visible("Axis\x1b[31m\u202e")
    'Axis\\x1b[31m\\u202e'
    """
    return HIDDEN.sub(_escape, text)


def controls_shown(text: str) -> str:
    r"""Return *text* with every character that a terminal obeys shown, line breaks left.

    Letters of all scripts stay, with what joins and turns them.

    >>> controls_shown("Axis\x1b[31m\nAB")
    'Axis\\x1b[31m\nAB'
    """
    return _OBEYED.sub(_escape, text)


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return *text* on one line, cut where it is longer than *longest* letters.

    >>> shortened("abcdef", 4)
    'abc…'
    """
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def cell(text: str) -> str:
    """Return *text* as a spreadsheet cell that is no formula.

    Plain numbers stay as they are. What begins like a formula gets an apostrophe in front.

    >>> cell("=1+1"), cell("-12.50"), cell("Axis")
    ("'=1+1", '-12.50', 'Axis')
    """
    if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA):
        return text if _NUMBER.fullmatch(text) else f"'{text}"
    return text


def markdown(text: str) -> str:
    r"""Return *text* as Markdown that shows just these letters, on one line.

    >>> markdown("brand_country _is_ [x](y) <b>")
    'brand_country \\_is\\_ \\[x\\](y) &lt;b&gt;'
    """
    line = " ".join(visible(text).split())
    escaped = _MARKDOWN.sub(r"\\\g<0>", line)
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape", "surrogatepass").decode("ascii")
