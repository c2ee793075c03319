"""How many answers of a run have each value, kept beside the values themselves."""

from collections.abc import Mapping

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from countersight.stores.office.tables import TALLIES


def count(connection: Connection, run: int, more: Mapping[tuple[str, str], int]) -> None:
    """Add to the tallies of a run: how many more (or fewer) have each facet and value."""
    if not more:
        return
    adds = insert(TALLIES)
    adds = adds.on_conflict_do_update(
        index_elements=[TALLIES.c.run, TALLIES.c.facet, TALLIES.c.value],
        set_={"many": TALLIES.c.many + adds.excluded.many},
    )
    rows = [
        {"run": run, "facet": facet, "value": value, "many": many}
        for (facet, value), many in more.items()
    ]
    connection.execute(adds, rows)
