"""Uploads and their screenings, in the database."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection, Engine, Row, Select, delete, insert, select, update

from countersight.errors import AbsentError
from countersight.ids import Sha256, canonical_json
from countersight.messages import sentence
from countersight.model.finding import Counts, ListVersion, ReviewTally
from countersight.model.office import (
    AnswerRow,
    Asked,
    Job,
    JobState,
    Run,
    RunId,
    Stretch,
    Upload,
)
from countersight.model.record import RecordKind
from countersight.ports import Watch
from countersight.stores.case.database import reading, writing
from countersight.stores.office.audit import SqlAudit
from countersight.stores.office.counting import count
from countersight.stores.office.folding import folded
from countersight.stores.office.judging import STATE
from countersight.stores.office.tables import (
    ANSWERS,
    FACETS,
    JOBS,
    MATCHES,
    PROBLEMS,
    RUNS,
    TALLIES,
    UPLOADS,
)

_OF_ANSWERS: Final = (TALLIES, FACETS, MATCHES, PROBLEMS, ANSWERS)


class SqlRuns:
    """The runs of one office (see ``ports.RunStore``)."""

    def __init__(self, engine: Engine, watch: Watch, audit: SqlAudit) -> None:
        self._engine = engine
        self._watch = watch
        self._audit = audit

    def upload(self, name: str, digest: Sha256, size: int, who: str = "") -> int:
        """Keep that a file was handed in; its bytes are with the blobs. Return its number."""
        said = {"digest": digest, "name": name, "size": size}
        with writing(self._engine) as connection:
            made = connection.execute(
                insert(UPLOADS).values(said | {"moment": self._watch.now()})
            )
            number = int((made.inserted_primary_key or (0,))[0])
            self._audit.within(
                connection, who, "upload", str(number), ("", canonical_json(said))
            )
        return number

    def uploaded(self, number: int) -> Upload:
        """Return an upload.

        Raises:
            AbsentError: there is none of that number.
        """
        wanted = select(*_UPLOAD).where(UPLOADS.c.id == number)
        with reading(self._engine) as connection:
            found = connection.execute(wanted).first()
        if found is None:
            raise AbsentError(sentence("there is no upload {number}", number=number))
        return Upload(*found)

    def ask(self, upload: int, asked: Asked, who: str) -> RunId:
        """Ask for a screening: a run, with a job that waits."""
        said = canonical_json(_asked_object(asked))
        values = {"upload": upload, "asked": said, "who": who, "moment": self._watch.now()}
        with writing(self._engine) as connection:
            made = connection.execute(insert(RUNS).values(values))
            run = int((made.inserted_primary_key or (0,))[0])
            job = {"run": run, "state": JobState.WAITING.value}
            connection.execute(insert(JOBS).values(job))
            self._audit.within(connection, who, "run", str(run), ("", said))
        return RunId(run)

    def get(self, run: RunId) -> Run:
        """Return a run.

        Raises:
            AbsentError: there is none of that number.
        """
        with reading(self._engine) as connection:
            found = next(_runs(connection, _whole().where(RUNS.c.id == run)), None)
        if found is None:
            raise AbsentError(sentence("there is no run {run}", run=run))
        return found

    def latest(self, most: int, start: int = 0) -> tuple[Run, ...]:
        """Return runs, newest first."""
        wanted = _whole().order_by(RUNS.c.id.desc()).limit(most).offset(start)
        with reading(self._engine) as connection:
            return tuple(_runs(connection, wanted))

    def keep(self, run: RunId, stretch: Stretch, lists: tuple[ListVersion, ...]) -> None:
        """Keep what one batch came to, and count it, all or none."""
        with writing(self._engine) as connection:
            before = next(_runs(connection, _whole().where(RUNS.c.id == run)))
            counts = before.counts + stretch.counts
            facets = list(_facets(run, stretch.answers))
            count(connection, run, Counter((each.facet, each.value) for each in facets))
            for table, rows in (
                (ANSWERS, [_answer(run, each) for each in stretch.answers]),
                (MATCHES, list(_matches(run, stretch.answers))),
                (FACETS, [each._asdict() for each in facets]),
                (PROBLEMS, list(_problems(run, before.counts.problems, stretch.problems))),
            ):
                if rows:
                    connection.execute(insert(table), rows)
            connection.execute(
                update(RUNS)
                .where(RUNS.c.id == run)
                .values(
                    counts=canonical_json(asdict(counts)),
                    lists=canonical_json([asdict(each) for each in lists]),
                    batches=RUNS.c.batches + 1,
                )
            )

    def remove(self, run: RunId, who: str) -> None:
        """Remove a run and its answers; uploads, judgements and the audit log stay."""
        gone = self.get(run)
        with writing(self._engine) as connection:
            for table in (*_OF_ANSWERS, JOBS):
                connection.execute(delete(table).where(table.c.run == run))
            connection.execute(delete(RUNS).where(RUNS.c.id == run))
            change = (canonical_json(_asked_object(gone.asked)), "")
            self._audit.within(connection, who, "remove", str(run), change)


_UPLOAD: Final = tuple(UPLOADS.c[name] for name in ("digest", "name", "size", "moment"))
_JOB: Final = tuple(
    JOBS.c[name] for name in ("state", "done", "total", "said", "attempts", "unwanted")
)
_RUN: Final = tuple(
    RUNS.c[name] for name in ("id", "asked", "who", "moment", "counts", "lists", "batches")
)


def _whole() -> Select[tuple[object, ...]]:
    joined = RUNS.join(UPLOADS, UPLOADS.c.id == RUNS.c.upload)
    return select(*_RUN, *_UPLOAD, *_JOB).select_from(
        joined.join(JOBS, JOBS.c.run == RUNS.c.id)
    )


def _runs(connection: Connection, wanted: Select[tuple[object, ...]]) -> Iterator[Run]:
    for row in connection.execute(wanted).all():
        yield _run(row)


def _run(row: Row[tuple[object, ...]]) -> Run:
    run, asked, who, moment, counts, lists, batches = row[: len(_RUN)]
    digest, name, size, handed = row[len(_RUN) : len(_RUN) + len(_UPLOAD)]
    state, done, total, said, attempts, unwanted = row[len(_RUN) + len(_UPLOAD) :]
    return Run(
        RunId(int(str(run))),
        Upload(Sha256(str(digest)), str(name), int(str(size)), str(handed)),
        _asked(json.loads(str(asked))),
        str(who),
        str(moment),
        Job(
            JobState(str(state)),
            int(str(done)),
            _count(total),
            str(said),
            int(str(attempts)),
            bool(unwanted),
        ),
        Counts(**json.loads(str(counts))),
        tuple(_list(each) for each in json.loads(str(lists))),
        int(str(batches)),
    )


def _count(value: object) -> int | None:
    return None if value is None else int(str(value))


def _asked_object(asked: Asked) -> dict[str, object]:
    return {
        "profile": asked.profile,
        "mapping": [list(each) for each in asked.mapping],
        "kind": None if asked.kind is None else asked.kind.value,
        "as_of": None if asked.as_of is None else asked.as_of.isoformat(),
        "every": asked.every,
        "tables": list(asked.tables),
        "lists": list(asked.lists),
    }


def _asked(said: Mapping[str, object]) -> Asked:
    kind, as_of, profile, mapping = (
        said[each] for each in ("kind", "as_of", "profile", "mapping")
    )
    pairs = mapping if isinstance(mapping, list) else []
    return Asked(
        None if profile is None else str(profile),
        tuple((str(one), str(other)) for one, other in pairs),
        None if kind is None else RecordKind(str(kind)),
        None if as_of is None else date.fromisoformat(str(as_of)),
        bool(said["every"]),
        _texts(said.get("tables")),
        _texts(said.get("lists")),
    )


def _texts(value: object) -> tuple[str, ...]:
    """Return texts; none where a run of an earlier release did not keep them."""
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _list(said: Mapping[str, object]) -> ListVersion:
    name, version, vintage, licence = (
        str(said[each]) for each in ("name", "version", "vintage", "licence")
    )
    tally = said["reviews"]
    reviews = ReviewTally(**tally) if isinstance(tally, dict) else None
    age, stale = (said.get(each) for each in ("age", "stale"))
    return ListVersion(
        *(name, version, vintage, licence, reviews),
        age=None if age is None else str(age),
        stale=None if stale is None else str(stale),
    )


def _answer(run: RunId, answer: AnswerRow) -> dict[str, object]:
    return {
        "run": run,
        "number": answer.number,
        "key": answer.key,
        "name": answer.name,
        "folded": folded(answer.name),
        "state": answer.state,
        "judged": answer.judged,
        "score": answer.score,
        "place": answer.place,
        "told": answer.told,
        "waits": int(any(each.waits for each in answer.matches)),
    }


def _matches(run: RunId, answers: Iterable[AnswerRow]) -> Iterator[dict[str, object]]:
    for answer in answers:
        for match in answer.matches:
            yield {"run": run, "number": answer.number, **asdict(match)}


class _Facet(NamedTuple):
    run: int
    facet: str
    value: str
    number: int


def _facets(run: RunId, answers: Iterable[AnswerRow]) -> Iterator[_Facet]:
    for answer in answers:
        for facet, value in sorted({(STATE, answer.judged), *answer.facets}):
            yield _Facet(run, facet, value, answer.number)


def _problems(run: RunId, before: int, told: Iterable[str]) -> Iterator[dict[str, object]]:
    for number, each in enumerate(told, start=before + 1):
        yield {"run": run, "number": number, "told": each}
