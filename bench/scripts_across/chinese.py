"""Chinese names against Chinese names: forms of one name, and firms that share two letters."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Final

from bench.scripts_across.pairs import World
from countersight.catalogue import load
from countersight.match.across.chinese import Relation, relation, told
from countersight.match.across.sounded import has_han
from countersight.model.vendor import NameKind
from countersight.normalise.scripts import plain

FORMS: Final = Path(__file__).with_name("forms.tsv")
LISTED: Final = frozenset({"a_share", "tw_full"})
FORM: Final = "股份有限公司"
MOST_SHARING: Final = 60
"""Firms that share two letters, beyond which the letters are a word of trade and left out."""
PLACES: Final = {
    "Zhejiang": "浙江",
    "Jiangsu": "江苏",
    "Guangdong": "广东",
    "Shenzhen": "深圳市",
    "Shanghai": "上海",
    "Beijing": "北京",
    "Shandong": "山东",
    "Hangzhou": "杭州",
    "Suzhou": "苏州",
    "Hunan": "湖南",
    "Sichuan": "四川",
}


def lines(world: World) -> Iterator[str]:
    """Yield what share of each kind of pair comes out in which way."""
    for name, pairs in (
        ("short and legal names as stock exchanges have them", list(_exchange())),
        ("names of one vendor in the catalogue", list(_vendors())),
        ("full names less their legal form, made", list(_less_form(world))),
        ("Traditional and Simplified, made", list(_simplified(world))),
        ("with a place in front and a form behind, made", list(_placed(world))),
        ("listed firms that share two letters", list(_sharing(world))),
    ):
        count = Counter(relation(one, other) for one, other in pairs)
        match = count[Relation.SAME] / len(pairs)
        review = (count[Relation.FAMILY] + count[Relation.SHORT]) / len(pairs)
        yield f"Chinese, {name}: {len(pairs)} pairs, match {match:.4f}, review {review:.4f}"


def _exchange() -> Iterator[tuple[str, str]]:
    for line in FORMS.read_text(encoding="utf-8").splitlines():
        short, whole = line.split("\t")
        yield short, whole


def _vendors() -> Iterator[tuple[str, str]]:
    kinds = {NameKind.LEGAL, NameKind.SHORT, NameKind.LISTED, NameKind.REGISTRY}
    for vendor in load().vendors.values():
        own = [name.text for name in vendor.names if has_han(name.text) and name.kind in kinds]
        yield from combinations(dict.fromkeys(own), 2)


def _listed(world: World) -> dict[str, str]:
    return {
        pair.chinese: pair.english
        for pair in world.pairs
        if pair.source in LISTED and has_han(pair.chinese)
    }


def _less_form(world: World) -> Iterator[tuple[str, str]]:
    for name in _listed(world):
        if name.endswith(FORM):
            yield name.removesuffix(FORM), name


def _simplified(world: World) -> Iterator[tuple[str, str]]:
    return ((plain(name), name) for name in _listed(world) if plain(name) != name.lower())


def _placed(world: World) -> Iterator[tuple[str, str]]:
    for name, english in _listed(world).items():
        place = PLACES.get(english.split(" ", 1)[0])
        if place and not told(name).place:
            yield name, f"{place}{name.removesuffix('股份')}{FORM}"


def _sharing(world: World) -> Iterator[tuple[str, str]]:
    """Yield firms that share two letters in a row, letters of places and forms left out."""
    by_two: dict[str, set[str]] = defaultdict(set)
    english = _listed(world)
    for name in english:
        own = told(name).own
        for at in range(len(own) - 1):
            by_two[own[at : at + 2]].add(name)
    pairs = {
        pair
        for names in by_two.values()
        if len(names) <= MOST_SHARING
        for pair in combinations(sorted(names), 2)
    }
    return (pair for pair in sorted(pairs) if english[pair[0]] != english[pair[1]])
