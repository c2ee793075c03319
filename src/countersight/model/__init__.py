"""Every noun that crosses a stage. Frozen values on the standard library alone."""
