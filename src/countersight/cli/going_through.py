"""Files gone through batch by batch, with a bar that moves."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar

from countersight import wiring
from countersight.cli.progress import bar

if TYPE_CHECKING:
    from countersight.read import Source


class _Counts(Protocol):
    @property
    def records(self) -> int: ...


class _Batch(Protocol):
    @property
    def counts(self) -> _Counts: ...


Batch_co = TypeVar("Batch_co", bound=_Batch, covariant=True)


class Run(Protocol[Batch_co]):
    """Goes through sources, batch by batch."""

    def run(self, sources: "Iterable[Source]") -> Iterator[Batch_co]:
        """Yield what each batch of each source comes to."""


def batches(goes: Run[Batch_co], files: Sequence[str | Path]) -> Iterator[Batch_co]:
    """Yield the batches of all files, and move the bar.

    A text is called in the output as the user wrote it; a path by its last name.
    """
    with bar() as shown:
        for file in files:
            name = file.name if isinstance(file, Path) else file
            with ExitStack() as open_files:
                source, stream, size = wiring.source(name, file, open_files)
                shown.begin(name, size)
                records = 0
                for batch in goes.run([source]):
                    records += batch.counts.records
                    shown.advance(name, _position(stream), records)
                    yield batch
                shown.finish(name)


def _position(stream: BinaryIO | None) -> int:
    try:
        return stream.tell() if stream is not None else 0
    except (OSError, ValueError):
        return 0
