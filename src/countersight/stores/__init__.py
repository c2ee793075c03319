"""What is kept on disk between runs."""

from countersight.stores.indexes import load_index, save_index

__all__ = ["load_index", "save_index"]
