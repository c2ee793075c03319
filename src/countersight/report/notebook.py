"""What was found as a small piece of HTML, for a notebook; no script, nothing fetched."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from typing import Final

from countersight.messages import _, marked, spoken
from countersight.model.finding import Counts, Grounds, Screened
from countersight.model.match import State
from countersight.render.escaping import shortened, visible
from countersight.report.faces import NOTICE
from countersight.report.summary import counts_lines
from countersight.report.words import LABELS, OUTCOMES, REASONS, match_words, name_words

ROWS: Final = 20
"""Records that are shown; a notebook is no report."""
_LONGEST: Final = 160
_HEAD: Final = (
    marked("place"),
    marked("state"),
    marked("record"),
    marked("what it is"),
    marked("duties"),
)


def as_html(records: Iterable[Screened], counts: Counts, grounds: Grounds) -> str:
    """Return the first records in a table, the counts above it, and the grounds below."""
    told = list(islice(records, ROWS + 1))
    head = "".join(f'<th scope="col">{_(title)}</th>' for title in _HEAD)
    body = "".join(f"<tr>{''.join(_cells(each))}</tr>" for each in told[:ROWS])
    more = (
        f"<p>{_('More records are told than are shown here.')}</p>" if len(told) > ROWS else ""
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    caption = escape("; ".join(counts_lines(counts)))
    return f"<div><p>{caption}</p>{table if told else ''}{more}<p>{_under(grounds)}</p></div>"


def _cells(screened: Screened) -> Iterator[str]:
    record = screened.record
    yield _cell(str(record.origin))
    yield _cell(LABELS[screened.state])
    yield _cell(name_words(record.name))
    if screened.matches:
        yield _cell(match_words(screened.matches[0], record.name))
    else:
        yield _cell(REASONS.get(screened.reason, screened.reason))
    yield _cell(_duties(screened))


def _duties(screened: Screened) -> str:
    """Return the duties of the best match, strongest first, each once."""
    best = screened.matches[0] if screened.matches else None
    if best is None or best.judged is State.NO_MATCH:
        return ""
    told = (
        f"{OUTCOMES[each.decision.outcome]}: "
        f"{each.decision.restriction.id}/{each.decision.duty.id}"
        for each in screened.findings
        if each.match == best
    )
    return "; ".join(dict.fromkeys(told))


def _cell(text: str) -> str:
    """Return a cell whose text can neither be markup nor turn the line around (UAX #9)."""
    return f"<td><bdi>{escape(shortened(visible(text), _LONGEST))}</bdi></td>"


def _under(grounds: Grounds) -> str:
    lists = ", ".join(f"{spoken(each.name)} {each.version}" for each in grounds.lists)
    who = grounds.profile.name if grounds.profile is not None else _("no profile")
    said = _("Checked against {lists}. As of {as_of}; {who}. {notice}").format(
        lists=lists, as_of=grounds.as_of, who=who, notice=_(NOTICE)
    )
    return escape(visible(said))
