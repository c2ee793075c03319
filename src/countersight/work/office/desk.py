"""What can be done at a desk: hand files in, have them screened, judge what was found."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO, Final

from countersight.errors import ConflictError, SettingError
from countersight.ids import EvidenceDigest, RecordKey, VendorId, canonical_json
from countersight.messages import sentence
from countersight.model.catalogue import Catalogue
from countersight.model.office import Asked, Filter, Job, KeptReview, Run, RunId
from countersight.model.record import RecordKind
from countersight.model.review import Review, Verdict
from countersight.model.rules import Item, Turn
from countersight.ports import Clock, OfficeStore
from countersight.work.office.asking import kept_profile, known_profile, profile_of, words_of
from countersight.work.office.held import LISTS, HeldLists
from countersight.work.office.screenings import Screenings
from countersight.work.office.stated import MAPPING, RECORDS, Stated, document
from countersight.work.rules import Rules

LARGEST: Final = 1024**3
"""Bytes of one upload."""
LONGEST_NAME: Final = 200
LATEST: Final = 5
"""Runs that home tells of."""
AHEAD: Final = 365
"""Days ahead that deadlines are told."""
STALE: Final = 180
"""Days after which the catalogue is called old."""
PROFILE: Final = "profile"
"""The setting that says who asks, where a run does not."""
WHO: Final = "who"
"""The setting that says who judges, where a form does not."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person says of one match, and what they had seen when they said it."""

    run: RunId
    number: int
    entity: VendorId
    verdict: Verdict
    reason: str
    who: str
    until: date | None = None
    seen: int | None = None
    """Number of the latest judgement that they saw; None for none."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The use cases of one office."""

    store: OfficeStore
    catalogue: Catalogue
    screenings: Screenings
    clock: Clock
    wake: Callable[[], None]
    """Tells the worker that something waits."""
    lists: HeldLists
    hindrance: Callable[[], str] = str
    """Says what stands in the way of the worker; nothing where nothing does."""

    def hand_in(self, name: str, stream: BinaryIO, who: str = "") -> int:
        """Keep a file, and return the number of the upload.

        Raises:
            SourceError: it is larger than ``LARGEST``, or ends too early.
            StoreError: it can't be written.
        """
        kept, size = self.store.uploads.take(stream, LARGEST)
        return self.store.runs.upload(name[-LONGEST_NAME:], kept, size, who)

    def check(self, asked: Asked) -> None:
        """Make sure that a profile and lists can be asked, before anything is kept.

        Raises:
            AbsentError: a list is not held.
            ProfileError: there is no such profile.
        """
        known_profile(asked.profile)
        self.lists.pinned(asked.lists, asked.as_of or self.clock.today())

    def ask(self, upload: int, asked: Asked, who: str) -> Run:
        """Ask for an upload to be screened; the day and the versions of lists are fixed now.

        Raises:
            AbsentError: there is no such upload, or a list is not held.
            ProfileError: there is no such profile.
        """
        known_profile(asked.profile)
        self.store.runs.uploaded(upload)
        on = asked.as_of or self.clock.today()
        fixed = replace(asked, as_of=on, lists=self.lists.pinned(asked.lists, on))
        self.screenings.check(fixed)
        run = self.store.runs.ask(upload, fixed, who)
        self.wake()
        return self.store.runs.get(run)

    def cancel(self, run: RunId, who: str) -> None:
        """Ask for a run to be cancelled; what was found until then is kept."""
        before = self.store.runs.get(run).job
        self.store.jobs.cancel(run)
        after = self.store.runs.get(run).job
        self.store.audit.note(who, "cancel", str(run), (_said(before), _said(after)))

    def ask_of(self, records: Sequence[Stated], asked: Asked, who: str) -> Run:
        """Ask for records that a program states to be screened as a run.

        Raises:
            ProfileError: there is no such profile.
            StoreError: they can't be written.
        """
        kind = asked.kind or RecordKind.SUPPLIER
        fixed = replace(asked, mapping=MAPPING, kind=kind)
        return self.ask_file(f"{RECORDS}.json", io.BytesIO(document(records)), fixed, who)

    def ask_file(self, name: str, stream: BinaryIO, asked: Asked, who: str) -> Run:
        """Keep a file and ask for it to be screened; of what can't be asked, nothing is kept.

        Raises:
            ProfileError: there is no such profile.
            SourceError: the file is larger than ``LARGEST``, or ends too early.
            StoreError: it can't be written.
        """
        self.check(asked)
        return self.ask(self.hand_in(name, stream), asked, who)

    def remove(self, run: RunId, who: str) -> None:
        """Remove a run that is over; its upload, the judgements and the audit log stay.

        Raises:
            AbsentError: there is no such run.
            ConflictError: it is not over.
        """
        if not self.store.runs.get(run).job.state.is_over:
            raise ConflictError(
                sentence("run {run} is not over", run=run),
                hint=sentence("Cancel it first, and remove it once it is cancelled."),
            )
        self.store.runs.remove(run, who)

    def judge(self, judged: Judged) -> KeptReview:
        """Keep what a person says of a match; it counts at once, and in later runs.

        Raises:
            AbsentError: there is no such match.
            ConflictError: somebody judged it in between.
            SettingError: who it is, or why, is not said; or it ends before it begins.
        """
        who, reason = judged.who.strip(), judged.reason.strip()
        if not who:
            raise SettingError(
                sentence("nobody is named who judges"),
                hint=sentence("Write a name or an office."),
            )
        if not reason:
            raise SettingError(
                sentence("a judgement needs a reason"), hint=sentence("Say what you looked at.")
            )
        answer = self.store.answers.one(judged.run, judged.number)
        match = answer.match(judged.entity)
        today = self.clock.today()
        if judged.until is not None and judged.until < today:
            raise SettingError(
                sentence("{until} is past already", until=judged.until),
                hint=sentence("Name a later day, or none."),
            )
        review = Review(
            RecordKey(answer.key),
            judged.entity,
            judged.verdict,
            reason,
            who,
            today,
            EvidenceDigest(match.evidence),
            judged.until,
        )
        return self.store.reviews.add(review, seen=judged.seen)

    def undo(self, number: int, who: str) -> KeptReview:
        """Take a judgement back.

        Raises:
            AbsentError: there is none of that number, or it is undone already.
        """
        return self.store.reviews.undo(number, who.strip() or "nobody named")

    def who(self, said: str) -> str:
        """Return who does something: as it is said, or the office's own setting."""
        return said.strip() or self.store.settings.get(WHO)

    def asked_lists(self) -> tuple[str, ...]:
        """Return the lists that are asked where a run does not say which."""
        return tuple(self.store.settings.get(LISTS).split())

    def words(self) -> str:
        """Return roles and place of who asks; empty where the office does not say."""
        name = kept_profile(self.store.settings.get(PROFILE))
        profile = profile_of(name, self.catalogue.vocabulary)
        return "" if profile is None else words_of(profile)

    def attention(self) -> "Attention":
        """Return what a person should look at next."""
        today = self.clock.today()
        name = kept_profile(self.store.settings.get(PROFILE))
        due = self._agenda(name, today) if name else ()
        return Attention(
            self.store.answers.waiting_count(None),
            self.store.runs.latest(LATEST),
            (today - self.catalogue.verified_on).days,
            name,
            tuple(each for each in due if each.turn is Turn.DUE),
        )

    def _agenda(self, name: str, today: date) -> tuple[Item, ...]:
        profile = profile_of(name, self.catalogue.vocabulary)
        if profile is None or not profile.decides:
            return ()
        return Rules(self.catalogue).agenda(words_of(profile), today, AHEAD)

    def whole(self, run: RunId) -> tuple[Run, int]:
        """Return a run, and how many answers it keeps."""
        return self.store.runs.get(run), self.store.answers.count(run, Filter())


def _said(job: Job) -> str:
    return canonical_json(
        {"state": job.state.value, "done": job.done, "cancel": job.is_unwanted}
    )


@dataclass(frozen=True, slots=True)
class Attention:
    """What waits for a person."""

    waiting: int
    """Answers that nobody judged."""
    latest: tuple[Run, ...]
    catalogue_age: int
    """Days since the catalogue was verified."""
    profile: str
    """Who asks, where a run does not say; empty where nobody said."""
    due: tuple[Item, ...]
    """Deadlines of the profile, passed ones that stand first."""

    @property
    def is_stale(self) -> bool:
        """Whether a newer catalogue should be looked for."""
        return self.catalogue_age > STALE

    @property
    def overdue(self) -> int:
        """How many deadlines are passed and stand."""
        return sum(each.days < 0 for each in self.due)

    @property
    def deadlines(self) -> tuple[Item, ...]:
        """Those to come."""
        return tuple(each for each in self.due if each.days >= 0)
