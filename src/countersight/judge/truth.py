"""Three-valued logic: strong logic of indeterminacy (Kleene 1952, section 64).

A missing fact makes a test unknown, never false. A conjunction is false as soon as one part
is; it is true when all are; otherwise it is unknown. A disjunction mirrors that.
"""

from collections.abc import Iterable

from countersight.model.facts import Truth


def conjunction(truths: Iterable[Truth]) -> Truth:
    """Return whether all hold.

    >>> conjunction([Truth.TRUE, Truth.UNKNOWN]).value
    'unknown'
    >>> conjunction([Truth.UNKNOWN, Truth.FALSE]).value
    'false'
    """
    found = Truth.TRUE
    for truth in truths:
        if truth is Truth.FALSE:
            return Truth.FALSE
        if truth is Truth.UNKNOWN:
            found = Truth.UNKNOWN
    return found


def disjunction(truths: Iterable[Truth]) -> Truth:
    """Return whether at least one holds.

    >>> disjunction([Truth.FALSE, Truth.UNKNOWN]).value
    'unknown'
    """
    found = Truth.FALSE
    for truth in truths:
        if truth is Truth.TRUE:
            return Truth.TRUE
        if truth is Truth.UNKNOWN:
            found = Truth.UNKNOWN
    return found


def truth_of(*, holds: bool) -> Truth:
    """Return the truth of something that is known."""
    return Truth.TRUE if holds else Truth.FALSE
