"""What hides identities at rest and makes buttons unforgeable; everything hangs on one key."""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

# Base64 characters: 48 bits, far past what a chat's rate limit lets anyone try.
SIGNATURE_LENGTH = 8
# Of a key: what is shorter, or of so few different characters, can be guessed from a stolen copy.
SHORTEST, FEWEST_DIFFERENT = 16, 8
RECENT = 1024  # of what was opened or looked for: chats, names, people, several times an update


def is_weak(key: bytes) -> bool:
    """Tell whether a secret key can be guessed."""
    return len(key) < SHORTEST or len(set(key)) < FEWEST_DIFFERENT


class Vault:
    """Seals, finds and signs with keys derived from the operator's secret key."""

    def __init__(self, *keys: bytes) -> None:
        """Seal with the first key; the others still open what they sealed (rotation)."""
        self.is_weak = is_weak(keys[0])
        self._sealer = MultiFernet([Fernet(_derive(key, b"seal")) for key in keys])
        self._recent = lru_cache(RECENT)(self._opened)
        self._found = lru_cache(RECENT)(self._fingerprinted)
        self._finding = _derive(keys[0], b"find")
        self._signing = _derive(keys[0], b"sign")
        self._proving = _derive(keys[0], b"backup")
        self.alias_key = _derive(keys[0], b"alias")
        # By it a database knows its key again; nothing of the key follows from it.
        self.mark = hashlib.sha256(_derive(keys[0], b"mark")).hexdigest()[:32]

    def seal(self, text: str) -> bytes:
        """Encrypt ``text``."""
        return self._sealer.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """Decrypt what :meth:`seal` made. Raises ValueError when it was sealed with another key."""
        return self._recent(sealed)

    def _opened(self, sealed: bytes) -> str:
        try:
            return self._sealer.decrypt(sealed).decode()
        except InvalidToken:
            message = "sealed with another key: put the old KAMTIBMAS_SECRET_KEY back"
            raise ValueError(message) from None

    def fingerprint(self, telegram_id: int) -> str:
        """Return the keyed hash by which a person is found without being named (32 hex digits)."""
        return self._found(telegram_id)

    def _fingerprinted(self, telegram_id: int) -> str:
        return _keyed(self._finding, str(telegram_id).encode()).hex()[:32]

    def code_hash(self, code: str) -> str:
        """Return the keyed hash under which an enrolment code is stored."""
        return hmac.new(self._finding, b"code:" + code.encode(), hashlib.sha256).hexdigest()

    def roster_mark(self, said: str) -> str:
        """Return the keyed hash by which somebody on a list is found again (32 hex digits)."""
        return hmac.new(self._finding, b"roster:" + said.encode(), hashlib.sha256).hexdigest()[:32]

    def guess_mark(self, fingerprint: str) -> str:
        """Return the keyed hash under which wrong codes count; no table joins it to a person."""
        return hmac.new(
            self._finding, b"guess:" + fingerprint.encode(), hashlib.sha256
        ).hexdigest()[:32]

    def mac(self, content: bytes) -> str:
        """Return the keyed hash that proves a backup: only who holds the key can make it."""
        return hmac.new(self._proving, content, hashlib.sha256).hexdigest()

    def sign(self, chat_id: int, data: str) -> str:
        """Return callback data that only this chat can bring back: ``data:signature``."""
        return f"{data}:{self._signature(chat_id, data)}"

    def verify(self, chat_id: int, signed: str) -> str | None:
        """Return the data of :meth:`sign`, or None when it was forged or made for another chat."""
        data, _, signature = signed.rpartition(":")
        good = hmac.compare_digest(signature.encode(), self._signature(chat_id, data).encode())
        return data if good else None

    def _signature(self, chat_id: int, data: str) -> str:
        digest = _keyed(self._signing, f"{chat_id}:{data}".encode())
        return base64.urlsafe_b64encode(digest)[:SIGNATURE_LENGTH].decode()


def _keyed(key: bytes, said: bytes) -> bytes:
    """The keyed hash in one call: every update and every button asks for a few."""
    return hmac.digest(key, said, "sha256")


def _derive(key: bytes, purpose: bytes) -> bytes:
    """One key for each purpose, so that no signature says anything about a ciphertext."""
    return base64.urlsafe_b64encode(hmac.new(key, purpose, hashlib.sha256).digest())
