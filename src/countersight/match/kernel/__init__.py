"""The kernels of name matching, and how they are run."""
