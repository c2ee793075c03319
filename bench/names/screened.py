"""Change the catalogue's coined names in every way, and count what `screen` still finds.

A name counts as found where its vendor, or one that is tied to it, is `match` or `review`. A
distinctive word is never lost or cut to initials: who loses it is no one to be found. Run it on
a seed that nothing was chosen on.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bench.names.letters import Known
from bench.names.perturb import KINDS
from bench.names.report import surroundings, table
from bench.names.words import words
from countersight.catalogue import load
from countersight.ids import VendorId
from countersight.match import Matcher
from countersight.match.aliases import Alias, aliases
from countersight.match.strengths import Strength
from countersight.model.match import State
from countersight.model.record import Origin, Record, RecordKind
from countersight.model.vendor import Vendor
from countersight.wiring.names import near_names

COMMON = 1_000
"""Names of a pool that have a word, for every word that tells no vendor."""
LOSING = frozenset({"initials", "words_lost"})
"""Kinds that take words away; a change that takes a distinctive one is drawn, and left out."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A name of the catalogue, and the vendors that it may be found as."""

    text: str
    vendors: frozenset[VendorId]


@dataclass(frozen=True, slots=True)
class Changed:
    """A name that was changed, and how."""

    kind: str
    meant: Meant
    text: str


def coined(vendors: Sequence[Vendor]) -> list[Meant]:
    """Return every own, coined name in Latin letters, once."""
    found: dict[tuple[str, str], Meant] = {}
    for alias in aliases(vendors, None):
        if is_coined(alias):
            vendor = next(each for each in vendors if each.id == alias.entity)
            tied = {tie.vendor for tie in vendor.ties if tie.vendor is not None}
            meant = Meant(alias.text, frozenset({vendor.id, *tied}))
            found.setdefault((alias.entity, alias.text), meant)
    return list(found.values())


def is_coined(alias: Alias) -> bool:
    """Tell whether a name is a vendor's own, and no other company is known to bear it."""
    own = alias.own and not alias.role and not alias.product
    return own and alias.strength is Strength.COINED and alias.text.isascii()


def change(
    names: Iterable[Meant], vendors: Sequence[Vendor], *, seed: int, each: int
) -> Iterator[Changed]:
    """Yield every name changed in every way that changes it, *each* times."""
    telling = {word for alias in aliases(vendors, None) for word in alias.spelling.distinctive}
    random = Random(seed)
    for kind, make in KINDS.items():
        for meant in names:
            all_ = words(meant.text)
            common = {word: COMMON for word in all_ if word not in telling}
            for _ in range(each):
                text = make(Known.of(meant.text, "CN", common), random)
                if text is None or text == meant.text:
                    continue
                lost = telling.intersection(all_).difference(words(text))
                if not (lost and kind in LOSING):
                    yield Changed(kind, meant, text)


def found(matcher: Matcher, changed: Changed) -> State:
    """Return the best state in which a changed name's vendors are met."""
    record = Record(RecordKind.SUPPLIER, changed.text, Origin("-", row=1))
    states = {
        match.state
        for match in matcher.answer(record).matches
        if match.entity in changed.meant.vendors
    }
    order = (State.MATCH, State.REVIEW)
    return next((state for state in order if state in states), State.NO_MATCH)


def tally(matcher: Matcher, all_: Iterable[Changed]) -> Mapping[str, Counter[State]]:
    """Return of each kind how many names came out in which state."""
    counts: dict[str, Counter[State]] = {}
    for changed in all_:
        counts.setdefault(changed.kind, Counter())[found(matcher, changed)] += 1
    return counts


def recall(states: Counter[State]) -> float:
    """Return the part of names that are `match` or `review`.

    >>> recall(Counter({State.MATCH: 1, State.REVIEW: 2, State.NO_MATCH: 1}))
    0.75
    """
    return 1 - states[State.NO_MATCH] / states.total()


def main(arguments: Sequence[str]) -> None:
    """Print a row a kind."""
    parser = argparse.ArgumentParser(prog="bench.names screened", description=__doc__)
    parser.add_argument("--seed", type=int, default=404)
    parser.add_argument("--each", type=int, default=3, help="changes of a name in each way")
    said = parser.parse_args(arguments)
    vendors = tuple(load().vendors.values())
    names = coined(vendors)
    counts = tally(
        Matcher(vendors, near=near_names),
        change(names, vendors, seed=said.seed, each=said.each),
    )
    rows = [
        (kind, str(states.total()), f"{states[State.MATCH] / states.total():.2f}",
         f"{recall(states):.3f}")
        for kind, states in counts.items()
    ]  # fmt: skip
    print(surroundings())
    print(f"{len(names)} coined names of {len({n.vendors for n in names})} vendors")
    print(table(("kind", "names", "match", "match or review"), rows))
