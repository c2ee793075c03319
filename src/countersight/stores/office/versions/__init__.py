"""The versions of an office's tables, from the first on."""
