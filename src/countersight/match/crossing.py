"""Candidates in another script beside those that the kernels of names find.

What two scripts have alike by sound and meaning makes a review and never a match. Of Chinese
names the rules of ``chinese`` decide: forms of one name are a match, a family of names and a
short core a review, and another core no match.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from countersight.match.across.chinese import LONG_NAME, Relation, relation, told
from countersight.match.across.index import AcrossIndex, Kernels
from countersight.match.across.model import across_model
from countersight.match.across.sounded import has_han, is_sounded
from countersight.match.across.telling import kinds_of
from countersight.match.scoring import scale
from countersight.match.second import moved
from countersight.match.seconding import Candidates

Ids = NDArray[np.int32]
MOST_OF_A_NAME: Final = 200
"""Entries of one core that are looked at."""
TOLD: Final = 10
ALIKE: Final = 0.5
"""A candidate in another script that is less like the query than the best, by more than this,
is no review: a person looks at the best."""
_BELOW: Final = 1e-6


class Found:
    """One candidate while all of a query are gathered."""

    __slots__ = ("kinds", "logit", "owner", "row")

    def __init__(self, owner: int, row: int, logit: float, kinds: tuple[str, ...]) -> None:
        self.owner, self.row, self.logit, self.kinds = owner, row, logit, kinds


class Across:
    """A list's names by script.

    Args of the constructor: the names of the list, and of each the entry it belongs to; what
    gives the kernels for so many queries.
    """

    def __init__(self, names: pl.Series, owners: Ids, kernels: Kernels) -> None:
        self._names, self._owners, self._kernels = names, owners, kernels
        ascii_ = names.str.contains(r"^[\x00-\x7f]*$").fill_null(value=True).to_numpy()
        others = np.flatnonzero(~ascii_)
        sounded = [
            row
            for row, name in zip(others, names.gather(others), strict=True)
            if is_sounded(name)
        ]
        self._sounded = np.array(sounded, np.int32)

    def may(self, asked: pl.Series) -> NDArray[np.bool_]:
        """Tell which queries may have a review or a match in another script or in Chinese."""
        names = asked.fill_null("").to_list()
        told = np.array([is_sounded(name) for name in names], np.bool_)
        latin = [at for at, name in enumerate(names) if name and name.isascii()]
        if len(self._sounded) and latin:
            index, _ = self._sounded_index
            run, model = self._kernels(len(latin)), across_model()
            best = index.ask([names[at] for at in latin], model, 1, run)
            told[np.array(latin)[best.logits[:, 0] >= model.review]] = True
        return told

    def of(self, asked: Sequence[str | None], found: Candidates, limit: int) -> Candidates:
        """Return the candidates of each query with those of other scripts, best first."""
        names = [name or "" for name in asked]
        sounded = [at for at, name in enumerate(names) if is_sounded(name)]
        latin = [at for at, name in enumerate(names) if name and name.isascii()]
        if not sounded and not (latin and len(self._sounded)):
            return found
        more: dict[int, dict[int, Found]] = defaultdict(dict)
        self._ask(names, sounded, more, latin=True)
        if len(self._sounded):
            self._ask(names, latin, more, latin=False)
        chinese = [at for at in sounded if has_han(names[at])]
        self._chinese(names, chinese, found, more)
        return _merged(found, more, limit)

    def _ask(
        self,
        names: Sequence[str],
        asked: Sequence[int],
        more: dict[int, dict[int, Found]],
        *,
        latin: bool,
    ) -> None:
        """Ask names of one kind of script about the other; *latin* tells that of the list."""
        index, rows = self._latin_index if latin else self._sounded_index
        if not asked or not len(rows):
            return
        model, cut = across_model(), scale()
        run = self._kernels(len(asked))
        best = index.ask([names[at] for at in asked], model, TOLD, run)
        for (query, rank), features, met in zip(*index.met(best, run), strict=True):
            row = int(rows[best.rows[query, rank]])
            logit = float(best.logits[query, rank])
            value = cut.review + logit - model.review
            if logit < best.logits[query, 0] - ALIKE:
                value = min(value, cut.review - _BELOW)
            kinds = kinds_of(features, met)
            each = Found(int(self._owners[row]), row, min(value, cut.match - _BELOW), kinds)
            _keep(more[asked[query]], each)

    def _chinese(
        self,
        names: Sequence[str],
        asked: Sequence[int],
        found: Candidates,
        more: dict[int, dict[int, Found]],
    ) -> None:
        """Let the rules decide of Chinese names, those that the kernels found too."""
        rows_of = _rows_by_query(found)
        for at in asked:
            there = rows_of.get(at, {})
            for row in dict.fromkeys([*self._alike(names[at]), *there]):
                listed = str(self._names[row])
                how = relation(names[at], listed) if has_han(listed) else Relation.OTHER
                logit, kinds = there.get(row, (_FLOOR, ()))
                if how is Relation.OTHER and (row not in there or kinds or not has_han(listed)):
                    continue
                told_ = (*kinds, how.value)
                value = moved(logit, told_, scale())
                _keep(more[at], Found(int(self._owners[row]), row, value, told_))

    def _alike(self, name: str) -> Iterator[int]:
        """Yield the rows with the core of a name, or with all of it but the place."""
        cores, owns = self._by_core
        parts = told(name)
        yield from cores.get(parts.core, ())[:MOST_OF_A_NAME]
        if len(parts.own) >= LONG_NAME:
            yield from owns.get(parts.own, ())[:MOST_OF_A_NAME]

    @cached_property
    def _by_core(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        cores: dict[str, list[int]] = defaultdict(list)
        owns: dict[str, list[int]] = defaultdict(list)
        for row in self._sounded.tolist():
            name = str(self._names[row])
            if has_han(name):
                parts = told(name)
                cores[parts.core].append(row)
                owns[parts.own].append(row)
        cores.pop("", None)
        return dict(cores), dict(owns)

    @cached_property
    def _latin_index(self) -> tuple[AcrossIndex, Ids]:
        mask = np.ones(len(self._names), np.bool_)
        mask[self._sounded] = False
        rows = np.flatnonzero(mask).astype(np.int32)
        return AcrossIndex(self._names.gather(rows).to_list(), latin=True), rows

    @cached_property
    def _sounded_index(self) -> tuple[AcrossIndex, Ids]:
        names = self._names.gather(self._sounded).to_list()
        return AcrossIndex(names, latin=False), self._sounded


_FLOOR: Final = -50.0


def _keep(there: dict[int, Found], each: Found) -> None:
    """Keep the better of two candidates of one entry."""
    known = there.get(each.owner)
    if known is None or each.logit > known.logit:
        there[each.owner] = each


def _rows_by_query(
    found: Candidates,
) -> dict[int, dict[int, tuple[float, tuple[str, ...]]]]:
    rows: dict[int, dict[int, tuple[float, tuple[str, ...]]]] = defaultdict(dict)
    each = zip(found.query.tolist(), found.rows.tolist(), found.logits.tolist(), strict=True)
    for place, (query, row, logit) in enumerate(each):
        rows[query][row] = logit, found.kinds.get(place, ())
    return rows


def _merged(found: Candidates, more: dict[int, dict[int, Found]], limit: int) -> Candidates:
    """Return all candidates, those of touched queries in a new order."""
    touched = np.isin(found.query, np.array(list(more), np.int32))
    for place in np.flatnonzero(touched).tolist():
        row = int(found.rows[place])
        there = more[int(found.query[place])]
        owner, logit = int(found.owners[place]), float(found.logits[place])
        known = there.get(owner)
        if known is None or (logit > known.logit and known.row != row):
            there[owner] = Found(owner, row, logit, found.kinds.get(place, ()))
    table = [
        (*line, found.kinds.get(place, ()))
        for place, line in enumerate(_lines(found))
        if not touched[place]
    ]
    for query, there in more.items():
        best = sorted(there.values(), key=lambda each: (-each.logit, each.row))[:limit]
        table += [
            (query, rank, each.owner, each.row, each.logit, each.kinds)
            for rank, each in enumerate(best)
        ]
    table.sort(key=lambda line: line[:2])
    columns = list(zip(*table, strict=True)) or [()] * 6
    ids = [np.array(column, np.int32) for column in columns[:4]]
    kinds = {place: line[5] for place, line in enumerate(table) if line[5]}
    return Candidates(ids[0], ids[1], ids[2], ids[3], np.array(columns[4], np.float64), kinds)


def _lines(found: Candidates) -> Iterator[tuple[int, int, int, int, float]]:
    columns = (found.query, found.rank, found.owners, found.rows)
    return zip(*(column.tolist() for column in columns), found.logits.tolist(), strict=True)
