"""What is made of the log, asked instead of reading the log (see ``ports.Projection``)."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Engine, and_, func, select, true

from countersight.ids import EntryNumber, Sha256
from countersight.model.capture import RenditionKind
from countersight.model.event import Entry
from countersight.stores.case.database import reading
from countersight.stores.case.projecting import differs
from countersight.stores.case.tables import CAPTURES, RENDITIONS, SAID

if TYPE_CHECKING:
    from sqlalchemy import Select, Table

_AFTER_ALL = "\U0010ffff"


class SqlProjection:
    """The projection of one case, in the database of an engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def latest(self, stop: int | None = None) -> Sequence[EntryNumber]:
        """Return the entry of the log with the latest word on each entry of the case."""
        first, last = func.min(SAID.c.number), func.max(SAID.c.number)
        return self._numbers(
            select(last)
            .where(SAID.c.id > "", _before(SAID, stop))
            .group_by(SAID.c.id)
            .order_by(first)
        )

    def last(self, name: str, stop: int | None = None) -> EntryNumber | None:
        """Return the latest entry of the log that speaks of *name*."""
        asked = (SAID.c.name == name, _before(SAID, stop))
        return self._last(select(func.max(SAID.c.number)).where(*asked))

    def told(self, id_: str) -> Sequence[EntryNumber]:
        """Return every entry of the log that tells of an entry of the case, in order."""
        asked = select(SAID.c.number).where(SAID.c.id == id_)
        return self._numbers(asked.order_by(SAID.c.number))

    def ids(self, start: str) -> Sequence[str]:
        """Return the ids of the case that begin with *start*."""
        within = SAID.c.id.between(start, start + _AFTER_ALL)
        with reading(self._engine) as connection:
            asked = select(SAID.c.id).where(within, SAID.c.id > "").distinct()
            return [str(one) for one in connection.scalars(asked.order_by(SAID.c.id))]

    def captured(self, source: str, stop: int | None = None) -> EntryNumber | None:
        """Return the latest entry that tells of a capture from *source*, and of no part."""
        whole = and_(CAPTURES.c.source == source, CAPTURES.c.parent.is_(None))
        asked = select(func.max(CAPTURES.c.number))
        return self._last(asked.where(whole, _before(CAPTURES, stop)))

    def texts(self, capture: Sha256 | None = None) -> Sequence[EntryNumber]:
        """Return the latest entry that tells of the text of each capture, or of one."""
        one = true() if capture is None else RENDITIONS.c.capture == capture
        asked = select(func.max(RENDITIONS.c.number)).where(
            RENDITIONS.c.kind == RenditionKind.TEXT.value, one
        )
        return self._numbers(asked.group_by(RENDITIONS.c.capture))

    def unlike(self, within: range, entries: Iterable[Entry]) -> str:
        """Return a table that differs from what entries make; "" for none."""
        with reading(self._engine) as connection:
            table = differs(connection, within, entries)
            return "" if table is None else table.name

    def _numbers(self, asked: "Select[tuple[object]]") -> Sequence[EntryNumber]:
        with reading(self._engine) as connection:
            return [EntryNumber(int(str(one))) for one in connection.scalars(asked)]

    def _last(self, asked: "Select[tuple[object]]") -> EntryNumber | None:
        with reading(self._engine) as connection:
            found = connection.scalar(asked)
            return None if found is None else EntryNumber(int(str(found)))


def _before(table: "Table", stop: int | None) -> ColumnElement[bool]:
    return true() if stop is None else table.c.number < stop
