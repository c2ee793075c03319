"""A name as it is searched for, whatever the case of letters and their marks."""

import unicodedata


def folded(name: str) -> str:
    """Return a name without case, marks and double spaces.

    >>> folded("Société  HIKVISION")
    'societe hikvision'
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).split())
