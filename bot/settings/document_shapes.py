"""The shape of `config/documents.toml`: letterhead, number and signatures of printed summaries."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads the annotations
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.domain.access import ancestors, valid_code
from bot.settings.error_sentences import written
from bot.settings.shapes import Table, Text

NUMBER_FIELDS = ("week", "month", "roman", "year")


def _number(text: str) -> str:
    try:
        fields = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        fields = ["{"]
    for name in fields:
        if name not in NUMBER_FIELDS:
            known = ", ".join(f"{{{one}}}" for one in NUMBER_FIELDS)
            message = f"{written(text)} holds what cannot be filled in; there is {known}"
            raise ValueError(message)
    return text


def _code(text: str) -> str:
    if not valid_code(text):
        message = f"{written(text)} is no region code; write it like 73.71 or 73.71.09"
        raise ValueError(message)
    return text


Line = Annotated[str, Field(min_length=1, max_length=120)]


class SignatoryTable(Table):
    """``[[signatory]]``: the office of whoever signs, their name and number."""

    title: Line
    name: Annotated[str, Field(max_length=120)] = ""
    id: Annotated[str, Field(max_length=60)] = ""


class LetterTable(Table):
    """What stands around the figures; as it is for one region, or everywhere."""

    letterhead: Annotated[tuple[Line, ...], Field(max_length=5)] = ()
    number: Annotated[str, Field(max_length=80), AfterValidator(_number)] = ""
    town: Annotated[str, Field(max_length=60)] = ""
    signatory: Annotated[tuple[SignatoryTable, ...], Field(max_length=2)] = ()


class Documents(LetterTable):
    """``config/documents.toml``."""

    region: Mapping[Annotated[Text, AfterValidator(_code)], LetterTable] = {}

    def of(self, code: str) -> LetterTable:
        """Return what holds for a region: each key from the nearest region that says it."""
        said = self.model_dump(include=set(LetterTable.model_fields))
        for above in reversed(ancestors(code)):
            if above in self.region:
                said |= self.region[above].model_dump(exclude_unset=True)
        return LetterTable.model_validate(said)
