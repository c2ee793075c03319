import pytest

from countersight.errors import SourceError
from countersight.read.foreign import foreign


class PanicException(BaseException):
    """As the one of Rust parsers, which is no Exception."""


@pytest.mark.parametrize("raised", [ValueError("x\ny"), PanicException("x"), OSError()])
def test_whatever_a_parser_raises_is_an_error_of_ours(raised: BaseException) -> None:
    with pytest.raises(SourceError, match="the thing can't be read"), foreign("the thing"):
        raise raised


def test_an_interruption_stays_one() -> None:
    with pytest.raises(KeyboardInterrupt), foreign("the thing"):
        raise KeyboardInterrupt


def test_our_own_error_passes() -> None:
    with pytest.raises(SourceError, match=r"^ours$"), foreign("the thing"):
        raise SourceError("ours")
