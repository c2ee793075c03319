"""The page on how reliable each signature is, out of its own data and what it is met by.

Run ``python -m bench.devices.reliability`` to write ``docs/reference/reliability.md`` anew.
"""

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from bench.devices.answers import SEEN, VENDORS, examples
from countersight.catalogue import load, load_devices
from countersight.match.signatures import SignatureBook
from countersight.model.signature import DeviceKnowledge, Signature

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "reference" / "reliability.md"
ARCHIVE: Final = Path("devices") / "rapid7-recog-xml.tar.xz"
FAMILY: Final = {"lorex": "dahua"}
"""Brands, and the maker whose examples are right for them too."""
HEAD: Final = """# Reliability of signatures

How often each signature was met by strings of which somebody else said whose they are, and
how often these were another's. Strings are the {examples:,} examples of recog (at 14fa1a7), of
which {named} name a maker or brand of the catalogue, and {seen} that devices were seen to send.
`python -m bench.devices.reliability` writes this page; a test holds it to what is measured.

- *right*: strings of the company, or of a brand that it owned, that the signature is met by.
- *wrong*: strings of somebody else. recog names one vendor where a string may name two.
- *sources*: of which kind they are; `press` alone is not let in.
- A signature with no string of either kind was never tried on more than its own examples: its
  strength is a judgement, and most of these are numbers that IANA or NIST registers.

Many of recog's examples are the source of the signature that they are met by, so that *right*
says that a pattern reads what it was made for; *wrong* is the test. The registry of MAC
prefixes is one signature, `registry.mac`, and is tried on all {macs:,} registered blocks in a
test of its own.

| signature | says | about | strength | group | right | wrong | sources | review |
|---|---|---|---|---|---|---|---|---|
"""


def counts(
    knowledge: DeviceKnowledge, every: Iterable[tuple[str, str, set[str]]]
) -> tuple[Counter[str], Counter[str]]:
    """Return how many strings each signature was rightly and wrongly met by."""
    book = SignatureBook(knowledge.signatures)
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    told = [
        (kind, text, {VENDORS[each] for each in vendors if each in VENDORS} | vendors)
        for kind, text, vendors in every
    ]
    told += [(kind, text, {maker}) for kind, text, maker in SEEN]
    for kind, text, whose in told:
        for each in book.of(kind, text):
            meant = {each.about, FAMILY.get(each.about, each.about)}
            (wrong if whose.isdisjoint(meant) else right)[each.id] += 1
    return right, wrong


def page(knowledge: DeviceKnowledge, archive: Path) -> str:
    """Return the page."""
    every = examples(archive)
    right, wrong = counts(knowledge, every)
    blocks = sum(len(h.blocks) for r in knowledge.registries for h in r.holders)
    head = HEAD.format(
        examples=len(every),
        named=sum(bool(vendors & set(VENDORS)) for _, _, vendors in every),
        seen=len(SEEN),
        macs=blocks,
    )
    return head + "".join(
        _row(each, right[each.id], wrong[each.id]) for each in knowledge.signatures
    )


def _row(each: Signature, right: int, wrong: int) -> str:
    sources = ", ".join(sorted({source.kind.value for source in each.sources}))
    cells = (
        f"`{each.id}`",
        each.says.value,
        f"`{each.about}`",
        each.strength.value,
        each.group,
        str(right),
        str(wrong),
        sources,
        each.review.value,
    )
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    data = Path(os.environ.get("COUNTERSIGHT_REALDATA") or ROOT.parent / "shared" / "data")  # noqa: TID251
    PAGE.write_text(page(load_devices(load().vendors), data / ARCHIVE), encoding="utf-8")
