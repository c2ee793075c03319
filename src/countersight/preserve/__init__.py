"""Bytes in; hashes, renditions and an append-only log out."""
