"""What the files of a device say beside its maker: its day, and what to be warned of."""

from collections.abc import Iterable, Iterator, Sequence

from countersight.match.signatures.macs import is_local
from countersight.messages import sentence
from countersight.model.device import Sign
from countersight.model.signature import Says
from countersight.model.values import PartialDate


def made_on(dates: Sequence[str]) -> PartialDate | None:
    """Return the first of *dates* that is one."""
    for each in dates:
        try:
            return PartialDate.parse(each)
        except ValueError:
            continue
    return None


def notes_of(macs: Iterable[str], signs: Sequence[Sign]) -> Iterator[str]:
    """Yield what a reader of the answer should know of its signs."""
    if any(is_local(mac) for mac in macs):
        yield sentence("Its hardware address is local or random, and tells no maker.")
    if any(sign.says is Says.CHIP_OF for sign in signs):
        yield sentence(
            "A sign of a chip was met, which no scan can show; a chip tells no maker."
        )
