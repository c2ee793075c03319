"""Arguments: a scheme, the facts that it is bound to, and how each condition stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from countersight.assess.facts import Fact, Knowledge, Said
from countersight.assess.matching import (
    Bindings,
    FactBase,
    Found,
    best,
    bindings,
    filled,
    most_contested,
)
from countersight.assess.scopes import Join, joined_with_all
from countersight.messages import sentence
from countersight.model.argument import (
    Argument,
    Bearing,
    Condition,
    Leaf,
    LeafRole,
    LeafState,
    Scheme,
)
from countersight.model.casefile import Modality, Scope, We, Wording
from countersight.model.contract import Grade

CITED: Final = Grade.CITED.rank
_SAID: Final = {
    Wording.LITERAL: sentence("the claim was made in these words"),
    Wording.PARAPHRASE: sentence("the claim was made, and others put it in these words"),
}
SPOKEN: Final = sentence(
    "the document in which the speaker said so, with the speaker's own words"
)
_WEAKER: Final = {Modality.BELIEVES, Modality.PROMISES}
"""What is believed or promised is not contradicted by a fact; it is in tension with it."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the entries of a case are called in sentences."""

    of: Mapping[str, str]

    def called(self, id_: str) -> str:
        """Return what an entry is called; the words themselves where they name no entry."""
        return self.of.get(id_, id_)

    def said(self, template: str, bound: Bindings) -> str:
        """Return a sentence of a scheme with names in the place of its variables."""
        for variable, value in bound.items():
            name = self.called(value) or "somebody"
            template = template.replace("{" + variable[1:] + "}", name)
        return template


def arguments(
    scheme: Scheme, said: Said, base: FactBase, known: Knowledge, names: Names
) -> Iterator[Argument]:
    """Yield the arguments that a scheme makes about a claim.

    None is made where the scope of the claim lies apart from that of the contract, or where a
    claim only asks.
    """
    if scheme.claim != said.predicate and not scheme.claim.startswith("?"):
        return
    if said.modality is Modality.ASKS:
        return
    for bound in bindings(scheme, said, base):
        leaves = [_claim_leaf(said), *_premises(scheme, bound, base, names)]
        join = joined_with_all(said.scope, _scopes(scheme, bound, base, known))
        if join is Join.APART:
            continue
        others = [*_others(scheme, bound, base, names)]
        if join is Join.UNKNOWN:
            others.append(_scope_leaf(leaves))
        if said.we is We.UNCLEAR:
            others.append(_we_leaf(bound, names))
        yield _weighed(scheme, said, bound, leaves, others)


def bearing_of(scheme: Scheme, said: Said) -> Bearing:
    """Return what a scheme does to a claim, as the claim is put."""
    if scheme.bearing is Bearing.CONTRADICTS and said.modality in _WEAKER:
        return Bearing.IN_TENSION
    return scheme.bearing


def _weighed(
    scheme: Scheme, said: Said, bound: Bindings, leaves: list[Leaf], others: list[Leaf]
) -> Argument:
    weight = weakest(leaves)
    assumptions = [leaf for leaf in others if leaf.role is LeafRole.ASSUMPTION]
    shown = [leaf for leaf in assumptions if leaf.state is LeafState.SHOWN]
    threats = [_rank(leaf) for leaf in others if leaf.speaks_against]
    falls = any(threat >= weight.rank for threat in threats)
    return Argument(
        scheme=scheme.id,
        title=scheme.title,
        claim=said.id,
        side=scheme.side,
        bearing=bearing_of(scheme, said),
        matter=bound.get(scheme.scope_of, ""),
        leaves=(*leaves, *others),
        weight=weight,
        falls=falls,
        attacked=not falls
        and any(
            _rank(leaf) >= CITED for leaf in others if leaf.speaks_against or _disputed(leaf)
        ),
        sound=not falls
        and all(leaf.state is LeafState.SHOWN and _rank(leaf) >= CITED for leaf in assumptions),
        full_weight=weakest([*leaves, *shown]),
    )


def _disputed(leaf: Leaf) -> bool:
    """Whether as much shows an exception as denies it: nothing is established against that."""
    return leaf.role is LeafRole.EXCEPTION and leaf.state is LeafState.CONTESTED


def weakest(leaves: Iterable[Leaf]) -> Grade:
    """Return the lowest grade of leaves, of which one has a grade at least."""
    grades = [leaf.grade for leaf in leaves if leaf.grade is not None]
    return min(grades, key=lambda grade: grade.rank)


def _rank(leaf: Leaf) -> int:
    return 0 if leaf.grade is None else leaf.grade.rank


def _claim_leaf(said: Said) -> Leaf:
    return _leaf(LeafRole.CLAIM, "said", _SAID[said.wording], said.fact, acquire=SPOKEN)


def _premises(scheme: Scheme, bound: Bindings, base: FactBase, names: Names) -> Iterator[Leaf]:
    for premise in scheme.premises:
        found = base.ask(premise.fact.predicate, filled(premise.fact, bound))
        if found.shown is not None:
            says, acquire = names.said(premise.says, bound), names.said(premise.acquire, bound)
            yield _leaf(LeafRole.PREMISE, premise.id, says, found.shown, acquire=acquire)


def _others(scheme: Scheme, bound: Bindings, base: FactBase, names: Names) -> Iterator[Leaf]:
    for role, conditions in (
        (LeafRole.ASSUMPTION, scheme.assumptions),
        (LeafRole.EXCEPTION, scheme.exceptions),
    ):
        for condition in conditions:
            told = best(condition, bound, base)
            if (
                role is LeafRole.EXCEPTION
                and told[1].rank < CITED
                and (disputed := most_contested(condition, bound, base))[1].disputed >= CITED
            ):
                yield _other(role, condition, *disputed, base=base, names=names)
                if not told[1].rank:
                    continue
            yield _other(role, condition, *told, base=base, names=names)


def _other(  # noqa: PLR0913 - a condition, what is known of it, and how to say it
    role: LeafRole,
    condition: Condition,
    told: Bindings,
    found: Found,
    *,
    base: FactBase,
    names: Names,
) -> Leaf:
    parts = filled(condition.fact, told)
    loose = {part: "another party" for part in parts if part.startswith("?")}
    says = names.said(condition.says, {**told, **loose})
    acquire = names.said(condition.acquire, {**told, **loose})
    if found.state is LeafState.OPEN and base.is_trivial(condition.fact.predicate, parts):
        return Leaf(role, condition.id, says, LeafState.SHOWN, Grade.HELD, hands=0)
    fact = found.denied if found.state is LeafState.DENIED else found.shown
    if fact is None or found.state is LeafState.OPEN:
        return Leaf(role, condition.id, says, LeafState.OPEN, acquire=acquire)
    return _leaf(role, condition.id, says, fact, state=found.state, acquire=acquire)


def _leaf(  # noqa: PLR0913 - the parts of a leaf
    role: LeafRole,
    id_: str,
    says: str,
    fact: Fact,
    *,
    state: LeafState = LeafState.SHOWN,
    acquire: str = "",
) -> Leaf:
    return Leaf(
        role,
        id_,
        says,
        state,
        fact.grade,
        fact.hands,
        fact.rests_on,
        fact.passages,
        fact.missing,
        acquire,
    )


def _we_leaf(bound: Bindings, names: Names) -> Leaf:
    firm = names.said("{F}", bound)
    says = sentence("the speaker speaks for {firm}", firm=firm)
    acquire = sentence(
        "words of the speaker that say for whom: for {firm}, or for others", firm=firm
    )
    return Leaf(LeafRole.ASSUMPTION, "we", says, LeafState.OPEN, acquire=acquire)


def _scopes(
    scheme: Scheme, bound: Bindings, base: FactBase, known: Knowledge
) -> Iterator[Scope]:
    """Yield what the contract and the premises of an argument are limited to."""
    yield known.scopes.get(bound.get(scheme.scope_of, ""), Scope())
    for premise in scheme.premises:
        shown = base.ask(premise.fact.predicate, filled(premise.fact, bound)).shown
        if shown is not None:
            yield shown.scope


def _scope_leaf(leaves: Iterable[Leaf]) -> Leaf:
    premises = "; ".join(leaf.says for leaf in leaves if leaf.role is LeafRole.PREMISE)
    says = sentence("this lies within what the claim speaks of: {premises}", premises=premises)
    acquire = sentence("place, time and products of this: {premises}", premises=premises)
    return Leaf(LeafRole.ASSUMPTION, "scope", says, LeafState.OPEN, acquire=acquire)
