"""Text out of documents, in processes of their own, with limits on time and memory."""

from countersight.preserve.parsing.asking import Parsers
from countersight.preserve.parsing.made import Limits, Made, Part, Unmade

__all__ = ["Limits", "Made", "Parsers", "Part", "Unmade"]
