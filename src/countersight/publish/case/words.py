"""The words for what is computed of a case, the same in every output."""

from typing import Final

from countersight.claim import Graded, QuestionState
from countersight.messages import changed, joined, sentence, sentences
from countersight.model.argument import Bearing, Leaf, LeafRole, LeafState, Standard, Verdict
from countersight.model.casefile import (
    Claim,
    Judgement,
    Modality,
    Scope,
    We,
    Wording,
)
from countersight.model.contract import ContractRole, Grade, PartyKind, Stage, Term
from countersight.model.document import Document, DocumentKind
from countersight.model.values import Money

BEARINGS: Final = {
    Bearing.CONTRADICTS: sentence("Contradicts the claim"),
    Bearing.IN_TENSION: sentence("In tension with the claim"),
    Bearing.QUALIFIES: sentence("Qualifies the claim"),
    Bearing.DOES_NOT_BEAR: sentence("Does not bear on the claim"),
}
STANDARDS: Final = {
    Standard.ALLEGED: sentence("alleged"),
    Standard.PRIMA_FACIE: sentence("prima facie"),
    Standard.ESTABLISHED: sentence("established"),
}
GRADES: Final = {
    Grade.HELD: sentence("held"),
    Grade.CITED: sentence("cited, not held"),
    Grade.ALLEGED: sentence("alleged"),
}
ROLES: Final = {
    LeafRole.CLAIM: sentence("Claim"),
    LeafRole.PREMISE: sentence("Premise"),
    LeafRole.ASSUMPTION: sentence("Assumption"),
    LeafRole.EXCEPTION: sentence("Exception"),
}
STATES: Final = {
    LeafState.SHOWN: sentence("shown"),
    LeafState.OPEN: sentence("open"),
    LeafState.DENIED: sentence("shown not to be so"),
    LeafState.CONTESTED: sentence("shown and denied alike"),
}
QUESTIONS: Final = {
    QuestionState.OPEN: sentence("Open"),
    QuestionState.ANSWERED: sentence("Answered"),
    QuestionState.PARTLY: sentence("Answered in part"),
    QuestionState.EVADED: sentence("Evaded"),
    QuestionState.DECLINED: sentence("Declined"),
}
STAGES: Final = {
    Stage.TENDER: sentence("tendered"),
    Stage.AWARD: sentence("awarded"),
    Stage.SIGNED: sentence("signed"),
    Stage.PERFORMED: sentence("performed"),
}
JUDGEMENTS: Final = {
    Judgement.ACCEPT: sentence("Accepted"),
    Judgement.DISPUTE: sentence("Disputed"),
}
MODALITIES: Final = {
    Modality.ASSERTS: sentence("put as an assertion"),
    Modality.DENIES: sentence("put as a denial"),
    Modality.PROMISES: sentence("put as a promise"),
    Modality.BELIEVES: sentence("put as a belief"),
    Modality.ASKS: sentence("put as a question, which asserts nothing"),
}
WORDINGS: Final = {
    Wording.LITERAL: sentence("In the speaker's words"),
    Wording.PARAPHRASE: sentence("A paraphrase: these are not the speaker's words"),
}
BEHALF: Final = {
    We.STATED: sentence("as stated"),
    We.UNDERSTOOD: sentence("as understood"),
    We.UNCLEAR: sentence("which is unclear"),
}
"""How it is known for whom somebody speaks."""
PARTIES: Final = {
    PartyKind.COMPANY: sentence("company"),
    PartyKind.PUBLIC_BODY: sentence("public body"),
    PartyKind.COMMITTEE: sentence("committee"),
    PartyKind.MEDIA: sentence("media"),
    PartyKind.PERSON: sentence("person in a public role"),
    PartyKind.OTHER: sentence("other"),
}
KINDS: Final = {
    DocumentKind.TENDER_RECORD: sentence("tender record"),
    DocumentKind.LETTER: sentence("letter"),
    DocumentKind.ARTICLE: sentence("article"),
    DocumentKind.REPORT: sentence("report"),
    DocumentKind.CONTRACT: sentence("contract"),
    DocumentKind.REGISTER: sentence("register"),
    DocumentKind.STATEMENT: sentence("statement"),
    DocumentKind.MANUAL: sentence("manual"),
    DocumentKind.INSPECTION: sentence("inspection"),
    DocumentKind.OTHER: sentence("other"),
}
PARTS: Final = {
    ContractRole.DESIGN: sentence("design"),
    ContractRole.BUILD: sentence("build"),
    ContractRole.FINANCE: sentence("finance"),
    ContractRole.OPERATE: sentence("operate"),
    ContractRole.MAINTAIN: sentence("maintain"),
    ContractRole.TRANSFER: sentence("transfer"),
    ContractRole.SUPPLY: sentence("supply"),
    ContractRole.BUY: sentence("buy"),
    ContractRole.TENDER: sentence("tender"),
}
"""What a party is under a contract."""
NOTICE: Final = sentence(
    "A verdict says what the documents of this case come to by rules that "
    "are published. It is no finding of a court, and no legal advice."
)
NO_ONE: Final = sentence("Nobody is accused of what is not written here.")


def state_words(leaf: Leaf) -> str:
    """Return what is known of a leaf, and how well; of an exception, whether it is shown."""
    state = changed(STATES[leaf.state], str.capitalize)
    if leaf.role is LeafRole.EXCEPTION and leaf.state is LeafState.OPEN:
        state = sentence("Not shown")
    if leaf.grade is None:
        return state
    return joined(", ", (state, grade_words(leaf.grade, leaf.hands)))


def verdict_words(verdict: Verdict) -> str:
    """Return a verdict in a few words, how well it is proved among them.

    >>> from countersight.ids import EntryId
    >>> verdict_words(Verdict(EntryId("c"), Bearing.CONTRADICTS, Standard.PRIMA_FACIE, ""))
    'Contradicts the claim: prima facie, not established'
    """
    words = BEARINGS[verdict.bearing]
    if verdict.standard is None:
        return words
    rest = "" if verdict.standard is Standard.ESTABLISHED else sentence(", not established")
    standard = joined("", (STANDARDS[verdict.standard], rest))
    return joined(": ", (words, standard))


def grade_words(grade: Grade, hands: int | None) -> str:
    """Return a grade, with how many hands it came through.

    >>> grade_words(Grade.CITED, 2)
    'cited, not held (2 hands away)'
    """
    away = hands_words(hands)
    if not away:
        return GRADES[grade]
    return sentence("{grade} ({away})", grade=GRADES[grade], away=away)


def hands_words(hands: int | None) -> str:
    """Return through how many hands something came; nothing where it is held, or unknown.

    >>> hands_words(1), hands_words(2), hands_words(0)
    ('1 hand away', '2 hands away', '')
    """
    return sentences("{number} hand away", "{number} hands away", hands) if hands else ""


def held_words(document: Document, hands: int | None) -> str:
    """Return whether a document is held, and how far away it is where it is not."""
    if document.held:
        return sentence("held")
    return joined(", ", filter(None, (sentence("not held"), hands_words(hands))))


def wording_words(claim: Claim) -> str:
    """Return whose words a claim is in, and how it is put."""
    return joined("; ", (WORDINGS[claim.wording], MODALITIES[claim.modality]))


def scope_words(scope: Scope) -> str:
    """Return what something is limited to; nothing where it is not.

    >>> scope_words(Scope(place="CN/Xinjiang"))
    'in CN/Xinjiang'
    """
    parts = (
        sentence("in {place}", place=scope.place) if scope.place else "",
        sentence("of {product}", product=scope.product) if scope.product else "",
        sentence("from {since}", since=scope.since) if scope.since else "",
        sentence("until {until}", until=scope.until) if scope.until else "",
    )
    return joined(", ", filter(None, parts))


def term_words(term: Term) -> str:
    """Return how long something runs.

    >>> term_words(Term(1)), term_words(Term(21))
    ('1 year', '21 years')
    """
    return sentences("{number} year", "{number} years", term.years)


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
    return joined(": ", (grade_words(graded.grade, graded.hands), graded.why))
