"""What an office has set: names and values."""

from sqlalchemy import Engine, delete, insert, select

from countersight.ids import canonical_json
from countersight.stores.case.database import reading, writing
from countersight.stores.office.audit import SqlAudit
from countersight.stores.office.tables import SETTINGS


class SqlSettings:
    """The settings of one office (see ``ports.SettingStore``)."""

    def __init__(self, engine: Engine, audit: SqlAudit) -> None:
        self._engine = engine
        self._audit = audit

    def get(self, name: str) -> str:
        """Return the value; empty where nothing is set."""
        with reading(self._engine) as connection:
            found = connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.name == name))
        return "" if found is None else str(found)

    def put(self, name: str, value: str, who: str) -> None:
        """Set a value, and note it in the audit log, both or neither."""
        with writing(self._engine) as connection:
            before = connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.name == name))
            if (before or "") == value:
                return
            connection.execute(delete(SETTINGS).where(SETTINGS.c.name == name))
            connection.execute(insert(SETTINGS), [{"name": name, "value": value}])
            change = ("" if before is None else canonical_json(before), canonical_json(value))
            self._audit.within(connection, who, "setting", name, change)
