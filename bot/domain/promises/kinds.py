"""Which class holds what a promise of a kind says beside its subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.promises.alerts import (
    AlertNewsPromise,
    AlertPromise,
    AnswerPromise,
    DigestPromise,
    DutiesPromise,
    DutyPromise,
    FigureReportsPromise,
    ReturnedPromise,
    ReviewPromise,
    SummaryFilePromise,
    SummaryOfferPromise,
    SummaryPromise,
    ToldPromise,
    WithdrawnPromise,
    WordsPromise,
)
from bot.domain.promises.base import ListPromise, PromiseData
from bot.domain.promises.people import (
    AppointedPromise,
    CodePromise,
    CodesUsedPromise,
    CodeUsedPromise,
    DigestSettingsPromise,
    MenuPromise,
    PostsPromise,
)
from bot.domain.promises.places import (
    LocatedPromise,
    PlaceOfferPromise,
    VillagePromise,
    VillagesPromise,
    WatchCountPromise,
    WatchWherePromise,
)
from bot.domain.promises.reports import (
    AddendumPromise,
    ChoicesPromise,
    CommandPromise,
    DraftPromise,
    NotePhotoPromise,
    QuestionPromise,
    ReceiptPromise,
    ReportNewsPromise,
    SentencePromise,
    WelcomePromise,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

# Of these nothing is to be said beside the subject.
_PLAIN = (
    *(
        "help",
        "notice",
        "carried",
        "language",
        "data",
        "erasure",
        "already_sent",
        "answer_passed",
        "solved_question",
    ),
    *("relay", "relayed", "relay_ended", "situation", "photo", "duty_reminder", "test_page"),
    *("photo_check", "photo_erase"),
)
KINDS: Mapping[str, type[PromiseData]] = {
    **dict.fromkeys(_PLAIN, PromiseData),
    **dict.fromkeys(("tasks", "reports", "my_reports", "invite_roles"), ListPromise),
    **dict.fromkeys(("page", "alert", "lease"), AlertPromise),
    **dict.fromkeys(("draft", "draft_reminder"), DraftPromise),
    **dict.fromkeys(("duty_gap", "test_failed"), DutiesPromise),
    **dict.fromkeys(("invitation", "poster"), CodePromise),
    "reporter_question": QuestionPromise,
    "reporter_answer": AnswerPromise,
    "sentence": SentencePromise,
    "welcome": WelcomePromise,
    "meant": CommandPromise,
    "villages": VillagesPromise,
    "located": LocatedPromise,
    "village": VillagePromise,
    "draft_categories": ChoicesPromise,
    "receipt": ReceiptPromise,
    "addendum": AddendumPromise,
    "report_news": ReportNewsPromise,
    "note_photo": NotePhotoPromise,
    "told": ToldPromise,
    "alert_news": AlertNewsPromise,
    "withdrawn": WithdrawnPromise,
    "words": WordsPromise,
    "review": ReviewPromise,
    "watch_count": WatchCountPromise,
    "watch_where": WatchWherePromise,
    "duty": DutyPromise,
    "returned": ReturnedPromise,
    "posts": PostsPromise,
    "appointed": AppointedPromise,
    "code_used": CodeUsedPromise,
    "codes_used": CodesUsedPromise,
    "digest": DigestPromise,
    "digest_settings": DigestSettingsPromise,
    **dict.fromkeys(("summary", "summary_rich"), SummaryPromise),
    **dict.fromkeys(("summary_picture", "summary_document", "summary_forms"), SummaryFilePromise),
    "summary_offer": SummaryOfferPromise,
    "figure_reports": FigureReportsPromise,
    "place_offer": PlaceOfferPromise,
    **dict.fromkeys(("staff", "open_alerts", "codes_given"), ListPromise),
    "menu": MenuPromise,
}
