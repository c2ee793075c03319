"""Words for what programs call by a code: states, outcomes, kinds; in the user's language."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias, TypeVar

from countersight.messages import Words, marked, spoken
from countersight.model.decision import Outcome
from countersight.model.facts import Truth
from countersight.model.match import Relation
from countersight.model.office import DISMISSED, JobState
from countersight.model.vendor import Basis, NameKind, VendorKind
from countersight.model.watchlist import EntityKind
from countersight.model.wording import basis_words, role_words
from countersight.report.judgements import VERDICTS
from countersight.report.lists import CHANGES, TOLD_BY
from countersight.report.rule_text import STANDINGS, TURNS
from countersight.report.rule_words import FORCES, MODALITIES, STATUSES
from countersight.report.words import CHECKED, LABELS, OUTCOMES, REASONS
from countersight.work.office.attending import Step
from countersight.work.office.columns import FIELD_WORDS, KIND_WORDS

Key = TypeVar("Key")
Told: TypeAlias = Callable[[str], str]

JUDGED: Final = Words({DISMISSED: "dismissed"})
JOBS: Final = Words(
    {
        JobState.WAITING: "waiting",
        JobState.RUNNING: "running",
        JobState.DONE: "done",
        JobState.FAILED: "failed",
        JobState.CANCELLED: "cancelled",
    }
)
STEPS: Final[Mapping[Step, tuple[str, str, str]]] = {
    Step.PROFILE: (
        "/settings",
        marked("Say who you are"),
        marked("A profile has the place and the roles that decide which duties bind you."),
    ),
    Step.SCREEN: (
        "/screen",
        marked("Hand in a file, or paste names"),
        marked("You see what each column is taken for before anything is screened."),
    ),
    Step.REVIEW: (
        "/review",
        marked("Judge a match"),
        marked("Say why; it counts in later runs, and can be taken back."),
    ),
    Step.DECIDE: (
        "/decide",
        marked("Ask what the law asks"),
        marked("A situation, fact by fact."),
    ),
}
"""The first steps of an office: where each leads, and its words, told where they are shown."""
LOOKS: Final[Mapping[str, str]] = {
    JobState.WAITING: "quiet",
    JobState.RUNNING: "advises",
    JobState.DONE: "exempt",
    JobState.FAILED: "overdue",
    JobState.CANCELLED: "quiet",
}
"""The look of a state of a job; its word stands in it."""
FACETS: Final = Words(
    {
        "state": "State",
        "duty": "Duty",
        "decision": "What duties do",
        "list": "List",
        "maker": "Maker",
        "site": "Site",
        "buyer": "Buyer",
        "kind": "Kind of record",
        "reason": "Why not checked",
        "country": "Country",
    }
)
NAME_KINDS: Final = Words(
    {
        NameKind.LEGAL: "legal name",
        NameKind.SHORT: "short name",
        NameKind.BRAND: "brand",
        NameKind.PRODUCT: "product",
        NameKind.FORMER: "former name",
        NameKind.LISTED: "as a list prints it",
        NameKind.REGISTRY: "as a registry prints it",
        NameKind.TRANSLITERATION: "transliteration",
        NameKind.ALIAS: "other name",
    }
)
VENDOR_KINDS: Final = Words(
    {
        VendorKind.FAMILY: "family of companies",
        VendorKind.PARENT: "parent company",
        VendorKind.AFFILIATE: "affiliate",
        VendorKind.FORMER_AFFILIATE: "former affiliate",
        VendorKind.CONTROL: "maker that no list read here names",
    }
)
LISTED_KINDS: Final = Words(
    {
        EntityKind.COMPANY: "company",
        EntityKind.ORGANISATION: "organisation",
        EntityKind.PUBLIC_BODY: "public body",
        EntityKind.VESSEL: "ship",
        EntityKind.AIRCRAFT: "aircraft",
        EntityKind.EQUIPMENT: "goods or services",
        EntityKind.UNSTATED: "not stated",
    }
)
STANDS: Final = Words(
    {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "it may: that is not known"}
)
"""Whether an entry stands on a day."""
HOWS: Final = Words(
    {
        "named": "by its name",
        "unit": "as a unit",
        "class": "as one of a class",
        "proceeding": "in a proceeding",
    }
)
"""How a list prints a company."""
WHATS: Final = Words(
    {
        "review": "judgement",
        "undo": "judgement taken back",
        "setting": "setting",
        "run": "run asked for",
        "cancel": "run cancelled",
        "remove": "run removed",
        "restore": "restored",
    }
)
"""What a line of the audit log is about."""
RELATIONS: Final = Words(
    {
        Relation.ITSELF: "the company itself",
        Relation.SUBSIDIARY: "a subsidiary of it",
        Relation.AFFILIATE: "tied to it",
        Relation.BRAND: "a brand of it",
        Relation.FORMER: "a former name of it",
    }
)
"""What a record is to the entity."""
_NOT_BOUND: Final = Words({Outcome.NOT_BOUND: "does not bind"})


def _by(table: Mapping[Key, str]) -> Told:
    """Return what tells a code by a table; nothing where the table has it not."""
    return lambda code: next((table[key] for key in table if key == code), "")


_FAMILIES: Final[Mapping[str, tuple[Told, ...]]] = {
    "state": (_by(LABELS), _by(JUDGED)),
    "outcome": (_by(OUTCOMES), _by(_NOT_BOUND)),
    "decision": (_by(OUTCOMES), _by(_NOT_BOUND)),
    "job": (_by(JOBS),),
    "facet": (_by(FACETS),),
    "field": (_by(FIELD_WORDS),),
    "kind": (_by(KIND_WORDS),),
    "reason": (_by(REASONS),),
    "verdict": (_by(VERDICTS),),
    "name": (_by(NAME_KINDS),),
    "vendor": (_by(VENDOR_KINDS),),
    "checked": (_by(CHECKED),),
    "how": (_by(HOWS),),
    "listed": (_by(LISTED_KINDS),),
    "stands": (_by(STANDS),),
    "change": (_by(CHANGES),),
    "vintage": (_by(TOLD_BY),),
    "what": (_by(WHATS),),
    "force": (_by(FORCES),),
    "status": (_by(STATUSES),),
    "modality": (_by(MODALITIES),),
    "standing": (_by(STANDINGS),),
    "turn": (_by(TURNS),),
    "relation": (_by(RELATIONS),),
    "role": (lambda code: spoken(role_words(code)),),
    "basis": (lambda code: spoken(basis_words(Basis(code))),),
}
"""What tells a code of a family; the first that knows it."""
_NAMED: Final = frozenset({"maker", "site", "buyer", "list", "duty", "country"})
"""Families of names, which are told as they stand."""


def word(code: str, family: str) -> str:
    """Return what a code means in the user's language; one that has no words, as it stands.

    >>> word("no_match", "state"), word("hikvision", "maker"), word("some_fact", "fact")
    ('no match', 'hikvision', 'some fact')
    """
    told = next(filter(None, (tells(code) for tells in _FAMILIES.get(family, ()))), "")
    return told or (code if family in _NAMED else code.replace("_", " "))
