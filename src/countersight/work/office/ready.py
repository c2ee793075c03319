"""What is costly to make and is asked again and again: the latest few are kept ready."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

MOST: Final = 8
"""How many are kept: those that were asked last."""
USES: Final = 200
"""How often one is used before it is made anew: what it remembers stays bounded."""


@dataclass(slots=True)
class _Kept(Generic[Value]):
    value: Value
    lock: Lock = field(default_factory=Lock)
    uses: int = 0


class Ready(Generic[Key, Value]):
    """Keeps what was made for the latest keys; each is used by one thread at a time.

    >>> ready = Ready(lambda key: [key])
    >>> with ready.use("a") as first, ready.use("b"):
    ...     first.append("met")
    >>> with ready.use("a") as again:
    ...     again
    ['a', 'met']
    """

    def __init__(
        self, make: Callable[[Key], Value], most: int = MOST, uses: int = USES
    ) -> None:
        self._make = make
        self._most = most
        self._uses = uses
        self._kept: dict[Key, _Kept[Value]] = {}
        self._lock = Lock()

    @contextmanager
    def use(self, key: Key) -> Iterator[Value]:
        """Return what was made for a key, to this thread alone."""
        kept = self._latest(key)
        with kept.lock:
            yield kept.value

    def _latest(self, key: Key) -> _Kept[Value]:
        with self._lock:
            kept = self._kept.pop(key, None)
            if kept is None or kept.uses >= self._uses:
                kept = _Kept(self._make(key))
            kept.uses += 1
            self._kept[key] = kept
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]
            return kept
