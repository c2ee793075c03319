"""Files of ownership in a screening: how each was read, and what is wrong in it, as batches."""

from collections.abc import Iterator

from countersight.match import Imported
from countersight.messages import sentences
from countersight.model.finding import Counts, ScreenedBatch
from countersight.model.record import Origin, Problem, Reading


def owner_batches(found: Imported, more: tuple[Problem, ...]) -> Iterator[ScreenedBatch]:
    """Yield a batch without records for each file: how it was read, and its Problems.

    Args:
        found: what was read.
        more: Problems of what the files say together.
    """
    left = [*found.owners.problems, *more]
    sure = sum(same.sure for same in found.same.values())
    for file in found.owners.files:
        mine = tuple(each for each in left if each.origin.file == file.name)
        left = [each for each in left if each not in mine]
        notes = (
            sentences("{number:,} link", "{number:,} links", file.links),
            sentences(
                "{number:,} company that the catalogue knows by number",
                "{number:,} companies that the catalogue knows by number",
                sure,
            ),
        )
        reading = Reading(Origin(file.name), file.form or "unknown", None, notes=notes)
        yield ScreenedBatch(reading, (), mine, Counts(problems=len(mine)))
    if left:
        reading = Reading(left[0].origin, "unknown", None)
        yield ScreenedBatch(reading, (), tuple(left), Counts(problems=len(left)))
