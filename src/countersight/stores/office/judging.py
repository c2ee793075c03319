"""What a judgement makes of the answers that are kept: in every run, at once.

The answer itself, as it was told, stays as it was; only the state that is looked for changes.
"""

from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from countersight.model.match import State
from countersight.model.office import KeptReview, best_of, judged_by
from countersight.stores.office.counting import count
from countersight.stores.office.tables import ANSWERS, FACETS, MATCHES

STATE: Final = "state"
"""The facet that judgements change."""
_OPEN: Final = frozenset({State.MATCH.value, State.REVIEW.value})


def judge_again(
    connection: Connection, record: str, entity: str, review: KeptReview | None
) -> None:
    """Give the matches of one record and entity the state that a judgement makes of them.

    It counts where the evidence is what the person saw, and not otherwise.
    """
    rows = connection.execute(
        select(MATCHES.c.run, MATCHES.c.number, MATCHES.c.state, MATCHES.c.evidence)
        .join(
            ANSWERS, (ANSWERS.c.run == MATCHES.c.run) & (ANSWERS.c.number == MATCHES.c.number)
        )
        .where(ANSWERS.c.key == record, MATCHES.c.entity == entity)
    ).all()
    for run, number, state, evidence in rows:
        counts = review is not None and review.review.evidence == evidence
        verdict = review.review.verdict.value if review is not None and counts else ""
        here = (MATCHES.c.run == run) & (MATCHES.c.number == number)
        connection.execute(
            update(MATCHES)
            .where(here, MATCHES.c.entity == entity)
            .values(judged=judged_by(str(state), verdict), verdict=verdict)
        )
        _settle(connection, int(run), int(number))


def _settle(connection: Connection, run: int, number: int) -> None:
    rows = connection.execute(
        select(MATCHES.c.judged, MATCHES.c.verdict).where(
            MATCHES.c.run == run, MATCHES.c.number == number
        )
    ).all()
    best = best_of(str(judged) for judged, _ in rows)
    waits = any(judged in _OPEN and not verdict for judged, verdict in rows)
    connection.execute(
        update(ANSWERS)
        .where(ANSWERS.c.run == run, ANSWERS.c.number == number)
        .values(judged=best, waits=int(waits))
    )
    of_state = (FACETS.c.run == run) & (FACETS.c.number == number) & (FACETS.c.facet == STATE)
    before = connection.scalar(select(FACETS.c.value).where(of_state))
    if before == best:
        return
    connection.execute(delete(FACETS).where(of_state))
    row = {"run": run, "facet": STATE, "value": best, "number": number}
    connection.execute(insert(FACETS), [row])
    count(connection, run, {(STATE, str(before)): -1, (STATE, best): 1})
