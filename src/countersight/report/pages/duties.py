"""Duties: a table by deadline, then each of them at length, once."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from countersight.messages import Words, _, spoken
from countersight.model.decision import Decision, Outcome
from countersight.model.finding import Grounds
from countersight.model.restriction import Cite
from countersight.model.vocabulary import Vocabulary
from countersight.render.html import Child, Html, element, joined, link
from countersight.render.tables import Sorted, table, terms
from countersight.report.merging import STRENGTH
from countersight.report.pages.cards import outcome_tag
from countersight.report.pages.gather import Due, DutyTold, Gathered
from countersight.report.pages.known import facts_only
from countersight.report.words import CHECKED, NOT_BOUND, ask_words, day_words

SOON: Final = timedelta(days=90)
DUE: Final = Words(
    {
        Due.OVERDUE: "Overdue",
        Due.PERHAPS_OVERDUE: "Deadline passed, if it binds",
        Due.SOON: "Due within 90 days",
        Due.LATER: "Due later",
        Due.NO_DEADLINE: "No deadline",
    }
)
_CARDS: Final = 20
"""Records that a duty links to."""


def due(told: DutyTold, as_of: date) -> Due:
    """Return when a duty is to be done, seen from the day of asking."""
    deadline = told.duty.deadline
    if told.overdue_days is not None:
        return Due.OVERDUE
    if deadline is None:
        return Due.NO_DEADLINE
    if deadline < as_of:
        return Due.PERHAPS_OVERDUE
    return Due.SOON if deadline - as_of <= SOON else Due.LATER


def by_deadline(gathered: Gathered, as_of: date) -> list[DutyTold]:
    """Return the duties: overdue first, then by deadline, then by what they come to."""

    def place(told: DutyTold) -> tuple[int, date, int, int, int]:
        when = due(told, as_of)
        deadline = told.duty.deadline or date.max
        return when, deadline, strongest(told), -told.outcomes.total(), told.number

    return sorted(gathered.duties.values(), key=place)


def strongest(told: DutyTold) -> int:
    """Return where the strongest outcome for a match stands in ``STRENGTH``."""
    ranks = [STRENGTH.index(outcome) for outcome in told.outcomes]
    return min(ranks, default=len(STRENGTH))


def duties_of(gathered: Gathered, grounds: Grounds, words: Vocabulary) -> Iterator[Html]:
    """Yield the table of duties, each duty at length, and what does not bind."""
    told = by_deadline(gathered, grounds.as_of)
    if facts_only(grounds):
        yield element("p", _("No duty was decided: the profile asks for facts only."))
    elif not told:
        yield element(
            "p", _("No duty of the catalogue speaks to a record, as far as the facts go.")
        )
    else:
        yield _table(told, grounds.as_of)
        for each in told:
            yield _article(each, words)
    if gathered.not_bound:
        yield _not_bound(gathered)


def _table(told: Iterable[DutyTold], as_of: date) -> Html:
    rows = [
        (
            link(f"#d{each.number}", each.restriction.title, f", {each.duty.id}"),
            Sorted(_outcomes(each), strongest(each)),
            Sorted(_deadline(each, as_of), str(each.duty.deadline or "")),
            Sorted(
                f"{each.overdue_days:,}" if each.overdue_days else "", each.overdue_days or ""
            ),
            Sorted(f"{each.outcomes.total():,}", each.outcomes.total()),
            Sorted(f"{each.perhaps:,}", each.perhaps),
        )
        for each in told
    ]
    return table(
        _("Duties, the most urgent first"),
        (
            _("Duty"),
            _("Comes to"),
            _("Deadline"),
            _("Days overdue"),
            _("Records"),
            _("To review"),
        ),
        rows,
        numbers=frozenset({3, 4, 5}),
        sortable=True,
    )


def _outcomes(told: DutyTold) -> Child:
    if not told.outcomes:
        return _("only if a record under review is the maker")
    return joined((outcome_tag(each) for each in STRENGTH if each in told.outcomes), " ")


def _deadline(told: DutyTold, as_of: date) -> Child:
    when = due(told, as_of)
    if when is Due.NO_DEADLINE:
        return "none"
    if when in {Due.OVERDUE, Due.PERHAPS_OVERDUE}:
        return f"{told.duty.deadline} ", element("span", DUE[when], class_="tag overdue")
    return str(told.duty.deadline)


def _article(told: DutyTold, words: Vocabulary) -> Html:
    duty, law = told.duty, told.restriction
    first = next(iter(told.variants.values()))
    since = _("; look for changes since") if _flagged(told, "unverified_after") else ""
    moving = _("rests on a change that is scheduled and may yet be moved")
    scheduled = moving if _flagged(told, "scheduled_change") else None
    return element(
        "article",
        element("h3", f"{law.title}: {duty.id}", id=f"d{told.number}-h"),
        element(
            "p",
            element("span", _("Duty {number}").format(number=told.number)),
            element("code", f"{law.id}/{duty.id}"),
            class_="facts",
        ),
        element("p", duty.obligation),
        terms(
            (
                (_("When"), day_words(first) or None),
                (_("Where, by whom"), f"{law.jurisdiction}: {law.issuer}"),
                (_("Comes to"), _told_outcomes(told)),
                (_("Depends on"), _asked(told.variants.values(), words)),
                (_("May free from it"), _ways(told, words)),
                (_("Records"), _cards(told)),
                (_("Sources"), _sources(law.cites, duty.cites)),
                (
                    _("Sources speak"),
                    _("through {verified_through}{since}").format(
                        verified_through=law.verified_through, since=since
                    ),
                ),
                (_("Note"), spoken(duty.note) or None),
                (_("Scheduled"), scheduled),
            )
        ),
        id=f"d{told.number}",
        class_="card",
        aria_labelledby=f"d{told.number}-h",
    )


def _told_outcomes(told: DutyTold) -> Html:
    parts = [
        joined((outcome_tag(each), _(" for {outcomes:,}").format(outcomes=told.outcomes[each])))
        for each in STRENGTH
        if told.outcomes[each]
    ]
    if told.perhaps:
        parts.append(joined((_("to be reviewed: "), f"{told.perhaps:,}")))
    return joined(parts, "; ")


def _asked(variants: Iterable[Decision], words: Vocabulary) -> Html | None:
    names = dict.fromkeys(name for each in variants for name in each.ask)
    if not names:
        return None
    return element("ul", (element("li", _question(name, words)) for name in names))


def _question(name: str, words: Vocabulary) -> Child:
    """Return the name of a fact, which leads to the question, and what it means."""
    [said] = ask_words((name,), words)
    return link(f"#q-{name}", name), said.removeprefix(name)


def _ways(told: DutyTold, words: Vocabulary) -> Html | None:
    texts = {str(each.id): each.text for each in told.restriction.exemptions}
    ways: dict[str, tuple[str, ...]] = {}
    for each in told.variants.values():
        if each.outcome is Outcome.EXEMPT and each.exemption is not None:
            ways.setdefault(each.exemption, ())
        for way in each.perhaps:
            ways[way.id] = tuple(dict.fromkeys((*ways.get(way.id, ()), *way.ask)))
    if not ways:
        return None
    return element(
        "ul",
        (
            element(
                "li",
                f"{name}: {texts.get(name, '')} ",
                _to_ask(asks, words),
            )
            for name, asks in ways.items()
        ),
    )


def _to_ask(asks: tuple[str, ...], words: Vocabulary) -> Child:
    if not asks:
        return None
    return _("Ask: "), joined((_question(name, words) for name in asks), "; ")


def _cards(told: DutyTold) -> Html | None:
    if not told.cards:
        return None
    shown = sorted(told.cards, key=lambda card: card.number)[:_CARDS]
    links = joined(
        (
            link(f"#r{card.number}", _("record {number}").format(number=card.number))
            for card in shown
        ),
        ", ",
    )
    more = len(told.cards) - len(shown)
    return joined((links, _(" and {more:,} more").format(more=more) if more > 0 else None))


def _sources(cites: Iterable[Cite], wanted: Iterable[str]) -> Html | None:
    known = {str(cite.id): cite for cite in cites}
    found = [cite for name in wanted if (cite := known.get(name)) is not None]
    if not found:
        return None
    return element("ul", (element("li", _source(cite)) for cite in found), class_="sources")


def _source(cite: Cite) -> Iterator[Child]:
    yield link(cite.url, cite.name)
    if cite.pinpoint:
        yield f", {cite.pinpoint}"
    yield f" ({CHECKED[cite.checked]})"


def _flagged(told: DutyTold, flag: str) -> bool:
    return any(each.startswith(flag) for made in told.variants.values() for each in made.flags)


def _not_bound(gathered: Gathered) -> Html:
    rows = [
        (element("code", law), NOT_BOUND.get(reason, reason), Sorted(f"{count:,}", count))
        for (law, reason), count in sorted(gathered.not_bound.items())
    ]
    return table(
        _("Looked at, and does not bind"),
        (_("Restriction"), _("Because"), _("Records")),
        rows,
        numbers=frozenset({2}),
        sortable=True,
    )
