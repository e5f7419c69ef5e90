"""A visitor of the page: what they see on the phones, and what their hands do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.matrix import one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

PATIENCE_MS = 45_000
WIDTHS = one_of(390, 1280, 1440)  # a phone, a small laptop, a desk
KEYS = ("watch", "officer", "deputy", "coordinator", "newcomer", "head")
# In a wide window, the button that leads to somebody who stands behind another.
SWAPS = {"Tonji": "Lurah", "Kanang": "Koordinator", "Ngalle": "Poskamling"}
MOST_TABS = 150  # more than there are things to press


class Visit:
    """The page, and the phones on it."""

    def __init__(self, page: Page) -> None:
        """Begin on a page that is live."""
        self.page = page
        self.watch, self.officer, self.deputy, self.coordinator, self.newcomer, self.head = (
            Phone(page, key) for key in KEYS
        )

    def button(self, name: str) -> Locator:
        """Return a button around the phones, by its whole name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def plays(self, title: str) -> None:
        """Choose a story from the list beside "Putar cerita"."""
        self.button("Pilih cerita").click()
        self.button(title).click()

    def tab(self, name: str) -> Locator:
        """Return the tab of a phone, which a narrow window has."""
        return self.page.locator(".tabs a").filter(has_text=name)

    def turns_to(self, name: str) -> None:
        """Go to a phone, by its tab or by the button of whoever stands before it; see it there."""
        if self.tab(name).is_visible():
            self.tab(name).click()
        elif (swap := SWAPS.get(name)) and self.page.get_by_role("button", name=swap).is_visible():
            self.page.get_by_role("button", name=swap).click()
        expect(self.tab(name)).to_have_attribute("aria-current", "true")

    def clock_shows(self, text: str | re.Pattern[str]) -> None:
        """Wait for the village's clock."""
        expect(self.page.locator("#clock")).to_have_text(text)

    def tabs_to(self, wanted: Locator) -> None:
        """Press Tab until ``wanted`` has the focus, as somebody without a mouse does."""
        for _ in self._tabs():
            if wanted.evaluate("one => one === document.activeElement"):
                return
        raise AssertionError(f"no number of Tabs leads to {wanted}")

    def everything_tabs_reach(self) -> set[str]:
        """Return what has the focus at one Tab or another, as ``Phone.name_of`` names it."""
        return {self.page.evaluate(NAME_OF_FOCUSED) for _ in self._tabs()}

    def everything_to_press(self) -> set[str]:
        """Return all that is shown and can be pressed or written into."""
        return set(self.page.evaluate(NAMES_OF_SHOWN))

    def comes_to_rest(self) -> None:
        """Wait until nothing flashes or scrolls any more."""
        for passing in (".toast:not([hidden])", ".news", ".edited", ".finger"):
            expect(self.page.locator(passing)).to_have_count(0)

    def _tabs(self) -> Iterator[int]:
        for number in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            yield number


class Phone:
    """One phone."""

    def __init__(self, page: Page, key: str) -> None:
        """``key``: whose it is, as the page calls it."""
        self._page = page
        self.frame = page.locator(f"#phone-{key}")
        self.bubbles = self.frame.locator(".log li:not(.mine) .bubble")  # what the bot says
        self.own = self.frame.locator(".log .mine .bubble")  # what its owner has sent
        self.steps = self.frame.locator(".steps")
        self.clip = self.frame.get_by_role("button", name="Lampirkan")
        self.sheet = self.frame.get_by_role("dialog")
        self.switch = self.frame.get_by_role("switch")
        self.field = self.frame.get_by_role("textbox")

    def writes(self, text: str) -> None:
        """Click into the field, type, press Enter."""
        self.field.click()
        self._page.keyboard.type(text)
        self._page.keyboard.press("Enter")

    def choice(self, name: str) -> Locator:
        """Return a button of the sheet behind the paper clip, by its whole name."""
        return self.sheet.get_by_role("button", name=name, exact=True)

    def sends(self, what: str, where: str) -> None:
        """Open the sheet, choose what to send, and from where."""
        self.clip.click()
        self.choice(what).click()
        self.choice(where).click()

    def attaches(self, picture: bytes) -> None:
        """Choose a photo behind the paper clip."""
        file = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": picture}
        self.frame.locator("[type=file]").set_input_files(file)  # type: ignore[arg-type]

    def key(self, label: str) -> Locator:
        """Return the newest button with this label; an emoji may stand before it."""
        return self.frame.locator(".keys button").filter(has_text=re.compile(f"{label}$")).last

    def presses(self, label: str) -> None:
        """Click the newest button with this label."""
        self.key(label).click()

    def presses_with(self, words: str) -> None:
        """Click the newest button whose label holds these words."""
        self.frame.locator(".keys button").filter(has_text=words).last.click()

    def says(self, *texts: str | re.Pattern[str], patience_ms: int = PATIENCE_MS) -> Locator:
        """Wait until the bot has said something that holds all of ``texts``; return its bubble."""
        bubble = self.bubbles
        for text in texts:
            bubble = bubble.filter(has_text=text)
        expect(bubble.last).to_be_visible(timeout=patience_ms)
        return bubble.last

    def is_silent(self) -> None:
        """See that the bot has said nothing here."""
        expect(self.bubbles).to_have_count(0)


_NAME_OF = """
const nameOf = (one) => one && [
    one.closest(".phone")?.id ?? "page", one.tagName,
    one.getAttribute("aria-label") || one.closest("label")?.textContent.trim()
        || one.textContent.trim(),
].join(": ");
"""
NAME_OF_FOCUSED = f"() => {{ {_NAME_OF} return nameOf(document.activeElement); }}"
NAMES_OF_SHOWN = f"""() => {{ {_NAME_OF}
    return [...document.querySelectorAll("button, textarea, input, a")]
        .filter((one) => one.checkVisibility() && !one.disabled).map(nameOf);
}}"""
