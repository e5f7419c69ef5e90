"""What several stories need beside the world."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A small picture that can be read."""
    written = BytesIO()
    Image.new("RGB", (64, 48), "seagreen").save(written, "JPEG")
    return written.getvalue()
