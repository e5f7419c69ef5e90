"""Provinces, regencies, districts and villages, with their Kemendagri codes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, exact, primary_id


class Region(Base):
    """A region of any level. The names of those above it stand beside it: one read tells all.

    A region that a decree ended stays, with the moment at ``retired_at``: reports lie in it.
    """

    __tablename__ = "regions"

    code: Mapped[str] = mapped_column(exact(13), primary_key=True)
    level: Mapped[int]  # 1 province, 2 regency or city, 3 district, 4 village
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(12))
    parent_code: Mapped[str | None] = mapped_column(exact(13))
    zone: Mapped[str] = mapped_column(String(32))  # IANA
    district: Mapped[str]
    regency: Mapped[str]
    province: Mapped[str]
    # The name as it is looked for: lower case, letters and digits only.
    search: Mapped[str] = mapped_column(exact())
    retired_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_regions_search_level", "search", "level"),)


class Succession(Base):
    """An old code and one that came out of it, directly or by several decrees in a row."""

    __tablename__ = "successions"

    old_code: Mapped[str] = mapped_column(exact(13), primary_key=True)
    new_code: Mapped[str] = mapped_column(exact(13), primary_key=True, index=True)
    since: Mapped[datetime]


class Edition(Base):
    """A load of the regions that changed something; the newest is what the table holds now."""

    __tablename__ = "editions"

    id: Mapped[int] = primary_id()
    digest: Mapped[str] = mapped_column(String(64))
    since: Mapped[datetime]
