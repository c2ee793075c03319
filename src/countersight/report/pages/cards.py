"""One card for each answer: who it may be, on which evidence, and what the law asks."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from countersight.messages import _, counted, spoken
from countersight.model.decision import Decision, Outcome
from countersight.model.finding import Grounds
from countersight.model.match import Evidence, Match, State
from countersight.model.profile import Profile
from countersight.model.record import TEXT_COLUMNS, Record
from countersight.render.escaping import shortened
from countersight.render.html import Child, Html, element, joined, link, named
from countersight.render.tables import table
from countersight.report.assumed import follows, told_once
from countersight.report.pages.gather import Card, DutyTold, Gathered, Told, duty_key
from countersight.report.pages.known import beside, facts_only
from countersight.report.words import OUTCOMES, SIDES, STATES, if_words, name_words, tie_words

_NAME: Final = 300
_SENTENCE: Final = 600


def ordered(gathered: Gathered) -> list[Card]:
    """Return the cards: matches before reviews, the strongest duty first, then as they came."""
    return sorted(
        gathered.cards.values(),
        key=lambda card: (card.state is not State.MATCH, card.strength, card.number),
    )


def cards_of(gathered: Gathered, grounds: Grounds) -> Iterator[Html]:
    """Yield the filters, and a card for each answer."""
    cards = ordered(gathered)
    if not cards:
        yield element("p", _("No record matches an entry of the lists, and none may match."))
        return
    facts = (fact for card in cards for each in _decisions(card) for fact in each.assumed)
    if (said := told_once(facts, grounds.profile)) is not None:
        yield element("p", shortened(said, _SENTENCE), class_="notice")
    yield _filters(cards, gathered)
    yield Html('<div class="cards" id="cards">')
    for card in cards:
        yield _card(card, gathered, grounds)
    yield Html("</div>")
    if gathered.untold:
        yield element(
            "p",
            _(
                "{untold:,} more records match or may match and have no card here: a "
                "page holds no more. The formats csv and jsonl tell of every one."
            ).format(untold=gathered.untold),
            class_="notice",
        )


def _decisions(card: Card) -> Iterator[Decision]:
    return (decision for _, made in card.told for _, decision in made)


def state_tag(state: State) -> Html:
    """Return a state as a small label."""
    return element("span", STATES[state], class_=f"tag {state.value.replace('_', '-')}")


def outcome_tag(outcome: Outcome) -> Html:
    """Return what a duty comes to as a small label."""
    return element("span", OUTCOMES[outcome].capitalize(), class_=f"tag {outcome.value}")


def shown_name(record: Record) -> Html:
    """Return the name of a record; what it is where it has none."""
    if record.name:
        return named(shortened(name_words(record.name), _NAME))
    return element("span", _("A {kind} without a name").format(kind=record.kind.value))


def _filters(cards: Sequence[Card], gathered: Gathered) -> Html:
    states = [
        element("option", STATES[state], value=state.value)
        for state in (State.MATCH, State.REVIEW)
        if any(card.state is state for card in cards)
    ]
    duties = [
        element("option", f"{told.restriction.id} / {told.duty.id}", value=f"d{told.number}")
        for told in sorted(gathered.duties.values(), key=lambda told: told.number)
    ]
    return element(
        "form",
        _control(
            "words", _("Words"), element("input", id="words", name="words", type="search")
        ),
        _control("state", _("State"), _choice("state", states)),
        _control("duty", _("Duty"), _choice("duty", duties)) if duties else None,
        element(
            "p",
            element(
                "output",
                _("{shown:,} of {all:,}").format(shown=len(cards), all=len(cards)),
                name="shown",
            ),
            _(" shown"),
        ),
        data_filters="cards",
        hidden=True,
        class_="filters",
        role="search",
        aria_label=_("Show some of the records"),
    )


def _choice(name: str, options: Iterable[Html]) -> Html:
    every = element("option", _("All"), value="")
    return element("select", every, options, id=name, name=name)


def _control(name: str, label: str, control: Html) -> Html:
    return element("p", element("label", label, for_=name), control)


def _card(card: Card, gathered: Gathered, grounds: Grounds) -> Html:
    numbers = dict.fromkeys(
        gathered.duties[duty_key(decision)].number for decision in _decisions(card)
    )
    kind = card.record.kind.value
    many = (
        _("{records:,} {kind} rows").format(records=card.records, kind=kind)
        if card.records > 1
        else kind
    )
    return element(
        "article",
        element("h3", shown_name(card.record), id=f"r{card.number}-h"),
        element(
            "p",
            state_tag(card.state),
            element("span", _("Record {number}").format(number=card.number)),
            element("span", many),
            class_="facts",
        ),
        _row(card),
        (_match(told, card, gathered, grounds) for told in card.told),
        element("p", _("And {more} more that it may be.").format(more=card.more))
        if card.more
        else None,
        _rows(card),
        id=f"r{card.number}",
        class_=f"card {card.state.value}",
        aria_labelledby=f"r{card.number}-h",
        data_state=card.state.value,
        data_duties=" ".join(f"d{number}" for number in numbers),
    )


def _match(told: Told, card: Card, gathered: Gathered, grounds: Grounds) -> Iterator[Html]:
    match, made = told
    yield element("h4", _who(match, card.record.name))
    if len(match.path) > 1:
        path = joined((named(shortened(step, _NAME)) for step in match.path), " \u2192 ")
        yield element("p", _("Path: "), path)
    if match.evidence:
        evidence = sorted(match.evidence, key=lambda each: not each.speaks_for)
        yield element("ul", (_evidence(each) for each in evidence), class_="because")
    yield from beside(match, card.backgrounds, grounds)
    if not facts_only(grounds):
        yield from _duties(match, made, gathered, grounds)


def _who(match: Match, written: str) -> Iterator[Child]:
    """Yield which entity it is, how related, and as which name where that is not the row's."""
    verb, relation = tie_words(match)
    yield f"{verb.capitalize()} {relation}"
    yield named(shortened(match.name, _NAME))
    yield " "
    yield element("code", match.entity)
    called = match.company or match.alias
    if called and called.casefold() not in {written.casefold(), match.name.casefold()}:
        yield _(", as ")
        yield named(shortened(called, _NAME))


def _evidence(evidence: Evidence) -> Html:
    sign = "for" if evidence.speaks_for else "against"
    source = joined((" ", element("code", evidence.source))) if evidence.source else None
    said = element("span", shortened(spoken(evidence.text), _SENTENCE), source)
    return element(
        "li", element("b", SIDES[evidence.speaks_for].capitalize()), said, class_=sign
    )


def _duties(
    match: Match,
    made: Sequence[tuple[tuple[str, ...], Decision]],
    gathered: Gathered,
    grounds: Grounds,
) -> Iterator[Html]:
    if match.judged is State.NO_MATCH:
        return
    if not made:
        said = _("No duty of the catalogue speaks to it, as far as the facts go.")
        yield element("p", said, class_="soft")
    elif grounds.profile is None:
        yield element(
            "p",
            outcome_tag(Outcome.DEPENDS),
            _(" on who asks, and where: {number} of the ").format(
                number=len({duty_key(d) for _, d in made})
            ),
            element("a", "duties", href="#duties"),
            _(" may speak to it."),
        )
    else:
        if match.judged is State.REVIEW:
            yield element("p", _("If it is {entity}:").format(entity=match.entity))
        lines = (
            _duty(acts, decision, gathered.duties[duty_key(decision)], grounds.profile)
            for acts, decision in made
        )
        yield element("ul", lines, class_="asks")


def _duty(
    acts: Sequence[str], decision: Decision, told: DutyTold, profile: Profile | None
) -> Html:
    assumed = [each for each in decision.assumed if not follows(each, profile)]
    condition = shortened(if_words(assumed), _SENTENCE)
    doing = _(" (to {acts})").format(acts=", ".join(acts)) if acts else ""
    head = element(
        "div",
        f"{condition[0].upper()}{condition[1:]}: " if condition else None,
        outcome_tag(decision.outcome),
        " ",
        link(f"#d{told.number}", decision.restriction.title),
        f", {decision.duty.id}{doing}",
    )
    return element("li", head, _when(decision), _asked(decision), _ways(decision))


def _when(decision: Decision) -> Html | None:
    if decision.deadline is None:
        return None
    late = decision.overdue_days
    if late is None:
        return element("p", _("By {deadline}.").format(deadline=decision.deadline))
    past = counted("{late:,} day overdue", "{late:,} days overdue", late).format(late=late)
    mark = element("span", past, class_="tag overdue")
    return element("p", _("By {deadline} ").format(deadline=decision.deadline), mark)


def _ways(decision: Decision) -> Html | None:
    if decision.exemption is not None:
        return element("p", _("Exempt by {exemption}.").format(exemption=decision.exemption))
    if not decision.perhaps:
        return None
    return element(
        "p",
        _("May be exempt by {listed}.").format(
            listed=", ".join(way.id for way in decision.perhaps)
        ),
    )


def _asked(decision: Decision) -> Html | None:
    if not decision.ask:
        return None
    return element("p", link("#ask", _("Ask")), f": {', '.join(decision.ask)}.")


def _row(card: Card) -> Html | None:
    """Return where the only row of a card stands, and what it says."""
    if card.records > 1:
        return None
    [(origin, fields)] = card.rows
    said = (
        element("span", f"{name.replace('_', ' ')} ", element("b", value))
        for name, value in fields
    )
    return element("p", element("code", str(origin)), said, class_="facts")


def _rows(card: Card) -> Iterator[Html]:
    if card.records == 1:
        return
    present = {name for _, fields in card.rows for name, _ in fields}
    columns = [name for name in TEXT_COLUMNS if name in present]
    values = [(str(origin), dict(fields)) for origin, fields in card.rows]
    yield table(
        _("Rows with this answer: {records:,}").format(records=card.records),
        ("place", *(name.replace("_", " ") for name in columns)),
        [(place, *(fields.get(name, "") for name in columns)) for place, fields in values],
    )
    if card.records > len(card.rows):
        more = card.records - len(card.rows)
        yield element(
            "p",
            _("And {more:,} more rows with the same answer.").format(more=more),
            class_="soft",
        )
