"""Namesakes of the catalogue: real others with a like name, and whether one is met."""

from collections.abc import Iterator
from dataclasses import dataclass

from countersight.match.aliases import Alias
from countersight.match.evidence import Pass
from countersight.match.spellings import Spelling, place_of, shape_of
from countersight.model.vendor import Namesake, Vendor
from countersight.normalise import fold


@dataclass(frozen=True, slots=True)
class Other:
    """A namesake, folded."""

    namesake: Namesake
    spelling: Spelling
    shape: tuple[str, ...]


def others_of(vendor: Vendor) -> Iterator[Other]:
    """Yield the namesakes of a vendor, folded."""
    for namesake in vendor.namesakes:
        spelling = Spelling.of(fold(namesake.name))
        yield Other(namesake, spelling, shape_of(spelling))


def like(  # noqa: PLR0911 - one line a rule
    spelling: Spelling, alias: Alias, other: Other, how: Pass, own: frozenset[str]
) -> str | None:
    """Return the kind of evidence that a namesake gives, if any."""
    theirs = other.spelling
    same_forms = spelling.folded.forms == theirs.folded.forms
    if spelling.key == theirs.key:
        if not other.namesake.resolved:
            return "namesake-unresolved" if same_forms else None
        if alias.key != theirs.key:
            return "namesake"
        if not theirs.folded.forms or not same_forms:
            return None
        return "namesake-unresolved" if how is Pass.LEGAL_NAME else "namesake"
    if not other.namesake.resolved or len(other.shape) <= len(alias.spelling.distinctive):
        return None
    beyond = [word for word in other.shape if word not in alias.key and word not in own]
    if beyond and place_of(spelling.key, other.shape) is not None:
        return "namesake"
    return None
