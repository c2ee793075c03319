"""Which catalogued company a record is: state, relation and evidence; and who owns it.

``Matcher`` answers records. How a name is met stands in ``comparing``, what each pass and
each piece of evidence does in the tables of ``evidence``, what names and ties make of a
company in the tables of ``relations``; who is not screened in ``gate``. Names that are spelt
nearly as one of the catalogue's are told by the kernels (``nearest``), which are handed in.
"""

from countersight.match.gate import Barred, bar
from countersight.match.gathering import NAMING
from countersight.match.matcher import LOOKED_AT, Glance, Matcher
from countersight.match.nearness import Makes
from countersight.match.ownership import Imported, Links, owners

__all__ = [
    "LOOKED_AT",
    "NAMING",
    "Barred",
    "Glance",
    "Imported",
    "Links",
    "Makes",
    "Matcher",
    "bar",
    "owners",
]
