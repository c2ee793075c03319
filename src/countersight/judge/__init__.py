"""From a record to facts, and from facts to decisions: which duties bind, for whom, by when.

``rulebook`` holds the duties made ready. ``duties`` tells the order of the tests; the modules
that it imports are one test each: ``places``, ``bodies``, ``periods``, ``covers`` (with
``targets`` and ``reach``), ``questions``, ``exemptions``. Facts come from a line of JSON
(``stating``) or from a record (``situations``). ``summary`` and ``explain`` tell the answer.
"""

from countersight.judge.explain import explain
from countersight.judge.rulebook import Rulebook
from countersight.judge.situations import situations
from countersight.judge.stating import parse_facts
from countersight.judge.summary import Summary, not_bound, strongest_first, summarise

__all__ = [
    "Rulebook",
    "Summary",
    "explain",
    "not_bound",
    "parse_facts",
    "situations",
    "strongest_first",
    "summarise",
]
