"""What stands on a card beside the evidence: a person's review, and lists, family and ties."""

from collections.abc import Iterator
from typing import Final

from countersight.messages import _
from countersight.model.background import Background
from countersight.model.finding import Grounds
from countersight.model.match import Match
from countersight.render.escaping import shortened
from countersight.render.html import Html, element
from countersight.report.background import background_rows, listings_line
from countersight.report.judgements import review_line

_LONGEST: Final = 600


def facts_only(grounds: Grounds) -> bool:
    """Return whether facts alone are asked for, and no duty is decided."""
    return grounds.profile is not None and not grounds.profile.decides


def beside(
    match: Match, backgrounds: tuple[Background, ...], grounds: Grounds
) -> Iterator[Html]:
    """Yield the review of a match, and what the catalogue knows of its entity."""
    if match.review is not None:
        said = shortened(review_line(match.review), _LONGEST)
        yield element(
            "p", element("b", _("Reviewed")), ": ", element("bdi", said), class_="facts"
        )
    for each in backgrounds:
        if each.entity != match.entity:
            continue
        if facts_only(grounds):
            rows = (element("li", shortened(row, _LONGEST)) for row in background_rows(each))
            yield element("ul", rows, class_="because")
            continue
        lead, line = listings_line(each, match)
        if line:
            named = element("b", f"{lead[0].upper()}{lead[1:]}")
            yield element("p", named, f": {shortened(line, _LONGEST)}")
