"""The table of legal forms as arrays, for the kernels that read names."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Final

import numpy as np

from countersight.match.kernel.arrays import Given
from countersight.match.terms import form_bits
from countersight.normalise.legal_forms import Place, Where, forms_table, legal_forms

_ENDING, _LEADING, _INSIDE, _ROOTS = range(4)
_UNSURE: Final = -1
_SPREAD: Final = 0x9E3779B1
_CERTAIN: Final = {Where.FRONT: 0, Where.FRONT_OF_FORM: 1}
"""Where a form in front may stand that no kernel asks more about."""


def form_tries(number_of: Callable[[str], int]) -> tuple[Given, ...]:
    """Return the forms of plain ASCII as ``kernel.reading`` takes them.

    Args:
        number_of: returns the number of a word.
    """
    table, numbers = forms_table(), {form: at for at, form in enumerate(legal_forms())}
    steps: dict[tuple[int, int], int] = {}
    single: dict[int, int] = {}
    several: dict[int, list[int]] = {}

    def node_of(root: int, words: tuple[str, ...]) -> int:
        order = words[::-1] if root == _ENDING else words
        return _node(steps, root, [number_of(word) for word in order])

    for root, told in ((_ENDING, table.ending), (_INSIDE, table.inside)):
        for words, found in told.items():
            if all(map(str.isascii, words)):
                single[node_of(root, words)] = numbers[found.form] + 1
    for words, places in table.leading.items():
        if all(map(str.isascii, words)):
            several[node_of(_LEADING, words)] = [_led(each, numbers) for each in places]
    nodes = range(_ROOTS + len(steps))
    keys, to = _opened(steps)
    form = np.array([single.get(node, 0) for node in nodes], np.int32)
    at = [0, *accumulate(len(several.get(node, ())) for node in nodes)]
    led = [each for node in nodes for each in several.get(node, ())]
    return (
        *(keys, to, form, np.array(at, np.int32), np.array([*led, _UNSURE], np.int32)),
        *(_allied(), np.array([form_bits([each]) for each in numbers], np.int64)),
    )


def _node(steps: dict[tuple[int, int], int], root: int, words: Sequence[int]) -> int:
    node = root
    for word in words:
        node = steps.setdefault((node, word), _ROOTS + len(steps))
    return node


def _led(place: Place, numbers: Mapping[str, int]) -> int:
    """Return a form in front as the kernels read it."""
    behind = _CERTAIN.get(place.where)
    return _UNSURE if behind is None else 2 * numbers[place.form] + behind


def _opened(steps: Mapping[tuple[int, int], int]) -> tuple[Given, Given]:
    """Return a table of open addressing from a node and a word to a node."""
    size = 1 << (4 * len(steps)).bit_length()
    keys, to = np.zeros(size, np.int64), np.zeros(size, np.int32)
    for (node, word), end in steps.items():
        key = (node + 1) << 32 | word
        place = ((key * _SPREAD) ^ (key >> 29)) & (size - 1)
        while keys[place]:
            place = (place + 1) & (size - 1)
        keys[place], to[place] = key, end
    return keys, to


def _allied() -> Given:
    """Return of each two forms if a country has both, row by row."""
    countries = [set(form.countries) for form in legal_forms().values()]
    return np.array([not a.isdisjoint(b) for a in countries for b in countries], np.uint8)
