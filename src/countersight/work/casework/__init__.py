"""A case from its first document to the bag that strangers verify: one module a use case.

What is said of a case is said in its log; the case is read from the log each time, so that
nothing can be in the one and not in the other.
"""

from countersight.work.casework.adding import Described, Told, add
from countersight.work.casework.assessing import Assessed, assess_case, look
from countersight.work.casework.bench import Casework, begin
from countersight.work.casework.checking import Checked, check_case, unopened
from countersight.work.casework.citing import Cited, Wanted, cite
from countersight.work.casework.dumping import dump_files
from countersight.work.casework.exporting import disclose_document, export_case, import_case
from countersight.work.casework.ledger import Ledger, read_ledger
from countersight.work.casework.loading import Loaded, load_file
from countersight.work.casework.redacting import Redacted, redact_from
from countersight.work.casework.reviewing import review
from countersight.work.casework.stating import answer, link, state
from countersight.work.casework.withdrawing import withdraw

__all__ = [
    "Assessed",
    "Casework",
    "Checked",
    "Cited",
    "Described",
    "Ledger",
    "Loaded",
    "Redacted",
    "Told",
    "Wanted",
    "add",
    "answer",
    "assess_case",
    "begin",
    "check_case",
    "cite",
    "disclose_document",
    "dump_files",
    "export_case",
    "import_case",
    "link",
    "load_file",
    "look",
    "read_ledger",
    "redact_from",
    "review",
    "state",
    "unopened",
    "withdraw",
]
