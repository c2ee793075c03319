"""What is costly to make and is asked again and again: the latest few are kept ready."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

MOST: Final = 8
"""How many are kept; which are asked last."""


class Ready(Generic[Key, Value]):
    """Keeps what was made for the latest keys; each is used by one thread at a time.

    >>> ready = Ready(lambda key: [key])
    >>> with ready.use("a") as first, ready.use("b"):
    ...     first.append("met")
    >>> with ready.use("a") as again:
    ...     again
    ['a', 'met']
    """

    def __init__(self, make: Callable[[Key], Value], most: int = MOST) -> None:
        self._make = make
        self._most = most
        self._kept: dict[Key, tuple[Value, Lock]] = {}
        self._lock = Lock()

    @contextmanager
    def use(self, key: Key) -> Iterator[Value]:
        """Return what was made for a key, to this thread alone."""
        with self._lock:
            if key in self._kept:
                value, lock = self._kept.pop(key)
            else:
                value, lock = self._make(key), Lock()
            self._kept[key] = value, lock
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]
        with lock:
            yield value
