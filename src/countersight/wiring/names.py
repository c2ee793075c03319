"""Name matching wired: its kernels compiled when a job is large, its index kept in a file."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from countersight.match.aliases import Alias
    from countersight.match.kernel.running import Job, Runner
    from countersight.match.nearest import NearNames
    from countersight.model.catalogue import Catalogue
    from countersight.read.name_lines import Tell
    from countersight.report.candidates import Asked
    from countersight.work.naming import Arrays, Asking, NameMatching
    from countersight.work.naming_tables import ArrowTable
    from countersight.work.reconciling import Reconciling


class IndexFile:
    """Keeps an index in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self, key: str) -> "Arrays | None":
        """Return the arrays of the file, if they were saved under this key."""
        from countersight.stores import load_index

        return load_index(self.path, key=key)

    def save(self, key: str, arrays: "Arrays") -> None:
        """Write the file."""
        from countersight.stores import save_index

        save_index(self.path, arrays, key=key)


def near_names(aliases: "Sequence[Alias]") -> "NearNames":
    """Return what tells which names of the catalogue a text is nearly."""
    from countersight.match.nearest import NearNames

    return NearNames(aliases, kernels)


def reconciling(catalogue: "Catalogue") -> "Reconciling":
    """Return what answers columns of names; its index is made when it is first asked."""
    from countersight.wiring import CLOCK
    from countersight.work.reconciling import Reconciling

    return Reconciling(catalogue, CLOCK, near_names)


def kernels(job: "Job") -> "Runner":
    """Return the kernels with which a job is sooner done, compiled or plain.

    Nothing is compiled for a job that is done before a compiler would be.
    """
    from countersight.match.kernel.running import is_sooner_compiled, plain

    return _compiled() if is_sooner_compiled(job, _is_ready) else plain()


def _compiled() -> "Runner":
    from countersight.stores.kernels import compiled

    return compiled()


def across_kernels(asked: int) -> "Runner":
    """Return the kernels for two scripts with which so many queries are sooner answered."""
    from countersight.match.kernel.across_running import (
        BEGINS,
        PLAIN_ASKED,
        plain,
        worth_compiling,
    )

    if asked * PLAIN_ASKED <= BEGINS:
        return plain()
    from countersight.stores.across_kernels import compiled, is_kept

    return compiled() if worth_compiling(asked, kept=is_kept()) else plain()


def _is_ready(name: str) -> bool:
    from countersight.stores.kernels import is_ready

    return is_ready(name)


def name_matching(entries: "ArrowTable", index: Path | None = None) -> "NameMatching":
    """Return a list of names ready to be asked; *index* keeps and reuses what is made of it."""
    from countersight.work.naming import NameMatching

    kept = IndexFile(index) if index else None
    return NameMatching(entries, kernels, kept, across_kernels)


def match_names(  # noqa: PLR0913 - each is a plain choice of the one who asks
    queries: "ArrowTable",
    entries: "ArrowTable",
    *,
    limit: int = 10,
    explain: bool = False,
    hits: bool = False,
    index: Path | None = None,
) -> "ArrowTable":
    """Match names against a list; tables come and go through the Arrow C stream interface.

    Args:
        queries: ``id, name``; where known ``country, identifiers, industry``, ``LEI`` and such.
        entries: the same, ``aliases`` and ``brands``; several as a list, or parted by ``;``.
        limit: candidates of each query, 1 to 100.
        explain: give reasons for every candidate, and not for the first alone.
        hits: give candidates in state ``match`` or ``review`` alone; against 5,000 names and
            more that is far faster, and a few are missed.
        index: a file that keeps what is made of the list.

    Returns:
        Candidates in the order of the queries, best first: ``query_id, rank, entry_id,
        entry_name, alias`` (the name that was met), ``score`` (0 to 1), ``state, reasons``.

    Raises:
        ColumnError: a table has no ``id`` or no ``name``, or one that is no text.
        SettingError: the limit is not one of 1 to 100.
        SourceError: the file of the index can't be used.

    >>> import polars
    >>> listed = polars.DataFrame({"id": ["7"], "name": ["Marlbridge Optics Ltd"]})
    >>> asked = polars.DataFrame({"id": ["a"], "name": ["MARLBRIDGE OPTICS LIMITED"]})
    >>> polars.DataFrame(match_names(asked, listed))["state"].to_list()
    ['match']
    """
    from countersight.read.names import as_read
    from countersight.work.naming import Asking

    asking = Asking(limit, explain, hits)
    return name_matching(as_read(entries), index).match(as_read(queries), asking)


def names_in(path: Path, tell: "Tell | None" = None) -> "ArrowTable":
    """Return the table of names in a file; *tell* gets a Problem for each line unread.

    Raises:
        SourceError: the file can't be read.
    """
    from countersight.read.names import read_names

    return read_names(path, tell)


def matched(
    queries: Path,
    entries: Path,
    asking: "Asking",
    *,
    index: Path | None,
    problem: "Tell | None" = None,
) -> "Iterator[Asked]":
    """Yield what matching says of each query of a file.

    *problem* is told of each line of either that can't be read as it is; without it, such a
    line refuses the file.

    Raises:
        ColumnError: a file has no ``id`` or no ``name``.
        SourceError: a file can't be read.
    """
    from countersight.read.names import name_stretches
    from countersight.work.naming_told import tell

    listed = name_matching(names_in(entries, problem), index)
    return tell(listed, name_stretches(queries, problem), asking)


def asking(*, limit: int, explain: bool, hits: bool) -> "Asking":
    """Return how to match."""
    from countersight.work.naming import Asking

    return Asking(limit, explain, hits)


def explained(text: str) -> Iterator[str]:
    """Yield what each word of a name is taken for."""
    from countersight.work.naming_told import explained as lines

    return lines(text)


def _json_candidates(asked: "Iterator[Asked]") -> Iterator[str]:
    from countersight.report.candidates import lines

    return lines(asked)


def _csv_candidates(asked: "Iterator[Asked]") -> Iterator[str]:
    from countersight.report.candidates import table

    return table(asked)


TELLERS: Final = MappingProxyType({"jsonl": _json_candidates, "csv": _csv_candidates})
"""The formats of matched names."""
