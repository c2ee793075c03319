"""The tables of a case file: its reader, writer, schema and page are made of them."""

from dataclasses import dataclass
from typing import Final

from countersight.claim.kinds import (
    ADDRESS,
    COUNTRY,
    DATE,
    ID,
    SHA256,
    TEXT,
    TRUTH,
    WHOLE,
    Key,
    Table,
    one_of,
    table_of,
    tables_of,
)
from countersight.claim.parts import (
    GRADE,
    IDS,
    PASSAGES,
    REPLY,
    ROLE,
    SCOPE,
    SOURCE,
    TERM,
    VALUE,
    WITHDRAWN,
)
from countersight.ids import EntryId
from countersight.model.casefile import (
    Casefile,
    Claim,
    Judgement,
    Modality,
    Question,
    Review,
    Reviewed,
    Statement,
    We,
    Wording,
)
from countersight.model.contract import (
    Contract,
    Party,
    PartyKind,
    Stage,
)
from countersight.model.document import Document, DocumentKind
from countersight.model.passage import Passage


@dataclass(frozen=True, slots=True)
class PassageAsked:
    """A passage as a case file asks for it, before its words are looked for."""

    id: EntryId
    document: EntryId
    words: str = ""
    first: str = ""
    last: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    how: str = ""
    withdrawn: str = ""

    def __post_init__(self) -> None:
        if bool(self.words) == bool(self.first and self.last):
            raise ValueError("write words, or from and to")


def _asked(entry: object) -> object:
    """Return a passage as a case file asks for it: by its words, and by where they begin."""
    if not isinstance(entry, Passage):
        return entry
    start = None if entry.place is None else entry.place.start
    return PassageAsked(
        entry.id,
        entry.document,
        entry.words,
        start=start,
        how=entry.how,
        withdrawn=entry.withdrawn,
    )


DOCUMENT: Final = Table(
    "document",
    Document,
    (
        Key("id", ID, "its id", required=True),
        Key("kind", one_of(DocumentKind), "what it is", required=True),
        Key("title", TEXT, "what it is called", required=True),
        Key("by", IDS, "who wrote it; of a letter the sender"),
        Key(
            "to", IDS, "to whom; a letter names its sender or its recipient, whichever is known"
        ),
        Key("date", DATE, "of when it is"),
        Key("address", ADDRESS, "where it was published"),
        Key("file", TEXT, "name of its text, beside the case file; without one it is not held"),
        Key("capture", SHA256, "SHA-256 of the bytes that were received"),
        Key("rendition", SHA256, "SHA-256 of the text (UTF-8); it must agree"),
        Key("cited_in", IDS, "documents through which it is known, where it is not held"),
        Key("note", TEXT, "anything else"),
        WITHDRAWN,
    ),
    "A document, held or known from others. A document is held where its text is.",
)
PASSAGE: Final = Table(
    "passage",
    PassageAsked,
    (
        Key("id", ID, "its id", required=True),
        Key("document", ID, "where it stands", required=True),
        Key("words", TEXT, "the exact words"),
        Key("from", TEXT, "instead of `words`: the first words", into="first"),
        Key("to", TEXT, "and the last ones", into="last"),
        Key("prefix", TEXT, "what stands directly before, where the words stand twice"),
        Key("suffix", TEXT, "what stands directly behind"),
        Key("start", WHOLE, "code points before the words"),
        Key("how", TEXT, "the normalisation through which they were first found"),
        WITHDRAWN,
    ),
    "Exact words in a document.",
    _asked,
)
PARTY: Final = Table(
    "party",
    Party,
    (
        Key("id", ID, "its id", required=True),
        Key("name", TEXT, "as documents write it", required=True),
        Key("kind", one_of(PartyKind), "what it is", required=True),
        Key("role", TEXT, "office or function; a person stands here in a public one only"),
        Key("of", IDS, "organisations that the role belongs to"),
        Key("country", COUNTRY, "where it sits"),
        PASSAGES,
        WITHDRAWN,
    ),
    "Somebody who speaks, is spoken to, or is party to a contract.",
)
CONTRACT: Final = Table(
    "contract",
    Contract,
    (
        Key("id", ID, "its id", required=True),
        Key("title", TEXT, "what it is about", required=True),
        Key("stage", one_of(Stage), "how far it got, as far as is shown", required=True),
        SOURCE,
        Key("reference", TEXT, "its number"),
        Key("place", TEXT, "from the large to the small, parted by `/`"),
        Key("roles", tables_of(ROLE, "party"), "who does what"),
        Key("value", table_of(VALUE), "its sum"),
        Key("term", table_of(TERM), "how long it runs"),
        Key("construction", table_of(TERM), "how long construction takes, of that"),
        Key("awarded", DATE, "day of the award"),
        Key("signed", DATE, "day of the signature"),
        Key("starts", DATE, "from when it runs"),
        Key("ends", DATE, "until when, where that is told apart from the term"),
        PASSAGES,
        GRADE,
        WITHDRAWN,
    ),
    "A contract, as its documents tell it.",
)
STATEMENT: Final = Table(
    "statement",
    Statement,
    (
        Key("id", ID, "its id", required=True),
        Key("predicate", TEXT, "a fact of the [vocabulary](schemes.md#facts)", required=True),
        Key("subject", TEXT, "an id, or words", required=True),
        Key("object", TEXT, "an id, or words"),
        Key("about", TEXT, "an id, or words"),
        Key("holds", TRUTH, "`false` says that it is not so"),
        Key("says", TEXT, "the same in words"),
        PASSAGES,
        SOURCE,
        GRADE,
        Key("scope", table_of(SCOPE), "what it is limited to"),
        WITHDRAWN,
    ),
    "A fact, typed, that rests on passages.",
)
CLAIM: Final = Table(
    "claim",
    Claim,
    (
        Key("id", ID, "its id", required=True),
        Key("speaker", ID, "who said it", required=True),
        Key("predicate", TEXT, "a claim of the [vocabulary](schemes.md#claims)", required=True),
        Key("passages", IDS, "its exact words", required=True),
        Key("capacity", TEXT, "as what the speaker spoke"),
        Key("for", IDS, "for whom: whom *we* means", into="on_behalf_of"),
        Key("we", one_of(We), "how that is known; `understood` if nothing is said"),
        Key("source", ID, "the document in which it was said; held or not"),
        Key("about", TEXT, "an id, or words, as the predicate asks"),
        Key("modality", one_of(Modality), "how it is put; `asserts` if nothing is said"),
        Key("wording", one_of(Wording), "`literal` if nothing is said"),
        Key("says", TEXT, "the same in plain words"),
        Key("scope", table_of(SCOPE), "what it is limited to"),
        GRADE,
        WITHDRAWN,
    ),
    "What a speaker asserted.",
)
QUESTION: Final = Table(
    "question",
    Question,
    (
        Key("id", ID, "its id", required=True),
        Key("by", ID, "who asked", required=True),
        Key("to", ID, "who was asked", required=True),
        Key("source", ID, "the document in which it was asked; held or not", required=True),
        Key("passages", IDS, "its exact words"),
        Key("says", TEXT, "the same in plain words"),
        Key("replies", tables_of(REPLY, "document"), "what became of it"),
        Key("puts", IDS, "claims of which it puts the evidence to whom it asks, for a reply"),
        WITHDRAWN,
    ),
    "A question that somebody asked of somebody.",
)
REVIEW: Final = Table(
    "review",
    Review,
    (
        Key("id", ID, "its id", required=True),
        Key("of", ID, "the entry that is judged; for a verdict, its claim", required=True),
        Key("what", one_of(Reviewed), "`entry` if nothing is said"),
        Key("judgement", one_of(Judgement), "what is made of it", required=True),
        Key("reason", TEXT, "why", required=True),
        Key("by", TEXT, "who judges: an office or a role", required=True),
        Key("on", DATE, "when", required=True),
        Key("saw", TEXT, "what was judged: SHA-256 of the entry, or the verdicts in a row"),
        WITHDRAWN,
    ),
    "A person's judgement on an entry or on a verdict. It changes neither.",
)
ENTRIES: Final = (DOCUMENT, PASSAGE, PARTY, CONTRACT, STATEMENT, CLAIM, QUESTION, REVIEW)
"""The tables in the order of a file; each is a list, ``[[document]]``."""
HEAD: Final = Table(
    "case",
    Casefile,
    (
        Key("id", ID, "id of the case", required=True),
        Key("title", TEXT, "what it is about", required=True),
        Key("note", TEXT, "anything else"),
    ),
)
