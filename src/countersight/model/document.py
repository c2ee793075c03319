"""A document of a case: held, or known from others that cite it."""

from dataclasses import dataclass
from enum import StrEnum

from countersight.ids import EntryId
from countersight.messages import sentence
from countersight.model.values import PartialDate


class DocumentKind(StrEnum):
    """What a document is."""

    LETTER = "letter"
    ARTICLE = "article"
    REPORT = "report"
    TENDER_RECORD = "tender_record"
    CONTRACT = "contract"
    REGISTER = "register"
    STATEMENT = "statement"
    """A speech, an interview, a page of a supplier."""
    MANUAL = "manual"
    INSPECTION = "inspection"
    """What somebody saw, measured or photographed."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """One document: who wrote it to whom and when, and whether its text is held."""

    id: EntryId
    kind: DocumentKind
    title: str
    by: tuple[EntryId, ...] = ()
    to: tuple[EntryId, ...] = ()
    date: PartialDate | None = None
    address: str = ""
    file: str = ""
    """Name of the held text, as the one who loads a case calls it."""
    capture: str = ""
    """SHA-256 of the bytes that the text was derived from."""
    rendition: str = ""
    """SHA-256 of the held text; empty where none is held."""
    cited_in: tuple[EntryId, ...] = ()
    """Documents through which it is known."""
    note: str = ""
    withdrawn: str = ""

    def __post_init__(self) -> None:
        if self.kind is DocumentKind.LETTER and not (self.by or self.to):
            raise ValueError(
                sentence("a letter has a sender (by) or a recipient (to) that is known")
            )
        if self.id in self.cited_in:
            raise ValueError(sentence("a document does not cite itself"))

    @property
    def held(self) -> bool:
        """Whether its text is here and still counts."""
        return bool(self.rendition) and not self.withdrawn
