"""What was counted is remembered until something of the run, or of the judgements, changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, func, select

from countersight.ids import canonical_json
from countersight.model.office import Filter, RunId
from countersight.stores.office.tables import AUDIT, RUNS

MOST: Final = 256
"""Filters whose counts are remembered; the one that was not asked for longest goes."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a filter leaves of a run."""

    many: int
    facets: Mapping[str, Mapping[str, int]]


@dataclass(slots=True)
class Memory:
    """Counts of one process; a count is given only while it is what the database would say."""

    _kept: OrderedDict[str, tuple[tuple[int, int], Counted]] = field(
        default_factory=OrderedDict
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def counted(
        self,
        connection: Connection,
        run: RunId,
        wanted: Filter,
        count: Callable[[Connection, RunId, Filter], Counted],
    ) -> Counted:
        """Return what *count* says of a filter, or said since the last change."""
        key, stamp = _key(run, wanted), _stamp(connection, run)
        with self._lock:
            found = self._kept.get(key)
            if found is not None and found[0] == stamp:
                self._kept.move_to_end(key)
                return found[1]
        made = count(connection, run, wanted)
        with self._lock:
            self._kept[key] = (stamp, made)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return made


def _key(run: RunId, wanted: Filter) -> str:
    chosen = {facet: sorted(values) for facet, values in wanted.facets.items() if values}
    return canonical_json([run, wanted.words, chosen])


def _stamp(connection: Connection, run: RunId) -> tuple[int, int]:
    """Return how many batches a run has, and the last line of the audit log.

    Whatever changes an answer that is kept adds a line to that log.
    """
    batches = connection.scalar(select(RUNS.c.batches).where(RUNS.c.id == run))
    line = connection.scalar(select(func.max(AUDIT.c.number)))
    return int(batches or 0), int(line or 0)
