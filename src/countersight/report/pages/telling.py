"""What to ask, what could not be checked or read, and what every answer rests on."""

from collections.abc import Iterable, Iterator

from countersight.messages import _, spoken
from countersight.model.finding import Counts, Grounds, Screened
from countersight.model.match import State
from countersight.model.profile import Profile
from countersight.model.record import Reading
from countersight.model.vocabulary import FactDefinition, FactKind, Vocabulary
from countersight.render.escaping import shortened
from countersight.render.html import Child, Html, element, joined, link
from countersight.render.tables import Cell, Sorted, table, terms
from countersight.report.faces import NOTICE
from countersight.report.pages.cards import shown_name
from countersight.report.pages.gather import DutyKey, Gathered, QuestionTold
from countersight.report.words import ANSWERS, REASONS, match_words, value_words, version_words

_LONGEST = 600


def questions(gathered: Gathered, words: Vocabulary) -> Iterator[Html]:
    """Yield each question once, with what would answer it and which duties wait for it."""
    asked = sorted(gathered.questions.values(), key=lambda told: (-told.records, told.name))
    if not asked:
        yield element("p", _("Nothing has to be asked."))
        return
    yield element(
        "p",
        _(
            "A duty that depends, or an exemption that may free from it, waits for "
            "one of these facts. State it in a column of that name, or in a profile, "
            "and screen again."
        ),
    )
    yield table(
        _("Questions, the one that most records wait for first"),
        (
            _("Fact"),
            _("What it means"),
            _("Answers"),
            _("Decides"),
            _("May free from"),
            _("Records"),
        ),
        [_question(told, words.facts.get(told.name), gathered) for told in asked],
        numbers=frozenset({5}),
        sortable=True,
    )


def _question(
    told: QuestionTold, known: FactDefinition | None, gathered: Gathered
) -> tuple[Cell, ...]:
    meaning = ANSWERS.get(told.name) or (known.meaning if known is not None else "")
    return (
        element("code", told.name, id=f"q-{told.name}"),
        meaning,
        _answers(known),
        _links(told.duties, gathered),
        _links(told.frees, gathered),
        Sorted(f"{told.records:,}", told.records),
    )


def _answers(known: FactDefinition | None) -> str:
    if known is None:
        return ""
    if known.words:
        return ", ".join(known.words)
    kinds = {
        FactKind.TRUTH: _("yes or no"),
        FactKind.DATE: _("a day"),
        FactKind.NUMBER: _("a number"),
    }
    return kinds.get(known.kind, "text")


def _links(keys: Iterable[DutyKey], gathered: Gathered) -> Html:
    numbers = sorted(gathered.duties[key].number for key in keys)
    return joined(
        (link(f"#d{each}", _("duty {each}").format(each=each)) for each in numbers), ", "
    )


def not_checked(gathered: Gathered) -> Iterator[Html]:
    """Yield how many records were not checked and why, and those that the run tells of."""
    counts = gathered.counts
    reasons = {"withheld": counts.withheld, "person": counts.person, "no-name": counts.no_name}
    yield table(
        _("Records that were not checked"),
        (_("Reason"), _("Records")),
        [(REASONS[name].capitalize(), f"{count:,}") for name, count in reasons.items()],
        numbers=frozenset({1}),
    )
    if gathered.not_checked:
        yield _records(_("Records that were not checked, one by one"), gathered.not_checked)
    yield from _more(gathered.unlisted[State.NOT_CHECKED], "records")


def no_match(gathered: Gathered) -> Iterator[Html]:
    """Yield the records without a match that the run tells of."""
    yield _records(_("Records without a match"), gathered.no_match)
    yield from _more(gathered.unlisted[State.NO_MATCH], "records")


def _records(caption: str, records: Iterable[Screened]) -> Html:
    rows = [(shown_name(each.record), _why(each), str(each.record.origin)) for each in records]
    return table(caption, (_("Name"), _("Reason"), _("Place")), rows, sortable=True)


def _why(screened: Screened) -> str:
    """Return why a record was not checked, or which entities it was found not to be."""
    name = screened.record.name
    told = (shortened(match_words(match, name), _LONGEST) for match in screened.matches)
    return REASONS.get(screened.reason, screened.reason) or "; ".join(told)


def problems(gathered: Gathered) -> Iterator[Html]:
    """Yield what was handed in and could not be read."""
    if not gathered.problems:
        yield element("p", _("Everything that was handed in could be read."))
        return
    yield table(
        _("Problems"),
        (
            _("Place"),
            _("What is wrong"),
            _("What to do"),
            _("Code"),
            _("Rows"),
            _("Read to the end"),
        ),
        [
            (
                str(each.origin),
                shortened(spoken(each.message), _LONGEST),
                shortened(spoken(each.hint), _LONGEST),
                element("code", each.code),
                Sorted(f"{each.rows:,}", each.rows),
                "no" if each.stops else "yes",
            )
            for each in gathered.problems
        ],
        numbers=frozenset({4}),
        sortable=True,
    )
    yield from _more(gathered.more_problems, "problems")


def _more(count: int, what: str) -> Iterator[Html]:
    if count:
        said = _(
            "And {count:,} more {what}; the formats csv and jsonl tell of every one."
        ).format(count=count, what=what)
        yield element("p", said, class_="notice")


def files(gathered: Gathered) -> Iterator[Html]:
    """Yield how each table was understood, and how many of its records came out how."""
    yield table(
        _("Files, and how each was read"),
        (
            _("File"),
            _("Read as"),
            _("Columns"),
            _("Ignored"),
            _("Records"),
            _("Match"),
            _("Review"),
            _("Not checked"),
        ),
        [_file(reading, counts) for reading, counts in gathered.readings.items()],
        numbers=frozenset({4, 5, 6, 7}),
        sortable=True,
    )


def _file(reading: Reading, counts: Counts) -> tuple[Cell, ...]:
    kind = (
        _(", {value} records").format(value=reading.kind.value)
        if reading.kind is not None
        else ""
    )
    notes = f" ({', '.join(map(spoken, reading.notes))})" if reading.notes else ""
    mapped = ", ".join(f"{field} = {header}" for field, header in reading.mapped)
    numbers = (counts.records, counts.match, counts.review, counts.not_checked)
    return (
        str(reading.origin),
        shortened(f"{reading.format}{kind}{notes}", _LONGEST),
        shortened(mapped, _LONGEST),
        shortened(", ".join(reading.ignored), _LONGEST),
        *(Sorted(f"{number:,}", number) for number in numbers),
    )


def lists(gathered: Gathered, grounds: Grounds) -> Iterator[Html]:
    """Yield every list that the answers rest on, who asked, and the day of asking."""
    yield table(
        _("Lists that every record was checked against"),
        (_("List"), _("Version"), _("Facts up to"), _("Licence")),
        [
            (spoken(each.name), version_words(each), each.vintage, each.licence)
            for each in (*grounds.lists, *gathered.lists)
        ],
    )
    yield terms(((_("As of"), str(grounds.as_of)), *_profile(grounds.profile)))
    yield element("p", NOTICE, class_="notice")


def _profile(profile: Profile | None) -> Iterator[tuple[str, Child]]:
    if profile is None:
        yield _("Who asks"), _("nobody said")
        return
    yield _("Who asks"), profile.name
    if not profile.decides:
        yield _("Asked for"), _("facts only: no duty was decided")
        return
    yield _("Place"), profile.place
    yield _("Roles"), ", ".join(profile.roles)
    if profile.assume:
        assumed = (f"{name}: {value_words(value)}" for name, value in profile.assume.items())
        yield _("Assumed unless a record says otherwise"), "; ".join(assumed)
    acts = (f"{kind.value}: {', '.join(acts)}" for kind, acts in profile.acts.items())
    told = "; ".join(acts)
    if told:
        yield _("Acts that a record stands for"), told
