"""Does evidence contradict a claim, and how well is that proved?

``assess`` runs every scheme over a case, those that speak for a claim too, and returns verdicts
with the tree of arguments down to the passages, what would change them, and which documents to
acquire first. Silence is never an argument.
"""

from countersight.assess.arguments import Names
from countersight.assess.facts import Fact, Knowledge, Said, knowledge
from countersight.assess.standards import standard_of
from countersight.assess.telling import Found, Recorded, seen_on, verdicts_event, verdicts_in
from countersight.assess.verdicts import SAYS_NOTHING, assess, judged, names_of, stale, strength

__all__ = [
    "SAYS_NOTHING",
    "Fact",
    "Found",
    "Knowledge",
    "Names",
    "Recorded",
    "Said",
    "assess",
    "judged",
    "knowledge",
    "names_of",
    "seen_on",
    "stale",
    "standard_of",
    "strength",
    "verdicts_event",
    "verdicts_in",
]
