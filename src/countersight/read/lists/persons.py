"""Which entries read like natural persons, where a list does not say what they are.

There is no list of first names. A name of two to six words, none of which is a place, a trade,
a generic word or a legal form, with no digit, and no acronym in brackets, is not told from a
person's: such an entry is counted and left out, whole.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from countersight.normalise import Role, fold
from countersight.normalise.splitting import is_run
from countersight.normalise.words import words_of
from countersight.read.lists.words import BODIES

_FEWEST, _MOST = 2, 6
_BRACKETED: Final = re.compile(r"\([A-Z][A-Z0-9-]+\)")


def reads_like_person(names: Iterable[str]) -> bool:
    """Return whether none of an entry's names tells it from a natural person.

    >>> reads_like_person(["Sample Given Name"]), reads_like_person(["Rosoboronexport"])
    (True, False)
    >>> reads_like_person(["Sample Given", "Sample Given Trading LLC"])
    False
    """
    return all(map(_reads_like, names))


@lru_cache(maxsize=4_096)
def _reads_like(name: str) -> bool:
    if any(map(str.isdigit, name)) or "&" in name or _BRACKETED.search(name):
        return False
    folded = fold(name)
    if folded.forms or not _FEWEST <= len(folded.words) <= _MOST:
        return False
    if any(map(is_run, folded.words)) or not BODIES.isdisjoint(folded.words):
        return False
    told = {Role.PLACE, Role.TRADE, Role.GENERIC}
    return all(word.role not in told for word in words_of(folded.words))
