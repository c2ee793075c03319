"""From bytes to batches: tables, workbooks, rows of JSON, and OCDS."""

from countersight.read.headers import FACTS, FIELDS
from countersight.read.reading import READERS, read
from countersight.read.source import Limits, Options, Source

__all__ = ("FACTS", "FIELDS", "READERS", "Limits", "Options", "Source", "read")
