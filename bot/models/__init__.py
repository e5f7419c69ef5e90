"""The database's tables, by noun."""

from bot.models.base import Base, new_id
from bot.models.conversation import ConversationMessage
from bot.models.correction import Correction
from bot.models.database import Database
from bot.models.delivery import Delivery, DeliveryStatus, Digest, Lane
from bot.models.incident import Alert, AlertEvent, Incident, Merge, Note
from bot.models.intake import CodeGuess, DeadLetter, HandledUpdate, Newcomer
from bot.models.member import (
    AuditEntry,
    Invitation,
    InvitationUse,
    Member,
    MemberGrant,
    TestPage,
)
from bot.models.mute import Mute
from bot.models.place import Edition, Region, Succession
from bot.models.program_state import KeyMark, MenuEdition, RetentionRun
from bot.models.report import Addendum, Attachment, Draft, Report, ReportAuthor, Situation
from bot.models.roster import RosterEntry, RosterPost

__all__ = [
    "Addendum",
    "Alert",
    "AlertEvent",
    "Attachment",
    "AuditEntry",
    "Base",
    "CodeGuess",
    "ConversationMessage",
    "Correction",
    "Database",
    "DeadLetter",
    "Delivery",
    "DeliveryStatus",
    "Digest",
    "Draft",
    "Edition",
    "HandledUpdate",
    "Incident",
    "Invitation",
    "InvitationUse",
    "KeyMark",
    "Lane",
    "Member",
    "MemberGrant",
    "MenuEdition",
    "Merge",
    "Mute",
    "Newcomer",
    "Note",
    "Region",
    "Report",
    "ReportAuthor",
    "RetentionRun",
    "RosterEntry",
    "RosterPost",
    "Situation",
    "Succession",
    "TestPage",
    "new_id",
]
