"""The cards of a draft with a photo, a voice or a video, in each state that one can be in."""

from __future__ import annotations

from sqlalchemy import select

from bot.models import Attachment, Draft
from tools.cards.scene import DRAFTS, Scene

OF_THE_DRAFT = {"report_id": None, "note_id": None, "draft_id": select(Draft.id).scalar_subquery()}
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
