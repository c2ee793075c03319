"""Values as TOML writes them (https://toml.io/en/v1.0.0)."""

import json
from datetime import date

from countersight.model.facts import FactValue


def toml_value(value: FactValue) -> str:
    r"""Return a value as it stands behind the equals sign.

    A JSON string is a TOML basic string once DEL is escaped too.

    >>> toml_value(("a", 'b"c')), toml_value(True), toml_value(date(2026, 1, 2))
    ('["a", "b\\"c"]', 'true', '2026-01-02')
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(toml_value(each) for each in value)}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
