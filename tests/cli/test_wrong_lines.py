"""What is wrong between the bot, Telegram and everybody else: found by the doctor."""

from __future__ import annotations

import contextlib
import threading
import urllib.request
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from bot.standin.webhook import WebhookInfo
from tests.cli.bench import Slip, diagnoses, sets
from tests.world import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.bench import Bench

pytestmark = pytest.mark.nation
LOOK_S = 0.01
HOOK = "https://bot.example.id/telegram"


def by_webhook(
    known: str = HOOK, *, error: str = "", minutes_ago: int = 1, waiting: int = 1
) -> Callable[[Bench], None]:
    """Return a set-up with a webhook, of which Telegram knows an address and a failure."""

    def spoils(bench: Bench) -> None:
        bench.shell.sets(webhook_url=HOOK, webhook_secret="a-secret")
        for _ in range(waiting - 1):
            bench.telegram.person("Sri").writes("halo?")
        # As it stands at Telegram: it has tried, and brings nothing at this moment.
        webhook, failed = bench.telegram.updates.webhook, datetime.now(UTC)
        webhook.address = WebhookInfo(known)
        failed -= timedelta(minutes=minutes_ago)
        webhook.error = (int(failed.timestamp()), error) if error else None

    return spoils


def runs_ahead(seconds: int) -> Callable[[Bench], None]:
    """Return a clock that is wrong."""

    def spoils(bench: Bench) -> None:
        (bench.data / "clock").write_text(str(seconds))
        bench.shell.sets(clock=bench.data / "clock")

    return spoils


def finds_no_program(bench: Bench) -> None:
    """Leave nothing on the path."""
    bench.patch.setenv("PATH", str(bench.data))


def is_nameless(bench: Bench) -> None:
    """Let the token be that of something else than a bot."""
    bench.telegram.bot["username"] = ""


def reads_groups(bench: Bench) -> None:
    """Switch privacy mode off at BotFather."""
    bench.telegram.bot["can_read_all_group_messages"] = True


@pytest.mark.parametrize(
    ("check", "slip"),
    [
        (
            "token",
            Slip(
                "a revoked token",
                sets(token="4711:revoked-by-its-owner"),
                "Telegram does not know the token",
                "@BotFather",
            ),
        ),
        ("token", Slip("no bot's token", is_nameless, "is not that of a bot", "@BotFather")),
        (
            "token",
            Slip(
                "nobody at the API's address",
                sets(api_url="http://127.0.0.1:1"),
                "the Bot API at 127.0.0.1:1 does not answer: nothing listens there",
                "mend KAMTIBMAS_API_URL",
            ),
        ),
        (
            "token",
            Slip(
                "an unknown host as the API",
                sets(api_url="http://api.telegram.invalid"),
                "its name is unknown here",
                "mend KAMTIBMAS_API_URL",
            ),
        ),
        (
            "token",
            Slip(
                "Telegram is cut off",
                lambda bench: bench.telegram.faults.add("down"),
                "the connection was cut",
                "KAMTIBMAS_API_URL",
            ),
        ),
        (
            "token",
            Slip(
                "Telegram is out of order",
                lambda bench: bench.telegram.faults.add("bad_gateway", "getMe"),
                "is out of order (status 502)",
                "try again",
            ),
        ),
        (
            "webhook",
            Slip(
                "a certificate that nobody trusts",
                by_webhook(error="SSL error {error:0A000086:certificate verify failed}"),
                "Telegram could not deliver",
                "a certificate that is valid",
            ),
        ),
        (
            "webhook",
            Slip(
                "a proxy that does not find the bot",
                by_webhook(error="Wrong response from the webhook: 502 Bad Gateway"),
                "502 Bad Gateway",
                "let the proxy pass to KAMTIBMAS_LISTEN",
            ),
        ),
        (
            "webhook",
            Slip(
                "a secret that has changed",
                by_webhook(error="Wrong response from the webhook: 403 Forbidden"),
                "403 Forbidden",
                "restart the bot",
            ),
        ),
        (
            "listen",
            Slip(
                "an address of another machine",
                sets(listen="bot.invalid:8080"),
                "'bot.invalid' is no address of this machine",
                "write 127.0.0.1:8080",
            ),
        ),
        ("clock", Slip("an hour ahead", runs_ahead(3600), "60 minutes ahead of", "set-ntp true")),
        ("clock", Slip("an hour behind", runs_ahead(-3600), "60 minutes behind", "set-ntp true")),
    ],
    ids=lambda one: one.name if isinstance(one, Slip) else one,
)
def test_the_doctor_finds_it(bench: Bench, check: str, slip: Slip) -> None:
    """The line of this check says it, and no other finds anything wrong."""
    diagnoses(bench, check, slip)


@pytest.mark.parametrize(
    ("check", "slip"),
    [
        ("bot", Slip("no privacy", reads_groups, "privacy mode is off", "/setprivacy")),
        (
            "webhook",
            Slip(
                "a webhook that is left over",
                lambda bench: bench.telegram.updates.bring_to(WebhookInfo(HOOK)),
                "to a webhook at bot.example.id, and this set-up polls",
                "`kamtibmas run` takes it away",
            ),
        ),
        (
            "webhook",
            Slip(
                "a webhook that Telegram was not told of",
                by_webhook(""),
                "Telegram does not know the webhook",
                "`kamtibmas run` tells it",
            ),
        ),
        (
            "webhook",
            Slip(
                "another webhook",
                by_webhook("https://old.example.id/x"),
                "elsewhere (old.example.id)",
                "`kamtibmas run` tells it",
            ),
        ),
        (
            "webhook",
            Slip(
                "a failure of hours ago",
                by_webhook(error="Connection timed out", minutes_ago=300),
                "Connection timed out",
                "let the firewall pass",
            ),
        ),
        (
            "webhook",
            Slip("updates that wait", by_webhook(waiting=101), "101 updates wait", "is well"),
        ),
        (
            "media",
            Slip("no ffmpeg", finds_no_program, "ffmpeg or ffprobe is missing", "apt install"),
        ),
        ("clock", Slip("twenty seconds", runs_ahead(20), "20 s ahead of Telegram's", "set-ntp")),
        ("settings", Slip("a clock of one's own", runs_ahead(0), "KAMTIBMAS_CLOCK", "unset it")),
    ],
    ids=lambda one: one.name if isinstance(one, Slip) else one,
)
def test_the_doctor_warns(bench: Bench, check: str, slip: Slip) -> None:
    """It works all the same, or will once the bot starts: exit code 0."""
    diagnoses(bench, check, slip, state="warning")


class Page(BaseHTTPRequestHandler):
    """Some other program: it knows no path."""

    def do_GET(self) -> None:
        """Answer 404 in HTML."""
        self.send_error(404)

    do_POST = do_GET  # noqa: N815 - the library's own form

    def log_message(self, *_: object) -> None:
        """Keep silent."""


@pytest.fixture
def page() -> Iterator[str]:
    """The address of another program."""
    with HTTPServer(("127.0.0.1", 0), Page) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        serving.join()


def test_an_api_that_is_a_web_page(bench: Bench, page: str) -> None:
    """A wrong address often leads to some server, which is then taken for a wrong token."""
    bench.shell.sets(api_url=f"http://{page}")
    slip = Slip("", lambda _: None, "is no Bot API (status 404)", "mend KAMTIBMAS_API_URL")
    diagnoses(bench, "token", slip)


def test_a_port_that_another_program_has(bench: Bench, page: str) -> None:
    """The doctor says so, and the start refuses."""
    bench.shell.sets(listen=page)
    slip = Slip("", lambda _: None, f"another program answers at {page}", "another port")
    diagnoses(bench, "listen", slip)
    code, _, err = bench.shell.starts("run")
    assert code == 1
    assert "KAMTIBMAS_LISTEN: cannot listen at" in err.splitlines()[-1]
    assert "choose another port" in err.splitlines()[-1]


@pytest.fixture
def other_poller(bench: Bench) -> Iterator[None]:
    """Another installation of the bot, that asks for updates again and again."""
    bench.telegram.updates.clear()  # nothing waits, so that whoever asks has to wait
    stopped = threading.Event()

    def polls(timeout_s: int) -> None:
        url = f"{bench.url}/bot{TOKEN}/getUpdates?timeout={timeout_s}"
        with contextlib.suppress(OSError), urllib.request.urlopen(url) as answer:  # noqa: S310
            answer.read()

    def keeps_polling() -> None:
        while not stopped.is_set():
            polls(20)

    polling = threading.Thread(target=keeps_polling)
    polling.start()
    while not bench.telegram.updates.polled:
        polling.join(LOOK_S)
    yield
    stopped.set()
    while polling.is_alive():
        polls(0)  # which ends the one that waits
        polling.join(LOOK_S)


@pytest.mark.usefixtures("other_poller")
def test_a_second_poller(bench: Bench) -> None:
    """Telegram hands each update to one of them: half of the reports would be lost to us."""
    slip = Slip("", lambda _: None, "another program asks for", "one token, one program")
    diagnoses(bench, "polling", slip)
