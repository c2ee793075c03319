"""Keeping outside lists: a file read, judged whole, and kept beside its earlier editions."""

from countersight.work.lists.keeping import ListKeeping
from countersight.work.lists.settings import AddedList, ListSettings

__all__ = ["AddedList", "ListKeeping", "ListSettings"]
