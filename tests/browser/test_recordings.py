"""Voices and videos on the page are played where they stand."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.recordings import film, needs_ffmpeg, voice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.browser.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.whole_matrix, needs_ffmpeg]
# Plays it without a sound, and returns after how many seconds it ended.
PLAYED = """one => new Promise((ended, failed) => {
    one.muted = true;
    one.addEventListener("ended", () => ended(one.currentTime));
    one.play().catch(failed);
})"""
MADE: Mapping[str, Callable[[], bytes]] = {  # what any Chromium plays
    "voice": voice,
    "video": lambda: film("libvpx", "webm"),
}


@pytest.mark.parametrize(
    ("kind", "player", "named"), [("voice", "audio", "Suara"), ("video", "video", "Video")]
)
def test_what_somebody_recorded_is_played_in_their_chat(
    visit: Visit, address: str, kind: str, player: str, named: str
) -> None:
    """It has the browser's own controls and a name; nothing of it stands outside its phone."""
    everybody = visit.page.request.get(f"{address}/demo/state").json()["people"]
    watch = next(one["id"] for one in everybody if "Ngalle" in one["name"])
    content = b64encode(MADE[kind]()).decode()
    visit.page.request.post(
        f"{address}/demo/people/{watch}/sends_recording", data={"kind": kind, "data": content}
    )
    recording = visit.watch.frame.locator(f".mine {player}.recording").last
    expect(recording).to_be_visible()
    expect(recording).to_have_attribute("aria-label", named)
    assert recording.evaluate("one => one.controls")
    assert recording.evaluate(PLAYED) == pytest.approx(1, abs=0.2)
    box, phone = recording.bounding_box(), visit.watch.frame.bounding_box()
    assert box is not None
    assert phone is not None
    assert phone["x"] <= box["x"]
    assert box["x"] + box["width"] <= phone["x"] + phone["width"]
