"""What is asked of the restrictions themselves: which stand, what falls due, what changed.

``book`` is where to ask. ``standing`` says which speak to somebody and whether they stand on a
day; ``agenda`` what falls due when; ``changes`` what differs between two days, or between two
catalogues; ``checking`` what is wrong with a user's own files.
"""

from countersight.work.rules.book import Rules
from countersight.work.rules.changes import differences
from countersight.work.rules.checking import check

__all__ = ["Rules", "check", "differences"]
