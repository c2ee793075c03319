"""The formats of output, by a table: what makes each, and what each needs.

A renderer is imported when its format is asked for; one that needs an extra is handed in here,
and without the extra the error names it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from countersight.errors import SettingError
from countersight.messages import _

if TYPE_CHECKING:
    from countersight.report.faces import Manner, Renderer
    from countersight.work.screening import Screening


def _text(use_case: "Screening", manner: "Manner") -> "Renderer":
    from countersight.report.text import Text

    conditions = use_case.conditions
    words = use_case.catalogue.vocabulary
    return Text(conditions.grounds, words, manner.paint, full=conditions.every)


def _page(use_case: "Screening", _: "Manner") -> "Renderer":
    from countersight.report.pages import FindingsPage

    return FindingsPage(use_case.conditions.grounds, use_case.catalogue.vocabulary)


def _workbook(use_case: "Screening", _: "Manner") -> "Renderer":
    from countersight.report.workbook import Workbook

    return Workbook(use_case.conditions.grounds, use_case.catalogue.vocabulary)


def _sarif(use_case: "Screening", _: "Manner") -> "Renderer":
    from countersight import __version__
    from countersight.report.rules import Tool
    from countersight.report.sarif import Sarif

    tool = Tool("Countersight", __version__)
    return Sarif(use_case.conditions.grounds, use_case.catalogue.vocabulary, tool)


def _junit(use_case: "Screening", manner: "Manner") -> "Renderer":
    from countersight.report.junit import JUnit

    return JUnit(use_case.conditions.grounds, use_case.catalogue.vocabulary, manner)


def _lines(use_case: "Screening", _: "Manner") -> "Renderer":
    from countersight.report.lines import JsonLines

    return JsonLines(use_case.conditions.grounds)


def _csv(use_case: "Screening", _: "Manner") -> "Renderer":
    from countersight.report.csv_rows import CsvRows

    return CsvRows(use_case.conditions.grounds)


@dataclass(frozen=True, slots=True)
class Form:
    """A format of output: what makes its renderer, and what it needs."""

    make: "Callable[[Screening, Manner], Renderer]"
    suffix: str
    """The end of a file's name that means this format."""
    binary: bool = False
    """It is no text, and no terminal can show it."""
    needs: str = ""
    """A module that the base install lacks; the extra bears the name of the format."""


RENDERERS: Final = MappingProxyType(
    {
        "text": Form(_text, ".txt"),
        "jsonl": Form(_lines, ".jsonl"),
        "csv": Form(_csv, ".csv"),
        "html": Form(_page, ".html"),
        "xlsx": Form(_workbook, ".xlsx", binary=True, needs="xlsxwriter"),
        "sarif": Form(_sarif, ".sarif"),
        "junit": Form(_junit, ".xml"),
    }
)
"""The formats of output; a new one is a module of ``report`` and a line here."""


def form(name: str) -> Form:
    """Return a format.

    Raises:
        SettingError: there is none of this name, or its extra is not installed.
    """
    found = RENDERERS.get(name)
    if found is None:
        raise SettingError(
            _("{name!r} is no format").format(name=name),
            hint=_("Write one of {renderers}.").format(renderers=", ".join(RENDERERS)),
        )
    if found.needs and find_spec(found.needs) is None:
        raise SettingError(
            _("--format {name}: needs {needs}, which is not installed").format(
                name=name, needs=found.needs
            ),
            hint=_("Install the extra: pip install 'countersight[{name}]'.").format(name=name),
        )
    return found


def form_of_file(path: Path) -> str:
    """Return the name of the format that the end of a file's name means; else ``text``.

    >>> form_of_file(Path("march.XLSX")), form_of_file(Path("march"))
    ('xlsx', 'text')
    """
    suffix = path.suffix.lower()
    return next((name for name, each in RENDERERS.items() if each.suffix == suffix), "text")


def renderer(name: str, use_case: "Screening", manner: "Manner") -> "Renderer":
    """Return the renderer of a format, for what *use_case* finds.

    Raises:
        SettingError: there is no such format, or its extra is not installed.
    """
    return form(name).make(use_case, manner)
