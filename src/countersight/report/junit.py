"""JUnit XML: a test case for each file that was read, and for each record that is told.

No standard defines the format; what is written here is what CI systems read in common. A record
fails where it is at or above the level of ``--fail-on``, as the exit status does; a file is an
error where it could not be read to its end; a record that was not checked is skipped.
"""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Final

from countersight.messages import _, spoken
from countersight.model.finding import Counts, Grounds, ListVersion, Screened, ScreenedBatch
from countersight.model.match import State
from countersight.model.record import Origin, Problem
from countersight.model.vocabulary import Vocabulary
from countersight.render.escaping import shortened, visible
from countersight.report.faces import NOTICE, Manner
from countersight.report.text import Text
from countersight.report.words import REASONS, name_words, version_words

_MOST_IN_MEMORY: Final = 1 << 20
_CHUNK: Final = 1 << 16
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class JUnit:
    """Writes one suite when all batches have passed, as its counts come first."""

    grounds: Grounds
    vocabulary: Vocabulary
    manner: Manner
    _cases: "tempfile.SpooledTemporaryFile[str]" = field(
        default_factory=lambda: tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed by `end`
            _MOST_IN_MEMORY, "w+", encoding="utf-8", newline=""
        ),
        init=False,
    )
    _tally: Counter[str] = field(default_factory=Counter, init=False)
    _files: dict[Origin, list[Problem]] = field(default_factory=dict, init=False)
    """Problems that end an input, by the table that they stand in."""

    _asked: dict[ListVersion, None] = field(default_factory=dict, init=False)
    """Registries that hardware addresses were asked of."""

    def begin(self) -> Iterator[str]:
        """Yield nothing: the counts of the suite come first."""
        return iter(())

    def batch(self, batch: ScreenedBatch) -> Iterator[str]:
        """Yield nothing, and keep the cases of a batch on disk."""
        self._asked.update(dict.fromkeys(batch.lists))
        found = self._files.setdefault(batch.reading.origin, [])
        found.extend(problem for problem in batch.problems if problem.stops)
        for screened in batch.records:
            self._cases.write(self._record(screened))
        return iter(())

    def end(self, counts: Counts) -> Iterator[str]:
        """Yield the suite."""
        for origin, stops in self._files.items():
            self._cases.write(self._file(origin, stops))
        tally = _attributes(
            tests=str(self._tally["tests"]),
            failures=str(self._tally["failures"]),
            errors=str(self._tally["errors"]),
            skipped=str(self._tally["skipped"]),
        )
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield f'<testsuites{tally}>\n<testsuite name="countersight"{tally}>\n'
        yield f"<properties>\n{''.join(self._properties(counts))}</properties>\n"
        with self._cases as cases:
            cases.seek(0)
            while piece := cases.read(_CHUNK):
                yield piece
        yield "</testsuite>\n</testsuites>\n"

    def _properties(self, counts: Counts) -> Iterator[str]:
        profile = self.grounds.profile
        lists = dict.fromkeys((*self.grounds.lists, *self._asked))
        pairs = [(f"list {each.name}", version_words(each)) for each in lists]
        pairs += [
            ("as of", self.grounds.as_of.isoformat()),
            ("profile", "" if profile is None else profile.name),
            ("records", str(counts.records)),
            ("not checked", str(counts.not_checked)),
            ("problems", str(counts.problems)),
            ("notice", _(NOTICE)),
        ]
        for name, value in pairs:
            yield f"<property{_attributes(name=name, value=value)}/>\n"

    def _record(self, screened: Screened) -> str:
        record = screened.record
        self._tally["tests"] += 1
        name = f"{name_words(record.name) or record.kind.value} ({_place(record.origin)})"
        head = f"<testcase{_attributes(classname=record.origin.file, name=name)}>"
        return f"{head}{self._outcome(screened)}</testcase>\n"

    def _outcome(self, screened: Screened) -> str:
        if self.manner.fails(screened):
            self._tally["failures"] += 1
            lines = list(Text(self.grounds, self.vocabulary).record(screened))
            head = _attributes(message=lines[0], type=screened.state.value)
            return f"<failure{head}>{_text(lines)}</failure>"
        if screened.state is State.NOT_CHECKED:
            self._tally["skipped"] += 1
            reason = REASONS.get(screened.reason, screened.reason)
            return f"<skipped{_attributes(message=reason)}/>"
        return ""

    def _file(self, origin: Origin, stops: list[Problem]) -> str:
        self._tally["tests"] += 1
        name = _("{origin} was read").format(origin=origin)
        head = f"<testcase{_attributes(classname=origin.file, name=name)}>"
        wrong = ""
        if stops:
            self._tally["errors"] += 1
            said = [f"{each.origin}: {spoken(each.message)} [{each.code}]" for each in stops]
            about = _attributes(message=spoken(stops[0].message), type=stops[0].code)
            wrong = f"<error{about}>{_text(said)}</error>"
        return f"{head}{wrong}</testcase>\n"


def _place(origin: Origin) -> str:
    return str(origin).removeprefix(origin.file).lstrip("!:#") or _("whole file")


def _attributes(**values: str) -> str:
    made = (f' {name.rstrip("_")}="{escape(_safe(value))}"' for name, value in values.items())
    return "".join(made)


def _safe(value: str) -> str:
    return shortened(visible(value), _LONGEST)


def _text(lines: Iterable[str]) -> str:
    """Return lines without a character that XML 1.0 has no place for (2.2)."""
    return "\n".join(escape(visible(line), quote=False) for line in lines)
