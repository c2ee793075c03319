"""Who said what, when, as whom; what documents state; what was asked and not answered.

``load`` reads a case from TOML, with its passages tied to the words of held texts; ``dump``
writes it; ``schema`` tells its shape. ``graded`` says how near the evidence of an entry is,
``answered`` what became of a question. ``assembled`` makes a case of entries.
"""

from countersight.claim.assembling import assembled, withdrawn
from countersight.claim.checking import checked
from countersight.claim.dumping import as_tables, dump, entry_digest, entry_table
from countersight.claim.grading import Basis, Graded, Index
from countersight.claim.loading import load, read_entry
from countersight.claim.money import read_money
from countersight.claim.questions import Answered, QuestionState, answered
from countersight.claim.schema import schema
from countersight.claim.telling import Head, Table, entry_event, head_event, head_in, table_in

__all__ = [
    "Answered",
    "Basis",
    "Graded",
    "Head",
    "Index",
    "QuestionState",
    "Table",
    "answered",
    "as_tables",
    "assembled",
    "checked",
    "dump",
    "entry_digest",
    "entry_event",
    "entry_table",
    "head_event",
    "head_in",
    "load",
    "read_entry",
    "read_money",
    "schema",
    "table_in",
    "withdrawn",
]
