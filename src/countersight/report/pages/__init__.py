"""One page (HTML) that holds everything: for people, to keep, to print, to send on.

It needs no network and no script. What was found comes first, by duty and deadline; then each
record with its evidence, what to ask, what could not be checked or read, and what every answer
rests on. It is written when all batches have passed.
"""

from collections.abc import Iterator, Sized
from dataclasses import dataclass, field, replace

from countersight.messages import _, language
from countersight.model.finding import Counts, Grounds, ScreenedBatch
from countersight.model.vocabulary import Vocabulary
from countersight.render.page import Section, Shell, page
from countersight.report.faces import NOTICE
from countersight.report.pages import telling
from countersight.report.pages.cards import cards_of, ordered
from countersight.report.pages.duties import by_deadline, duties_of
from countersight.report.pages.gather import Gathered
from countersight.report.pages.glance import glance


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """Writes one self-contained page when all batches have passed."""

    grounds: Grounds
    vocabulary: Vocabulary
    _gathered: Gathered = field(default_factory=Gathered, init=False)

    def begin(self) -> Iterator[str]:
        """Yield nothing: the page begins with counts."""
        return iter(())

    def batch(self, batch: ScreenedBatch) -> Iterator[str]:
        """Yield nothing, and remember what the batch came to."""
        self._gathered.hear(batch)
        return iter(())

    def end(self, counts: Counts) -> Iterator[str]:
        """Yield the page."""
        self._gathered.counts = counts
        told = by_deadline(self._gathered, self.grounds.as_of)
        self._gathered.arrange(told, ordered(self._gathered))
        who = _("nobody said who asks")
        if self.grounds.profile is not None:
            who = _("asked as {name}").format(name=self.grounds.profile.name)
        shell = Shell(
            _("What was screened, and what was found"),
            _("{records:,} records as of {as_of}, {who}. {notice}").format(
                records=counts.records, as_of=self.grounds.as_of, who=who, notice=_(NOTICE)
            ),
            _(
                "Made by Countersight on your machine; nothing was sent anywhere. {notice}"
            ).format(notice=_(NOTICE)),
        )
        yield from page(replace(shell, lang=language()), self._sections(counts))

    def _sections(self, counts: Counts) -> Iterator[Section]:
        made, grounds, words = self._gathered, self.grounds, self.vocabulary
        hits = counts.match + counts.review
        yield Section("glance", _("At a glance"), glance(made, grounds))
        yield Section(
            "duties", _("Duties"), duties_of(made, grounds, words), _many(made.duties)
        )
        yield Section("records", _("Records"), cards_of(made, grounds), f"{hits:,}")
        yield Section(
            "ask", _("What to ask"), telling.questions(made, words), _many(made.questions)
        )
        unchecked = f"{counts.not_checked:,}"
        yield Section("not-checked", _("Not checked"), telling.not_checked(made), unchecked)
        if made.no_match:
            yield Section(
                "no-match", _("No match"), telling.no_match(made), f"{counts.no_match:,}"
            )
        wrong = f"{counts.problems:,}"
        yield Section("problems", _("Problems"), telling.problems(made), wrong)
        yield Section("files", _("What was read"), telling.files(made), _many(made.readings))
        yield Section("lists", _("What the answers rest on"), telling.lists(made, grounds))


def _many(found: Sized) -> str:
    return f"{len(found):,}"
