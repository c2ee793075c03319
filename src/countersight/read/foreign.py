"""Errors of the libraries that parse binary formats, turned into ours at the edge."""

from collections.abc import Iterator
from contextlib import contextmanager

from countersight.errors import SourceError
from countersight.messages import sentence
from countersight.read.source import reason


@contextmanager
def foreign(what: str, hint: str = "") -> Iterator[None]:
    """Turn whatever a parser raises, panics of Rust included, into a ``SourceError``."""
    try:
        yield
    except SourceError:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        said = " ".join(reason(error).split())[:200]
        raise SourceError(
            sentence("{what} can't be read: {said}", what=what, said=said), hint=sentence(hint)
        ) from error
