"""Protocols that the edge fills: what the core needs of the world."""

from countersight.ports.case import Authority as Authority
from countersight.ports.case import CaseStore as CaseStore
from countersight.ports.case import Erasure as Erasure
from countersight.ports.case import LogStore as LogStore
from countersight.ports.case import Projection as Projection
from countersight.ports.case import SignedCheckpoint as SignedCheckpoint
from countersight.ports.lists import EditionDraft as EditionDraft
from countersight.ports.lists import ListStore as ListStore
from countersight.ports.office import AnswerStore as AnswerStore
from countersight.ports.office import AuditStore as AuditStore
from countersight.ports.office import JobStore as JobStore
from countersight.ports.office import OfficeStore as OfficeStore
from countersight.ports.office import ReviewStore as ReviewStore
from countersight.ports.office import RunStore as RunStore
from countersight.ports.office import SettingStore as SettingStore
from countersight.ports.office import UploadStore as UploadStore
from countersight.ports.world import BlobStore as BlobStore
from countersight.ports.world import Clock as Clock
from countersight.ports.world import Watch as Watch
