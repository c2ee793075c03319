"""A bar on a terminal while long work goes on; nothing where standard error is no terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from countersight.messages import _
from countersight.render.escaping import shortened, visible


class Bar:
    """A bar on a terminal: how far a file is read, and how many records were screened."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def begin(self, label: str, size: int | None) -> None:
        """Start on a source of so many bytes, where that is known."""
        name = shortened(visible(label), 40)
        self._tasks[label] = self._progress.add_task(name, total=size, records=0)

    def advance(self, label: str, position: int, records: int) -> None:
        """Hear how far it is read, and how many records it gave so far."""
        self._progress.update(self._tasks[label], completed=position, records=records)

    def finish(self, label: str) -> None:
        """End a source."""
        self._progress.remove_task(self._tasks.pop(label))


@contextmanager
def bar() -> Iterator[Bar]:
    """Show a bar on standard error while work goes on; nothing where it is no terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn(_("{task.fields[records]:,} records")),
        TimeElapsedColumn(),
    )
    shown = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    with shown:
        yield Bar(shown)


@contextmanager
def bytes_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show how many bytes are done, of how many; give what hears it."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeElapsedColumn(),
    )
    shown = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    with shown:
        task = shown.add_task(label, total=None)

        def told(done: int, total: int) -> None:
            shown.update(task, completed=done, total=total)

        yield told
