"""The words for what is computed of a case, the same in every output."""

from typing import Final

from countersight.assess import Names
from countersight.claim import Graded, QuestionState
from countersight.model.argument import Bearing, Leaf, LeafRole, LeafState, Standard, Verdict
from countersight.model.casefile import (
    Claim,
    Judgement,
    Modality,
    Scope,
    Statement,
    We,
    Wording,
)
from countersight.model.contract import Grade, PartyKind, Stage, Term
from countersight.model.document import Document
from countersight.model.values import Money

BEARINGS: Final = {
    Bearing.CONTRADICTS: "Contradicts the claim",
    Bearing.IN_TENSION: "In tension with the claim",
    Bearing.QUALIFIES: "Qualifies the claim",
    Bearing.DOES_NOT_BEAR: "Does not bear on the claim",
}
STANDARDS: Final = {
    Standard.ALLEGED: "alleged",
    Standard.PRIMA_FACIE: "prima facie",
    Standard.ESTABLISHED: "established",
}
GRADES: Final = {
    Grade.HELD: "held",
    Grade.CITED: "cited, not held",
    Grade.ALLEGED: "alleged",
}
ROLES: Final = {
    LeafRole.CLAIM: "Claim",
    LeafRole.PREMISE: "Premise",
    LeafRole.ASSUMPTION: "Assumption",
    LeafRole.EXCEPTION: "Exception",
}
STATES: Final = {
    LeafState.SHOWN: "shown",
    LeafState.OPEN: "open",
    LeafState.DENIED: "shown not to be so",
    LeafState.CONTESTED: "shown and denied alike",
}
QUESTIONS: Final = {
    QuestionState.OPEN: "Open",
    QuestionState.ANSWERED: "Answered",
    QuestionState.PARTLY: "Answered in part",
    QuestionState.EVADED: "Evaded",
    QuestionState.DECLINED: "Declined",
}
STAGES: Final = {
    Stage.TENDER: "tendered",
    Stage.AWARD: "awarded",
    Stage.SIGNED: "signed",
    Stage.PERFORMED: "performed",
}
JUDGEMENTS: Final = {Judgement.ACCEPT: "Accepted", Judgement.DISPUTE: "Disputed"}
MODALITIES: Final = {
    Modality.ASSERTS: "put as an assertion",
    Modality.DENIES: "put as a denial",
    Modality.PROMISES: "put as a promise",
    Modality.BELIEVES: "put as a belief",
    Modality.ASKS: "put as a question, which asserts nothing",
}
WORDINGS: Final = {
    Wording.LITERAL: "In the speaker's words",
    Wording.PARAPHRASE: "A paraphrase: these are not the speaker's words",
}
BEHALF: Final = {
    We.STATED: "as stated",
    We.UNDERSTOOD: "as understood",
    We.UNCLEAR: "which is unclear",
}
"""How it is known for whom somebody speaks."""
PARTIES: Final = {
    PartyKind.COMPANY: "company",
    PartyKind.PUBLIC_BODY: "public body",
    PartyKind.COMMITTEE: "committee",
    PartyKind.MEDIA: "media",
    PartyKind.PERSON: "person in a public role",
    PartyKind.OTHER: "other",
}
NOTICE: Final = (
    "A verdict says what the documents of this case come to by rules that are published. It is "
    "no finding of a court, and no legal advice."
)
NO_ONE: Final = "Nobody is accused of what is not written here."


def state_words(leaf: Leaf) -> str:
    """Return what is known of a leaf, and how well; of an exception, whether it is shown."""
    state = STATES[leaf.state].capitalize()
    if leaf.role is LeafRole.EXCEPTION and leaf.state is LeafState.OPEN:
        state = "Not shown"
    return state if leaf.grade is None else f"{state}, {grade_words(leaf.grade, leaf.hands)}"


def verdict_words(verdict: Verdict) -> str:
    """Return a verdict in a few words, how well it is proved among them.

    >>> from countersight.ids import EntryId
    >>> verdict_words(Verdict(EntryId("c"), Bearing.CONTRADICTS, Standard.PRIMA_FACIE, ""))
    'Contradicts the claim: prima facie, not established'
    """
    words = BEARINGS[verdict.bearing]
    if verdict.standard is None:
        return words
    rest = "" if verdict.standard is Standard.ESTABLISHED else ", not established"
    return f"{words}: {STANDARDS[verdict.standard]}{rest}"


def grade_words(grade: Grade, hands: int | None) -> str:
    """Return a grade, with how many hands it came through.

    >>> grade_words(Grade.CITED, 2)
    'cited, not held (2 hands away)'
    """
    away = hands_words(hands)
    return f"{GRADES[grade]} ({away})" if away else GRADES[grade]


def hands_words(hands: int | None) -> str:
    """Return through how many hands something came; nothing where it is held, or unknown.

    >>> hands_words(1), hands_words(2), hands_words(0)
    ('1 hand away', '2 hands away', '')
    """
    return f"{hands} hand{'s' * (hands != 1)} away" if hands else ""


def held_words(document: Document, hands: int | None) -> str:
    """Return whether a document is held, and how far away it is where it is not."""
    if document.held:
        return "held"
    return ", ".join(filter(None, ("not held", hands_words(hands))))


def statement_words(statement: Statement, names: Names) -> str:
    """Return a statement in words: its own, or its typed parts."""
    if statement.says:
        return statement.says
    parts = (statement.subject, statement.object, statement.about)
    named = ", ".join(names.called(each) for each in parts if each)
    negation = "" if statement.holds else "not "
    return f"{negation}{statement.predicate.replace('_', ' ')}: {named}"


def wording_words(claim: Claim) -> str:
    """Return whose words a claim is in, and how it is put."""
    return f"{WORDINGS[claim.wording]}; {MODALITIES[claim.modality]}"


def scope_words(scope: Scope) -> str:
    """Return what something is limited to; nothing where it is not.

    >>> scope_words(Scope(place="CN/Xinjiang"))
    'in CN/Xinjiang'
    """
    parts = (
        ("in", scope.place),
        ("of", scope.product),
        ("from", scope.since),
        ("until", scope.until),
    )
    return ", ".join(f"{word} {value}" for word, value in parts if value)


def term_words(term: Term) -> str:
    """Return how long something runs.

    >>> term_words(Term(1)), term_words(Term(21))
    ('1 year', '21 years')
    """
    return f"{term.years} year{'s' * (term.years != 1)}"


def figures(money: Money) -> str:
    """Return a sum in figures; nothing where it was not read.

    >>> from decimal import Decimal
    >>> figures(Money("3m", Decimal(3_000_000))), figures(Money("much"))
    ('3,000,000', '')
    """
    if money.amount is None:
        return ""
    return f"{money.currency} {money.amount:,}" if money.currency else f"{money.amount:,}"


def graded_words(graded: Graded) -> str:
    """Return a grade with its reason."""
    return f"{grade_words(graded.grade, graded.hands)}: {graded.why}"
