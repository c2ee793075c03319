"""Where the nodes of a drawing stand: in layers, so that what follows stands right of it.

The steps are those of Sugiyama, Tagawa and Toda ("Methods for Visual Understanding of
Hierarchical System Structures", 1981): links that run back are turned, each node stands one
layer after the last that leads to it, links over several layers get a bend in each, layers are
put in order by the middle of their neighbours, and are then moved as near to it as they fit.
The same graph is laid out alike each time, and any graph can be: circles too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

Spot: TypeAlias = tuple[int, float]
"""A layer from 0 at the left, and how far down it is, in rows."""
Pair: TypeAlias = tuple[int, int]
_SWEEPS: Final = 8
_NONE: Final = -1
_BEND: Final = 0.4
"""Rows that a link which passes takes of its layer; a node takes one."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands."""

    nodes: tuple[Spot, ...]
    bends: Mapping[Pair, tuple[Spot, ...]]
    """Of each link the places that it passes, from its source to its target."""
    layers: int
    rows: float
    """How far down the last node stands."""


def laid_out(nodes: int, links: Iterable[Pair]) -> Layout:
    """Return where nodes stand; a node that leads to itself is laid out as if it did not.

    >>> laid_out(3, [(0, 1), (0, 2)]).nodes
    ((0, 0.5), (1, 0.0), (1, 1.0))

    Args:
        nodes: how many there are; they are named by their numbers from 0.
        links: from whom to whom.
    """
    told = sorted({each for each in links if each[0] != each[1]})
    forward = _forward(nodes, told)
    rank = _ranks(nodes, sorted(set(forward.values())))
    chains, places = _chains(told, forward, rank)
    steps = sorted({step for chain in chains.values() for step in pairwise(chain)})
    rows = _rows(_ordered(places, steps), steps, nodes)
    top = min(rows, default=0.0)
    spots = tuple((layer, row - top) for layer, row in zip(places, rows, strict=True))
    bends = {
        link: tuple(spots[each] for each in _as_told(link, forward, chain)[1:-1])
        for link, chain in chains.items()
    }
    deepest = max((row for _, row in spots), default=0.0)
    return Layout(spots[:nodes], bends, max(rank, default=-1) + 1, deepest)


def _forward(nodes: int, links: Sequence[Pair]) -> Mapping[Pair, Pair]:
    """Return each link as it is laid out: one that closes a circle is turned."""
    after: list[list[int]] = [[] for _ in range(nodes)]
    for source, target in links:
        after[source].append(target)
    entered = {target for _, target in links}
    begun, done = [False] * nodes, [False] * nodes
    turned: set[Pair] = set()
    for start in sorted(range(nodes), key=lambda each: each in entered):
        stack = [(start, iter(after[start]))] if not begun[start] else []
        begun[start] = True
        while stack:
            node, rest = stack[-1]
            target = next(rest, _NONE)
            if target == _NONE:
                done[node] = True
                stack.pop()
            elif not begun[target]:
                begun[target] = True
                stack.append((target, iter(after[target])))
            elif not done[target]:
                turned.add((node, target))
    return {each: each[::-1] if each in turned else each for each in links}


def _ranks(nodes: int, links: Sequence[Pair]) -> list[int]:
    """Return the layer of each node: one after the last that leads to it."""
    before = [0] * nodes
    after: list[list[int]] = [[] for _ in range(nodes)]
    for source, target in links:
        after[source].append(target)
        before[target] += 1
    rank = [0] * nodes
    ready = [node for node in range(nodes) if not before[node]]
    for node in ready:
        for target in after[node]:
            rank[target] = max(rank[target], rank[node] + 1)
            before[target] -= 1
            if not before[target]:
                ready.append(target)
    return _drawn_near(rank, after)


def _drawn_near(rank: list[int], after: Sequence[Sequence[int]]) -> list[int]:
    """Return the layers with what leads on moved to just before what it leads to."""
    for node in sorted(range(len(rank)), key=lambda each: -rank[each]):
        if after[node]:
            rank[node] = min(rank[target] for target in after[node]) - 1
    return rank


def _chains(
    links: Sequence[Pair], forward: Mapping[Pair, Pair], rank: Sequence[int]
) -> tuple[dict[Pair, tuple[int, ...]], list[int]]:
    """Return each link as a chain through every layer, and the layer of nodes and bends."""
    places = list(rank)
    chains: dict[Pair, tuple[int, ...]] = {}
    for link in links:
        source, target = forward[link]
        between = range(rank[source] + 1, rank[target])
        chains[link] = (source, *range(len(places), len(places) + len(between)), target)
        places.extend(between)
    return chains, places


def _as_told(
    link: Pair, forward: Mapping[Pair, Pair], chain: tuple[int, ...]
) -> tuple[int, ...]:
    return chain if forward[link] == link else chain[::-1]


def _ordered(places: Sequence[int], steps: Sequence[Pair]) -> list[list[int]]:
    """Return the layers, each in an order in which few links cross."""
    layers: list[list[int]] = [[] for _ in range(max(places, default=-1) + 1)]
    for node, here in enumerate(places):
        layers[here].append(node)
    back, on = _neighbours(len(places), steps)
    place = {node: at for each in layers for at, node in enumerate(each)}
    for sweep in range(_SWEEPS):
        beside = on if sweep % 2 else back
        for layer in reversed(layers) if sweep % 2 else layers:
            middle = {
                node: _mean([place[each] for each in beside[node]], place[node])
                for node in layer
            }
            layer.sort(key=middle.__getitem__)
            place.update({node: at for at, node in enumerate(layer)})
    return layers


def _rows(layers: Sequence[list[int]], steps: Sequence[Pair], nodes: int) -> list[float]:
    """Return how far down each stands: near to its neighbours, and apart from the next."""
    many = sum(len(layer) for layer in layers)
    rows = [0.0] * many
    for layer in layers:
        for node, row in zip(layer, _apart(layer, [0.0] * len(layer), nodes), strict=True):
            rows[node] = row
    back, on = _neighbours(many, steps)
    for sweep in range(_SWEEPS):
        beside = on if sweep % 2 == 0 else back
        for layer in reversed(layers) if sweep % 2 == 0 else layers:
            wanted = [
                _mean([rows[each] for each in beside[node]], rows[node]) for node in layer
            ]
            for node, row in zip(layer, _apart(layer, wanted, nodes), strict=True):
                rows[node] = row
    return rows


def _apart(layer: Sequence[int], wanted: Sequence[float], nodes: int) -> list[float]:
    """Return rows as near to those wanted as order and room let (by least squares).

    It is isotonic regression by pooling adjacent violators (Ayer and others 1955), once the
    room that each takes is taken off.
    """
    sizes = [1.0 if node < nodes else _BEND for node in layer]
    room = [0.0]
    for before, here in pairwise(sizes):
        room.append(room[-1] + (before + here) / 2)
    pools: list[tuple[float, int]] = []
    for want, taken in zip(wanted, room, strict=False):
        pools.append((want - taken, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (first, many), (second, more) = pools[-2:]
            pools[-2:] = [((first * many + second * more) / (many + more), many + more)]
    settled = [mean for mean, many in pools for _ in range(many)]
    return [base + taken for base, taken in zip(settled, room, strict=False)]


def _neighbours(many: int, steps: Sequence[Pair]) -> tuple[list[list[int]], list[list[int]]]:
    back: list[list[int]] = [[] for _ in range(many)]
    on: list[list[int]] = [[] for _ in range(many)]
    for source, target in steps:
        on[source].append(target)
        back[target].append(source)
    return back, on


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
