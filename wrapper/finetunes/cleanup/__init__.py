"""Cleaning up: plans that are looked at first, then carried out; an audit log; backups.

Everything public is importable from here.
"""

from .applying import aapply, apply, standing
from .audit import AuditError, AuditLog, AuditWarning, Intent, audited
from .backups import BackupError, backup, check_backup
from .errors import ChangedSincePlanError, NotSentError, PlanError, PlanRefusedError
from .items import PlanItem
from .manifests import Backup, BackupFile
from .pacing import Stop
from .planning import aplan, plan
from .plans import Plan
from .reporting import End, ItemEnd, Report, Standing
from .selection import Selected, Selection, Skipped
from .state import state_folder
from .trail import AuditEntry, AuditTrail

__all__ = [
    "AuditEntry", "AuditError", "AuditLog", "AuditTrail", "AuditWarning", "Backup", "BackupError",
    "BackupFile", "ChangedSincePlanError", "End", "Intent", "ItemEnd", "NotSentError", "Plan",
    "PlanError", "PlanItem", "PlanRefusedError", "Report", "Selected", "Selection", "Skipped",
    "Standing", "Stop", "aapply", "aplan", "apply", "audited", "backup", "check_backup", "plan",
    "standing", "state_folder",
]  # fmt: skip
