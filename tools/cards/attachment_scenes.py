"""Cards with a photo, a voice or a video, in each state that one can be in.

Of a draft, of a report as its officer gets it, and of an officer's question.
"""

from __future__ import annotations

from sqlalchemy import select

from bot.models import Attachment, ConversationMessage, Draft
from tools.cards.scene import DRAFTS, Scene

OF_THE_DRAFT = {"report_id": None, "note_id": None, "draft_id": select(Draft.id).scalar_subquery()}
OF_A_QUESTION = {
    **dict.fromkeys(("report_id", "draft_id", "note_id")),
    "question_id": select(ConversationMessage.id).limit(1).scalar_subquery(),
}
STATES = ("ready", "broken")
PHOTO_SCENES = tuple(
    Scene(f"a photo, {state}", DRAFTS, {Attachment: {"state": state, **OF_THE_DRAFT}})
    for state in ("ready", "large", "broken", "failed", "quota")
)
RECORDING_SCENES = (
    *(
        Scene(
            f"a {kind}, {state}",
            DRAFTS,
            {Attachment: {"state": state, "kind": kind, **OF_THE_DRAFT}},
        )
        for kind in ("voice", "video")
        for state in ("ready", "large", "long", "broken", "failed", "quota")
    ),
    Scene(
        "a voice that stays",
        DRAFTS,
        {
            Attachment: {"state": "ready", "kind": "voice", **OF_THE_DRAFT},
            Draft: {"recordings": False},
        },
    ),
)
REPORT_SCENES = tuple(
    Scene(
        f"a {kind} for its officer, {state}",
        ("photo",),
        {Attachment: {"kind": kind, "state": state}},
    )
    for kind in ("photo", "voice", "video")
    for state in STATES
)
QUESTION_SCENES = tuple(
    Scene(
        f"a {kind} with a question, {state}",
        ("note_photo",),
        {Attachment: {"kind": kind, "state": state, **OF_A_QUESTION}},
    )
    for kind in ("photo", "voice", "video")
    for state in STATES
)
