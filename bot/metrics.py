"""What is counted while the bot works. No name, number, text or chat is a label of anything."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram

HELP = {
    "updates": "Updates from Telegram whose work is committed.",
    "batches": "Batches of updates taken: updates over batches is how many share a commit.",
    "handler_failures": "Updates that no handler could take; a member's is a dead letter.",
    "webhook_refused": (
        "Requests to the webhook that were not taken: secret (wrong: who knocks there?), size,"
        " form (no update), cut (the body did not come whole, or not in time),"
        " busy (too many wait, or the bot stops), failed (not committed),"
        " unanswered (a stranger's answer is still owed)."
    ),
    "deliveries": (
        "What became of promises: sent, failed (never can be), dropped (nothing left to say),"
        " postponed (comes again)."
    ),
    "send_seconds": (
        "From the promise, or the moment from which it was owed, to Telegram's word that it"
        " was sent."
    ),
    "api_errors": (
        "Calls of the Bot API that failed, by the type of the failure: RetryAfter, Forbidden,"
        " BadRequest, TimedOut, NetworkError, ..."
    ),
}
SOON_AND_LATE_S = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300)


class Metrics:
    """One registry for one bot: nothing is made at import, and two bots count apart."""

    def __init__(self) -> None:
        """Begin at nought."""
        self.registry = CollectorRegistry()
        self.updates = self._count("updates")
        self.batches = self._count("batches")
        self.handler_failures = self._count("handler_failures")
        self.refused = self._count("webhook_refused", "reason")
        self.deliveries = self._count("deliveries", "kind", "lane", "outcome")
        self.send_seconds = Histogram(
            "kamtibmas_send_seconds",
            HELP["send_seconds"],
            ["lane"],
            buckets=SOON_AND_LATE_S,
            registry=self.registry,
        )
        self.api_errors = self._count("api_errors", "method", "type")

    def _count(self, name: str, *labels: str) -> Counter:
        return Counter(f"kamtibmas_{name}", HELP[name], labels, registry=self.registry)
