"""Promises of every kind, with the largest payload that each may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import summary_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.models import Delivery
    from bot.vault import Vault
    from tests.views.town_size import Town

ALONE = (
    "help",
    "notice",
    "carried",
    "language",
    "data",
    "erasure",
    "my_reports",
    "reports",
    "duty",
)
NEWS = (
    "acknowledged",
    "en_route",
    "no_incident",
    "moved",
    "nobody",
    "unanswered",
    "handed_over",
    "going_on",
    "closed",
    "resumed",
    "merged",
)
OFFERS = ("likely", "all", "rest", "groups", "severity", "accused", "G1")
ALERT_MENUS = (
    *(None, "more", "further", "further2", "split", "outcome", "rest", "false"),
    *("joins", "joins:1"),
    *("kinds", "kinds:groups:0", "kinds:groups:1", "kinds:G2:0", "kinds?:laka"),
    *("changes", "levels", "levels?:DARURAT", "going"),
)


def promises(town: Town, vault: Vault) -> Iterator[Delivery]:
    """Yield them; a kind that is missing here is missed by the test."""
    for kind in ALONE:
        yield town.promise(kind)
    for new in (True, False):
        yield town.promise("welcome", new=new)
    yield town.promise("sentence", text="Maaf: {said}", values={"said": "ya"})
    yield town.promise("meant", command="laporanku")
    yield town.promise("meant", town.subjects["draft"], command="darurat")
    yield town.promise("meant", command="laporanku", closed=True)
    yield from _of_places(town)
    yield from _of_drafts(town)
    yield from _of_alerts(town)
    yield from _of_case_news(town)
    yield from _of_posts(town)
    yield from _of_photos(town)
    yield from _of_codes(town, vault)
    yield from _of_digests(town)
    yield from _of_summaries(town)


def _of_digests(town: Town) -> Iterator[Delivery]:
    for kind in ("daily", "weekly"):
        for since, page in (("2026-11-23", 0), ("2026-09-01", 0), ("2026-09-01", 1)):
            begins = {"since": f"{since}T09:00:00+00:00", "page": page}
            yield town.promise("digest", town.subjects[kind], **begins)
    for of in ("", "daily", "weekly", "silent"):
        yield town.promise("digest_settings", of=of)


def _of_summaries(town: Town) -> Iterator[Delivery]:
    yield town.promise("summary_picture", what="trend")
    yield town.promise("summary_document", what="csv")
    yield town.promise("summary_forms", what="")
    for view in summary_target.VIEWS:
        yield town.promise("summary", view=view)
    for why in ("place", "several"):
        some = [one.code for one in town.villages[:4]]
        period = "2026-11" if why == "place" else None
        yield town.promise("summary_offer", why=why, places=some, period=period)
    yield town.promise("summary_rich")
    yield town.promise("figure_reports", what=summary_target.ALL, period="2026-11")


def _of_photos(town: Town) -> Iterator[Delivery]:
    for photo in ("photo", "note_photo"):
        yield town.promise("photo", town.subjects[photo])
    noted = town.reports[-1].author
    assert noted is not None
    yield town.promise("note_photo", noted.id, photo=town.subjects["note_photo"])


def _of_codes(town: Town, vault: Vault) -> Iterator[Delivery]:
    invitation = town.subjects["invitation"]
    for kind in ("invitation", "poster"):
        yield town.promise(kind, invitation, code=vault.seal("A" * 20).decode())
    for code in (invitation, town.subjects["used"]):
        for asks in (False, True):
            yield town.promise("code_used", code, asks=asks)
    since, until = (f"2026-{day}T00:00:00+00:00" for day in ("09-01", "12-31"))
    for page in (0, 1):
        yield town.promise("codes_used", page=page, since=since, until=until)
    for kind in ("staff", "open_alerts", "codes_given"):
        yield town.promise(kind)
    for command in ("laporan", "petugas"):
        yield town.promise("place_offer", command=command, places=[])
        some = [one.code for one in town.villages[:4]]
        yield town.promise("place_offer", command=command, places=some)
    for page in range(3):
        yield town.promise("invite_roles", page=page)


def _of_places(town: Town) -> Iterator[Delivery]:
    codes, alert = [one.code for one in town.villages], town.alerts[0].id
    draft = town.subjects["draft"]
    pick = {"draft": draft, "ticket": "KT-000000", "run": 9, "role": "unit:narkoba"}
    for purpose in ("home", "draft", "move", "invite"):
        yield town.promise("villages", alert, purpose=purpose, codes=codes, many=99, **pick)
    district = codes[0].rpartition(".")[0]
    yield town.promise(
        "villages", alert, purpose="draft", codes=codes, many=99, district=district, **pick
    )
    for where in ("near", "outside"):
        also = {"codes": codes[:3], "also": codes[3:8], "where": where, "km": 99}
        yield town.promise("located", alert, purpose="draft", **also, **pick)
    for where, code in (("inside", codes[0]), ("outside", codes[0])):
        for purpose in ("home", "draft", "move"):
            one = {"codes": [code], "where": where, "km": 9, "purpose": purpose}
            yield town.promise("located", alert, **one, **pick)
    for where, country in (("invalid", None), ("abroad", None), ("abroad", "MY")):
        abroad = {"where": where, "country": country, "purpose": "draft"}
        yield town.promise("located", alert, codes=[], **abroad, **pick)
    for home in (True, False):
        yield town.promise("village", code=codes[0], home=home, begins=home)
    yield town.promise("situation", town.subjects["situation"])
    yield town.promise("watch_count", village=codes[0])
    yield town.promise("watch_where", villages=codes, count=99, page=2)


def _of_drafts(town: Town) -> Iterator[Delivery]:
    draft, office = town.subjects["draft"], f"deputy@{town.villages[0].code}"
    for kind in ("draft", "draft_reminder"):
        yield town.promise(kind, draft)
    yield town.promise("draft", draft, below=True)
    for offers in OFFERS:
        yield town.promise("draft_categories", draft, offers=offers, page=0)
    for one in (*town.reports[:2], *town.reports[-1:]):
        assert one.author is not None
        for kind in ("receipt", "already_sent"):
            yield town.promise(kind, one.author.id)
        for more in ("asks", "below"):
            yield town.promise("receipt", one.author.id, **{more: True})
    last = town.reports[-1].author
    assert last is not None
    yield town.promise("addendum", last.id, nth=1)
    assert town.reports[0].author is not None
    first, note = town.reports[0].author.id, str(town.subjects["note"])
    yield town.promise("report_news", first, event="noted", by=office, note=note)
    offices = {"offices": [office, f"officer@{town.villages[0].code}"], "following": [office]}
    for event in NEWS:
        for quiet in (False, True):
            of = {"event": event, "by": office, "outcome": "forwarded", "quiet": quiet}
            yield town.promise("report_news", first, **of, **offices)
    yield town.promise("report_news", first, event="unread", quiet=True)
    yield from _of_conversations(town, first)
    for outcome in ("handled", "not_found", "other", "mistaken", "false_report"):
        yield town.promise("report_news", first, event="closed", by=office, outcome=outcome)


def _of_conversations(town: Town, author: int) -> Iterator[Delivery]:
    for kind in ("answer_passed", "solved_question"):
        yield town.promise(kind, author)
    for nth in range(1, len(town.passed_on) + 1):
        yield town.promise("reporter_question", author, nth=nth)


def _of_alerts(town: Town) -> Iterator[Delivery]:
    alert = town.alerts[0].id
    for menu in ALERT_MENUS:
        yield town.promise("alert", alert, run=1, menu=menu)
    yield town.promise("alert", alert, run=0)
    yield town.promise("alert", alert, below=True)
    for event in ("added", "joined", "one_mistaken", "split", "reclassified", "regraded"):
        yield town.promise("alert", alert, run=1, event=event, newest=True)
    yield town.promise("page", alert, run=1, position=0, alarm=True)
    yield town.promise("lease", alert, run=1)
    yield town.promise("told", town.alerts[0].incident_id)
    for event in ("handed_over", "left", "gone"):
        yield town.promise("told", town.alerts[0].incident_id, event=event)
    yield town.promise("words", town.reports[0].id, part=0)
    for picture in ({}, {"picture": True}, {"others": True}):
        emptied = town.promise("withdrawn", **picture)
        emptied.edits = 1
        yield emptied
    yield from _of_lists(town)


def _of_lists(town: Town) -> Iterator[Delivery]:
    for page in (0, 1):
        yield town.promise("tasks", page=page)
        yield town.promise("reports", page=page, place=town.villages[0].code)


def _of_case_news(town: Town) -> Iterator[Delivery]:
    alert = town.alerts[0].id
    yield town.promise("relay", alert)
    for message in town.passed_on:
        yield town.promise("reporter_answer", alert, message=message)
    yield town.promise("relayed", alert)
    yield town.promise("relay_ended", town.alerts[-1].id)
    there = town.alerts[0].incident.village_code
    for what in ("no_incident", "closed", "moved"):
        about = {"act": 1, "what": what, "village": there, "by": f"deputy@{there}"}
        yield town.promise("review", alert, **about)
    for event in (
        "mistaken",
        "safe",
        "moved",
        "reopened",
        "added",
        "taken_back",
        "resumed",
    ):
        yield town.promise("alert_news", alert, event=event)


def _of_posts(town: Town) -> Iterator[Delivery]:
    test = town.subjects["test"]
    yield town.promise("test_page", test)
    yield town.promise("test_failed", test, duties=town.duties)
    yield town.promise("returned")
    yield town.promise("returned", since="2026-09-01T00:00:00+00:00")
    yield town.promise("duty_reminder")
    yield town.promise("duty_gap", duties=town.duties)
    yield town.promise("appointed", town.me.id, duties=town.duties, by=town.duties[0])
    for event in ("given", "ended"):
        yield town.promise("posts", event=event, duties=town.duties)
    yield town.promise("posts", event="moved", duties=town.duties, over=town.duties)
