"""Files of one list: whose they are, and their entries as a stream."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from countersight.errors import SourceError
from countersight.messages import joined, sentence
from countersight.model.watchlist import ListStretch
from countersight.read.lists.mapped import checked
from countersight.read.lists.opening import look, opened
from countersight.read.lists.shape import Given, ListOptions, Look, Shape
from countersight.read.lists.shapes import SHAPES
from countersight.read.source import Source

TABLE = "table"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The files of one list, by what they are."""

    shape: Shape
    source: Source
    beside: tuple[tuple[Shape, Source], ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files, the one with the entries first."""
        return self.source, *(source for _, source in self.beside)


def recognise(sources: Sequence[Source], options: ListOptions) -> Recognised:
    """Return what files are, told by their content.

    Raises:
        ColumnError: a mapping does not fit the table.
        SourceError: a file can't be opened, is no list that is known, or the files are not
            those of one list; the message says what each looks like.
    """
    found = [(*_shape(source, options), source) for source in sources]
    main = [(shape, seen, source) for shape, seen, source in found if not shape.beside]
    beside = tuple((shape, source) for shape, _, source in found if shape.beside)
    if len(main) != 1:
        said = joined("; ", (f"{source.label}: {shape.told}" for shape, _, source in found))
        hint = sentence("Hand in the files of one list, with the file of its entries.")
        raise SourceError(
            sentence("these are no files of one list: {said}", said=said), hint=hint
        )
    shape, seen, source = main[0]
    stray = [other for other, _ in beside if not shape.name.startswith(other.beside)]
    if stray:
        raise SourceError(
            sentence("{what} do not belong to {list}", what=stray[0].told, list=shape.told)
        )
    if shape.name == TABLE:
        checked(seen.header, options.mapping)
    return Recognised(shape, source, beside)


def _shape(source: Source, options: ListOptions) -> tuple[Shape, Look]:
    with opened(source, options.limits) as (feed, _):
        seen = look(feed)
    if options.mapping and seen.header:
        return next(shape for shape in SHAPES if shape.name == TABLE), seen
    for shape in SHAPES:
        if shape.fits(seen) and (shape.name != TABLE or seen.has("name")):
            return shape, seen
    raise SourceError(
        sentence(
            "{label}: is no list that is known; it looks like {what}",
            label=source.label,
            what=seen.called,
        ),
        hint=sentence("A table of your own needs --map name=COLUMN and --name."),
    )


def read_list(found: Recognised, options: ListOptions) -> Iterator[ListStretch]:
    """Yield the entries of a list, with what is wrong; a Problem that stops is the last.

    Raises:
        SourceError: a file can't be opened.
    """
    with ExitStack() as files:
        beside = [
            (shape.name, *files.enter_context(opened(source, options.limits)))
            for shape, source in found.beside
        ]
        feed, origin = files.enter_context(opened(found.source, options.limits))
        yield from found.shape.read(Given(feed, origin, options, tuple(beside)))
