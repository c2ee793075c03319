"""A case for people and programs: the supplier's words first, and the case against ourselves.

``told`` gathers a case with its assessment; ``page``, ``lines`` and ``as_object`` show it.
"""

from countersight.publish.case.gathering import Standing, Told, told
from countersight.publish.case.history import history_lines, history_object
from countersight.publish.case.objects import as_object
from countersight.publish.case.page import case_page
from countersight.publish.case.text import lines
from countersight.publish.case.words import verdict_words

__all__ = [
    "Standing",
    "Told",
    "as_object",
    "case_page",
    "history_lines",
    "history_object",
    "lines",
    "told",
    "verdict_words",
]
