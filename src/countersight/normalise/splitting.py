"""Words of a text: where one ends and the next begins.

- Signs part words; an apostrophe does not ("Yong'an" is one word).
- ``&`` is "and", ``+`` is "plus", ``%`` is "percent".
- Initials with dots are one word (S.p.A., B.V.), and so are a few with strokes (A/S, t/a).
- A run of Han letters, of kana, of Hangul, or of Thai, Lao, Burmese or Khmer is a word of its
  own; ``words`` takes it apart.
"""

import re
from typing import Final

from countersight.normalise.scripts import READ_LETTERS, plain

_HAN: Final = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_HANGUL: Final = "\uac00-\ud7a3\u1100-\u11ff"
_KANA: Final = "\u3041-\u30ff"
_SOUTH_EAST: Final = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff"
_RUNS: Final = (_HAN, _KANA, _HANGUL, _SOUTH_EAST)
_WORD: Final = re.compile(
    "|".join(f"[{each}]+" for each in _RUNS) + rf"|[^\W_{''.join(_RUNS)}]+"
)
_RUN: Final = re.compile(f"[{''.join(_RUNS)}]")
_INITIALS: Final = re.compile(r"(?<!\w)(?:[^\W\d_]\.)+(?:[^\W\d_](?!\w))?")
_STROKE: Final = re.compile(r"(?<!\w)(?:[aikp]/s|s/a|t/a|d/b/a|[afn]/k/a)(?!\w)")


def split(text: str, most: int = READ_LETTERS) -> list[str]:
    """Return the words of a text in comparable letters.

    >>> split("L'Étoile & Co. S.p.A., TCL集团")
    ['letoile', 'and', 'co', 'spa', 'tcl', '集团']
    """
    text = plain(text, most)
    if "'" in text:
        text = text.replace("'", "")
    if "&" in text:
        text = text.replace("&", " and ")
    if "+" in text:
        text = text.replace("+", " plus ")
    if "%" in text:
        text = text.replace("%", " percent")
    if "." in text:
        text = _INITIALS.sub(_glue, text)
    if "/" in text:
        text = _STROKE.sub(lambda found: found[0].replace("/", ""), text)
    return _WORD.findall(text)


def is_run(word: str) -> bool:
    """Tell whether a word is of a script that writes without spaces.

    >>> is_run("海康威视"), is_run("hikvision")
    (True, False)
    """
    return not word.isascii() and _RUN.match(word) is not None


def _glue(found: re.Match[str]) -> str:
    return found[0].replace(".", "") + " "
