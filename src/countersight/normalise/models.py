"""Model numbers made comparable: case and separators do not count.

>>> fold_model("DS-2CD2043G2-I (2.8 mm)")
'ds2cd2043g2i28mm'
"""

from typing import Final

from countersight.normalise.scripts import plain

MOST_LETTERS: Final = 120
"""Code points of a model that are looked at."""


def fold_model(text: str) -> str:
    """Return the letters and digits of a model, in comparable letters.

    >>> fold_model("ds‑7632NI/I2") == fold_model("DS-7632NI I2")
    True
    """
    return "".join(letter for letter in plain(text, MOST_LETTERS) if letter.isalnum())
