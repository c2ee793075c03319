"""What matching says of queries: an object of JSON a query, or a row of CSV a candidate."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from countersight.model.match import State
from countersight.render.escaping import cell

COLUMNS: Final = (
    *("id", "state", "rank", "entry_id", "entry_name", "alias", "score", "candidate_state"),
    *("reasons_for", "reasons_against"),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a query may be, and the name by which it was met."""

    id: str
    name: str
    alias: str
    score: float
    state: State
    reasons: tuple[tuple[str, str, str], ...] = ()
    """Which way each speaks (``for``, ``against``), its kind, and what it says."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and its candidates, best first; its state is that of the best."""

    id: str
    candidates: tuple[Candidate, ...] = ()
    barred: str = ""
    """Why it was not checked, where it was not."""

    @property
    def state(self) -> State:
        """Return what matching says of the query."""
        if self.barred:
            return State.NOT_CHECKED
        return self.candidates[0].state if self.candidates else State.NO_MATCH


def lines(answers: Iterable[Asked]) -> Iterator[str]:
    r"""Yield a line of JSON for each query.

    >>> list(lines([Asked("7")]))
    ['{"id": "7", "state": "no_match", "candidates": []}\n']
    """
    for asked in answers:
        told: dict[str, object] = {"id": asked.id, "state": asked.state.value}
        if asked.barred:
            told["reason"] = asked.barred
        told["candidates"] = [_object(each) for each in asked.candidates]
        yield json.dumps(told, ensure_ascii=False) + "\n"


def _object(candidate: Candidate) -> Mapping[str, object]:
    return {
        "id": candidate.id,
        "name": candidate.name,
        "alias": candidate.alias,
        "score": candidate.score,
        "state": candidate.state.value,
        "reasons": [
            {"speaks": speaks, "kind": kind, "text": text}
            for speaks, kind, text in candidate.reasons
        ],
    }


def table(answers: Iterable[Asked]) -> Iterator[str]:
    """Yield a header, and a row for each candidate; a query without one has its own row."""
    yield _row(COLUMNS)
    for asked in answers:
        own = (asked.id, asked.state.value)
        if not asked.candidates:
            yield _row((*own, *[""] * (len(COLUMNS) - len(own))))
        for rank, each in enumerate(asked.candidates, start=1):
            sides = (
                "; ".join(text for speaks, _, text in each.reasons if speaks == side)
                for side in ("for", "against")
            )
            named = (str(rank), each.id, each.name, each.alias, repr(each.score))
            yield _row((*own, *named, each.state.value, *sides))


def _row(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell(each) for each in cells])
    return out.getvalue()
