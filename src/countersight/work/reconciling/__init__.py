"""Columns of names matched with the catalogue, by the Reconciliation Service API 0.2.

What is asked is taken apart here, and answered by the same matching as ``screen`` uses; how it
looks on the wire is said in ``web.reconcile``.
"""

from countersight.work.reconciling.answering import Candidate as Candidate
from countersight.work.reconciling.answering import Reconciled as Reconciled
from countersight.work.reconciling.answering import Reconciling as Reconciling
from countersight.work.reconciling.queries import Batch as Batch
from countersight.work.reconciling.queries import batch_of as batch_of
from countersight.work.reconciling.refusals import Refusal as Refusal
