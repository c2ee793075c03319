"""Judgements on matches: added and undone, never changed and never removed."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection, Engine, func, insert, select, update

from countersight.errors import AbsentError, ConflictError
from countersight.ids import EvidenceDigest, RecordKey, VendorId, canonical_json
from countersight.messages import sentence
from countersight.model.office import KeptReview
from countersight.model.review import Review, Verdict
from countersight.ports import Watch
from countersight.stores.case.database import reading, writing
from countersight.stores.office.audit import SqlAudit
from countersight.stores.office.judging import judge_again
from countersight.stores.office.tables import REVIEWS

_COLUMNS: Final = (
    *("id", "record", "entity", "verdict", "reason", "who"),
    *("day", "until", "evidence", "moment", "undone"),
)


class SqlReviews:
    """The judgements of one office (see ``ports.ReviewStore``)."""

    def __init__(self, engine: Engine, watch: Watch, audit: SqlAudit) -> None:
        self._engine = engine
        self._watch = watch
        self._audit = audit

    def add(self, review: Review, *, seen: int | None) -> KeptReview:
        """Keep a judgement, and let it count in every run.

        Raises:
            ConflictError: somebody judged the same in between.
        """
        moment = self._watch.now()
        with writing(self._engine) as connection:
            before = _latest(connection, review.record, review.entity)
            there = None if before is None else before.number
            if there != seen:
                raise ConflictError(
                    sentence("somebody else judged this match in between"),
                    hint=sentence(
                        "Look at what was said, and judge again where you see it otherwise."
                    ),
                )
            made = connection.execute(insert(REVIEWS).values(**_values(review), moment=moment))
            number = int((made.inserted_primary_key or (0,))[0])
            kept = KeptReview(number, review, moment)
            self._changed(connection, before, kept, review.who)
        return kept

    def undo(self, number: int, who: str) -> KeptReview:
        """Take a judgement back; it stays in the history.

        Raises:
            AbsentError: there is none of that number, or it is undone already.
        """
        with writing(self._engine) as connection:
            one = next(_rows(connection, REVIEWS.c.id == number), None)
            if one is None or one.is_undone:
                raise AbsentError(
                    sentence("there is no judgement {number} to take back", number=number)
                )
            connection.execute(update(REVIEWS).where(REVIEWS.c.id == number).values(undone=1))
            after = _latest(connection, one.review.record, one.review.entity)
            self._changed(connection, one, after, who)
            return KeptReview(number, one.review, one.moment, is_undone=True)

    def history(self, record: str, entity: str) -> tuple[KeptReview, ...]:
        """Return every judgement on one match, oldest first."""
        same = (REVIEWS.c.record == record) & (REVIEWS.c.entity == entity)
        with reading(self._engine) as connection:
            return tuple(_rows(connection, same))

    def current(self) -> tuple[Review, ...]:
        """Return the judgements that count, one a match."""
        newest = (
            select(func.max(REVIEWS.c.id))
            .where(REVIEWS.c.undone == 0)
            .group_by(REVIEWS.c.record, REVIEWS.c.entity)
        )
        with reading(self._engine) as connection:
            return tuple(each.review for each in _rows(connection, REVIEWS.c.id.in_(newest)))

    def _changed(
        self,
        connection: Connection,
        before: KeptReview | None,
        after: KeptReview | None,
        who: str,
    ) -> None:
        one = after or before
        if one is None:
            return
        about = f"{one.review.record} {one.review.entity}"
        change = (_said(before), _said(after))
        self._audit.within(connection, who, "review", about, change)
        judge_again(connection, one.review.record, one.review.entity, after)


def _said(kept: KeptReview | None) -> str:
    return "" if kept is None else canonical_json({"id": kept.number, **_values(kept.review)})


def _values(review: Review) -> dict[str, str | None]:
    return {
        "record": review.record,
        "entity": review.entity,
        "verdict": review.verdict.value,
        "reason": review.reason,
        "who": review.who,
        "day": review.when.isoformat(),
        "until": None if review.until is None else review.until.isoformat(),
        "evidence": review.evidence,
    }


def _latest(connection: Connection, record: str, entity: str) -> KeptReview | None:
    same = (REVIEWS.c.record == record) & (REVIEWS.c.entity == entity)
    found = tuple(_rows(connection, same & (REVIEWS.c.undone == 0)))
    return found[-1] if found else None


def _rows(connection: Connection, wanted: object) -> Iterator[KeptReview]:
    columns = [REVIEWS.c[name] for name in _COLUMNS]
    asked = select(*columns).where(wanted).order_by(REVIEWS.c.id)  # type: ignore[arg-type]
    for row in connection.execute(asked).all():
        yield _kept(row)


def _kept(row: Sequence[object]) -> KeptReview:
    number, record, entity, verdict, reason, who, day, until, evidence, moment, undone = row
    review = Review(
        RecordKey(str(record)),
        VendorId(str(entity)),
        Verdict(str(verdict)),
        str(reason),
        str(who),
        date.fromisoformat(str(day)),
        EvidenceDigest(str(evidence)),
        None if until is None else date.fromisoformat(str(until)),
    )
    return KeptReview(int(str(number)), review, str(moment), is_undone=bool(undone))
