"""The command line: one file a command group; exit codes live here only."""

from countersight.cli.app import main

__all__ = ("main",)
