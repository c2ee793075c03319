"""A file that is written whole or not at all: it takes its name once all of it is there."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(target: Path) -> Iterator[IO[bytes]]:
    """Give a file to write that takes the place of *target* at the end of the block.

    Where the block or the writing fails, *target* is as it was and nothing is left beside it.

    Raises:
        OSError: it can't be written.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with whole_file(Path(folder) / "kept.txt") as file:
    ...         _ = file.write(b"all of it")
    ...     [(each.name, each.read_text()) for each in Path(folder).iterdir()]
    [('kept.txt', 'all of it')]
    """
    with tempfile.NamedTemporaryFile(
        dir=target.parent, prefix=f".{target.name}.", delete=False
    ) as file:
        try:
            yield file.file
            file.close()
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
