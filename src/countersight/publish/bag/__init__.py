"""A case as a bag: what a third party verifies without this software."""

from countersight.model.proof import Flaw
from countersight.publish.bag.crate import About
from countersight.publish.bag.disclosing import disclose
from countersight.publish.bag.exporting import Export, export
from countersight.publish.bag.importing import import_bag
from countersight.publish.bag.report import Report
from countersight.publish.bag.verifying import verify

__all__ = ["About", "Export", "Flaw", "Report", "disclose", "export", "import_bag", "verify"]
