"""``countersight case``: a case from its first document to the bag that strangers verify."""

from countersight.cli.case import keeping, moving, reading, saying
from countersight.cli.making import command_group

app = command_group("Keep a case: exact words, fair verdicts, and their proof.")
for _each in (keeping, saying, reading, moving):
    app.add_typer(_each.app)

__all__ = ["app"]
