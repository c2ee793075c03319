"""Findings for people and programs: text, JSON Lines, CSV.

A renderer takes one ``ScreenedBatch`` after the other and gives text to write. ``wiring`` has
the table of formats; a new format is one module with one renderer and a line there.

Decisions on facts alone are written by ``decisions`` and ``explained``. What the restrictions
themselves say is written by the modules that begin with ``rule_``, and by ``ftm``.
"""

from countersight.report.faces import Renderer

__all__ = ("Renderer",)
