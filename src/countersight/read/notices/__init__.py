"""Award notices: TED legacy XML, eForms, and those of China; a record for each winner.

A bidder is a record only where the notice says that it won. Private persons are dropped
here and counted. The reference page on notices says which element becomes which column.
"""

from countersight.read.notices.shelf import NOTES, Shelf

__all__ = ("NOTES", "Shelf")
