"""clingo, told the rules of schemes and standards in its own words, comes to the same verdicts.

The cases are made by Hypothesis: facts of a few predicates about a few things, each held, cited
or alleged, shown or denied. The program below is no translation of the code: it is what the
page on standards of proof says, as answer set rules.
"""

import clingo
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from countersight.assess import Fact, Knowledge, Names, Said, judged
from countersight.catalogue import load_schemes
from countersight.ids import EntryId
from countersight.model.argument import Argument, Condition, Scheme, Side
from countersight.model.casefile import Modality, Scope
from countersight.model.contract import Grade

SCHEMES = load_schemes()
RULES = """
best(F,V) :- fact(F,_,_), V = #max { G : fact(F,1,G); 0 }.
worst(F,V) :- fact(F,_,_), V = #max { G : fact(F,0,G); 0 }.
shown(F,V) :- best(F,V), worst(F,W), V > W.
denied(F,W) :- best(F,V), worst(F,W), W > V.
contested(F,V) :- best(F,V), worst(F,V), V > 0.

% arg(A) is an argument; premise(A,I,G), shows(A,I,G), denies(A,I,G), harms(A,I,G) say how
% its conditions I stand, with the rank G of what shows them.
weight(A,W) :- arg(A), W = #min { G,x : said(G); G,I : premise(A,I,G) }.
falls(A) :- weight(A,W), harms(A,_,G), G >= W.
falls(A) :- weight(A,W), denies(A,_,G), G >= W.
attacked(A) :- arg(A), not falls(A), harms(A,_,G), G >= 2.
attacked(A) :- arg(A), not falls(A), denies(A,_,G), G >= 2.
attacked(A) :- arg(A), not falls(A), disputes(A,_,G), G >= 2.
unsound(A) :- arg(A), assumes(A,I), not solid(A,I).
solid(A,I) :- shows(A,I,G), G >= 2.
stands(A) :- arg(A), not falls(A).
thin(A) :- shows(A,_,G), G < 3.
thin(A) :- weight(A,W), W < 3.
meets(C,A) :- side(C,for), stands(C), side(A,against), matter(C,none).
meets(C,A) :- side(C,for), stands(C), side(A,against), matter(C,M), matter(A,M).
met(A,V) :- side(A,against), stands(A), V = #max { W,C : meets(C,A), weight(C,W); 0,none }.
prima(A) :- met(A,M), weight(A,W), W >= 2, W > M.
full(A) :- prima(A), not unsound(A), not thin(A), not attacked(A), met(A,M), M < 2.
level(A,3) :- full(A).
level(A,2) :- prima(A), not full(A).
level(A,1) :- side(A,against), stands(A), not prima(A).
verdict(B,L) :- bearing(_,B), L = #max { V,A : level(A,V), bearing(A,B); 0,none }, L > 0.
#show verdict/2.
"""


def quoted(value: str) -> str:
    return '"' + value.replace('"', "") + '"'


def term(part: str) -> str:
    return f"V{part[1:]}" if part.startswith("?") else quoted(part)


def atom(condition: Condition) -> str:
    fact = condition.fact
    return f"f({', '.join(term(part) for part in (fact.predicate, *fact.parts))})"


def variables(scheme: Scheme) -> list[str]:
    every = ["?S", "?F", "?C", "?L", "?X"]
    every += [scheme.claim] if scheme.claim.startswith("?") else []
    for premise in scheme.premises:
        every += [part for part in premise.fact.parts if part.startswith("?")]
    return [term(part) for part in dict.fromkeys(every)]


def apart(condition: Condition) -> str:
    terms = [term(each) for each in condition.different]
    pairs = [f"{a} != {b}" for n, a in enumerate(terms) for b in terms[n + 1 :]]
    return "".join(f", {pair}" for pair in pairs)


def program(scheme: Scheme, said: Said) -> str:
    """Return a scheme as rules that make arguments and say how their conditions stand."""
    given_by_claim = {
        "?S": said.speaker,
        "?F": said.on_behalf_of,
        "?C": said.id,
        "?L": said.document,
        "?X": said.about,
        **({scheme.claim: said.predicate} if scheme.claim.startswith("?") else {}),
    }
    start = ", ".join(f"{term(key)} = {quoted(value)}" for key, value in given_by_claim.items())
    made = f"a({', '.join([quoted(scheme.id), *variables(scheme)])})"
    body = start + "".join(
        f", shown({atom(each)}, G{number}){apart(each)}"
        for number, each in enumerate(scheme.premises)
    )
    lines = [f"arg({made}) :- {body}."]
    lines += [
        f"premise({made}, {number}, G{number}) :- {body}."
        for number, _ in enumerate(scheme.premises)
    ]
    side = "for" if scheme.side is Side.FOR else "against"
    matter = term(scheme.scope_of) if scheme.scope_of else "none"
    weaker = said.modality in {Modality.BELIEVES, Modality.PROMISES}
    bearing = scheme.bearing.value
    if weaker and bearing == "contradicts":
        bearing = "in_tension"
    lines += [f"side({made}, {side}) :- {body}.", f"matter({made}, {matter}) :- {body}."]
    if side == "against":
        lines.append(f"bearing({made}, {bearing}) :- {body}.")
    for each in scheme.assumptions:
        name, fact = quoted(each.id), atom(each)
        lines.append(f"assumes({made}, {name}) :- {body}.")
        lines.append(f"shows({made}, {name}, G) :- {body}, shown({fact}, G).")
        lines.append(f"denies({made}, {name}, G) :- {body}, denied({fact}, G).")
        if SCHEMES.predicates[each.fact.predicate].reflexive:
            one, two = (term(part) for part in each.fact.parts[:2])
            lines.append(
                f"shows({made}, {name}, 3) :- {body}, {one} = {two}, not told({fact})."
            )
    lines += [
        f"harms({made}, {quoted(each.id)}, G) :- {body}, shown({atom(each)}, G){apart(each)}."
        for each in scheme.exceptions
    ]
    lines += [
        f"disputes({made}, {quoted(each.id)}, G) :- "
        f"{body}, contested({atom(each)}, G){apart(each)}."
        for each in scheme.exceptions
    ]
    return "\n".join(lines)


def by_clingo(said: Said, facts: list[Fact]) -> dict[str, int]:
    lines = [f"said({said.fact.grade.rank}).", "told(F) :- fact(F,_,_)."]
    for fact in facts:
        parts = ", ".join(quoted(part) for part in (fact.predicate, *fact.parts))
        lines.append(f"fact(f({parts}), {int(fact.holds)}, {fact.grade.rank}).")
    lines += [
        program(scheme, said)
        for scheme in SCHEMES.schemes
        if scheme.claim == said.predicate or scheme.claim.startswith("?")
    ]
    control = clingo.Control(["--warn=none"])
    control.add("base", [], RULES + "\n".join(lines))
    control.ground([("base", [])])
    found: dict[str, int] = {}
    with control.solve(yield_=True) as models:
        for model in models:
            for symbol in model.symbols(shown=True):
                found[str(symbol.arguments[0])] = symbol.arguments[1].number
    return found


def by_us(said: Said, facts: list[Fact]) -> dict[str, int]:
    known = Knowledge((said,), tuple(facts), {}, {})
    return {
        verdict.bearing.value: verdict.standard.rank
        for verdict in judged(known, SCHEMES, Names({}))
        if verdict.standard is not None
    }


CLAIMS = sorted(
    {scheme.claim for scheme in SCHEMES.schemes if not scheme.claim.startswith("?")}
)
THINGS = st.sampled_from(["p", "group", "k", "k-2", "camp", "letter", "authority", "speaker"])
GRADES = st.sampled_from(list(Grade))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Said, list[Fact]]:
    """Return a claim, and facts that its schemes may draw on, drawn near enough to matter."""
    claim = draw(st.sampled_from(CLAIMS))
    usual = {"?S": "speaker", "?F": "group", "?C": "claim", "?L": "letter", "?X": "camp"}
    usual |= {"?P": "p", "?K": "k", "?W": "camera", "?A": "authority", "?D": "claim-2"}
    usual |= {"?Q": claim, "?R": "offers_remote_service", "?T": "sales"}
    conditions = [
        condition
        for scheme in SCHEMES.schemes
        if scheme.claim in {claim, "?Q"}
        for condition in (*scheme.premises, *scheme.assumptions, *scheme.exceptions)
    ]
    facts = [
        Fact("opposes", (claim, "offers_remote_service", ""), holds=True, grade=Grade.HELD)
    ]
    for condition in conditions:
        for _ in range(draw(st.integers(0, 2))):
            parts = [
                draw(THINGS) if part.startswith("?") and draw(st.integers(0, 3)) == 0 else part
                for part in condition.fact.parts
            ]
            subject, object_, about = (usual.get(part, part) for part in parts)
            holds, grade = draw(st.integers(0, 4)) > 0, draw(GRADES)
            facts.append(
                Fact(condition.fact.predicate, (subject, object_, about), holds, grade)
            )
    said = Said(
        EntryId("claim"),
        claim,
        "speaker",
        draw(st.sampled_from(["group", "p"])),
        "letter",
        "camp",
        draw(st.sampled_from([Modality.ASSERTS, Modality.DENIES, Modality.BELIEVES])),
        Scope(),
        Fact("claimed", ("", "", ""), holds=True, grade=draw(GRADES)),
    )
    return said, facts


@settings(max_examples=300)
@given(cases())
def test_clingo_comes_to_the_same_verdicts(case: tuple[Said, list[Fact]]) -> None:
    said, facts = case
    assert by_us(said, facts) == by_clingo(said, facts)


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_the_cases_reach_every_standard(rank: int) -> None:
    said, facts = find(
        cases(),
        lambda case: rank in by_clingo(*case).values(),
        settings=settings(max_examples=3_000, database=None),
    )
    assert rank in by_us(said, facts).values()


@pytest.mark.parametrize("what", ["falls", "attacked"])
def test_the_cases_reach_arguments_that_fall_and_that_are_attacked(what: str) -> None:
    def has_one(case: tuple[Said, list[Fact]]) -> bool:
        return any(getattr(each, what) for each in _arguments(*case))

    find(cases(), has_one, settings=settings(max_examples=3_000, database=None))


def _arguments(said: Said, facts: list[Fact]) -> list[Argument]:
    known = Knowledge((said,), tuple(facts), {}, {})
    return [each for verdict in judged(known, SCHEMES, Names({})) for each in verdict.against]
