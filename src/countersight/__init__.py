r"""Countersight: who is behind this, what does the law ask of me, by when, on which evidence?

>>> import io, countersight
>>> rows = io.BytesIO(b"supplier\nHIKVISION UK LIMITED\n")
>>> [answer] = countersight.screen(rows, profile="uk-council")
>>> answer.state.value, answer.matches[0].entity
('match', 'hikvision')
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from countersight.errors import CountersightError

if TYPE_CHECKING:
    from countersight.model.finding import Finding, Screened
    from countersight.model.match import Evidence, Match, State
    from countersight.model.record import Origin, Problem, Record
    from countersight.wiring import screen
    from countersight.wiring.casework import verify
    from countersight.wiring.names import match_names
    from countersight.work.answers import Answers

__version__ = "0.1.0"
__all__ = (
    "Answers",
    "CountersightError",
    "Evidence",
    "Finding",
    "Match",
    "Origin",
    "Problem",
    "Record",
    "Screened",
    "State",
    "__version__",
    "match_names",
    "screen",
    "verify",
)

_PLACES: Final = MappingProxyType(
    {
        "Answers": "countersight.work.answers",
        "Evidence": "countersight.model.match",
        "Finding": "countersight.model.finding",
        "Match": "countersight.model.match",
        "Origin": "countersight.model.record",
        "Problem": "countersight.model.record",
        "Record": "countersight.model.record",
        "Screened": "countersight.model.finding",
        "State": "countersight.model.match",
        "match_names": "countersight.wiring.names",
        "screen": "countersight.wiring",
        "verify": "countersight.wiring.casework",
    }
)
"""Where a public name stands; it is imported when it is first asked for."""


if not TYPE_CHECKING:  # a checker that saw it would take any name for a public one

    def __getattr__(name: str) -> object:
        """Return a public name, imported now."""
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return list(__all__)
