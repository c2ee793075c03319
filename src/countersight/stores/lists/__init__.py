"""Outside lists, kept in a folder."""

from countersight.stores.lists.folder import ListFolder

__all__ = ["ListFolder"]
