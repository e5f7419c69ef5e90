"""Keep the catalogues: ``python -m tools.catalogues update`` or ``... check``.

``update`` takes new sentences in and drops those that nobody says any more; a new language begins
with ``update CODE``. ``check`` names every sentence that is missing, unsure (fuzzy) or not
translated, and every translation whose placeholders or tags are not those of the source.
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from string import Formatter
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot.locales import LANGUAGES, SOURCE
from bot.locales.catalogue import path
from tools import wording
from tools.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

# What a program needs to know, and no dates: two people's updates do not collide over nothing.
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
TAG = re.compile(r"</?[a-z]+")


def template() -> Catalog:
    """Return every sentence of the code as an untranslated catalogue."""
    catalogue = Catalog(charset="utf-8")
    for one in sentences():
        key = (one.text, one.plural) if one.plural else one.text
        catalogue.add(key, locations=[(one.file, 0)])
    return catalogue


def load(language: str) -> Catalog:
    """Return the catalogue of ``language``; an empty one where it is new."""
    file = path(language)
    if not file.exists():
        return Catalog(locale=language, charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def update(language: str) -> None:
    """Bring one catalogue to the sentences of the code, translations kept."""
    catalogue = load(language)
    catalogue.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    written = BytesIO()
    write_po(
        written,
        catalogue,
        width=100,
        omit_header=True,
        sort_by_file=True,
        include_lineno=False,
        ignore_obsolete=True,
    )
    header = HEADER.format(language=language, plurals=catalogue.plural_forms)
    file = path(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(header.encode() + written.getvalue())


def faults(held: Catalog, wanted: Catalog) -> Iterator[str]:
    """Say what the catalogue we hold lacks of what is wanted, a sentence each."""
    for message in wanted:
        if message.id and (fault := _fault(message, held.get(_key(message)))):
            yield f"{fault}: {_key(message)!r}"
    for message in held:
        if message.id and wanted.get(_key(message)) is None:
            yield f"nobody says it any more (make words drops it): {_key(message)!r}"


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _fault(wanted: Message, found: Message | None) -> str:
    if found is None or found.pluralizable != wanted.pluralizable:
        return "missing (make words takes it in)"
    if found.fuzzy:
        return "fuzzy"
    forms = _forms(found)
    if not all(forms):
        return "not translated"
    if any(_shape(form) != _shape(_key(wanted)) for form in forms):
        return "other placeholders or tags than the source"
    return ""


def _forms(message: Message) -> list[str]:
    """Return a translation in each of its forms; what has none is empty."""
    said = message.string
    return [said] if isinstance(said, str) else [str(form) for form in said or [""]]


def _shape(text: str) -> tuple[frozenset[str], list[str]]:
    """Return the placeholders and the tags of a sentence: what a translation has to keep."""
    names = frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    return names, sorted(TAG.findall(text))


def _avoided(language: str, held: Catalog, *, source: bool = False) -> Iterator[str]:
    """Name every sentence with a word that people are not to read."""
    for message in held:
        said = message.id if source else message.string
        for form in [said] if isinstance(said, str) else said or []:
            yield from wording.avoided(language, form)


def english(held: Catalog) -> Iterator[str]:
    """Name what is Indonesian in the English catalogue, or wrong of one."""
    labels = _labels(held)
    for message in held:
        for form in _forms(message) if message.id else ():
            yield from wording.untranslated(form, labels)
            yield from () if message.pluralizable else wording.uncounted(form)


def _labels(held: Catalog) -> set[str]:
    """Return the labels of buttons that English calls otherwise: short, and no sentence."""
    return {
        message.id
        for message in held
        if isinstance(message.id, str)
        and message.id[:1].isupper()
        and len(message.id) <= wording.LONGEST_LABEL
        and message.id[-1].isalpha()
        and message.id.lower() not in str(message.string).lower()
    }


def main(arguments: list[str]) -> int:
    """Do what the command line asks for; 1 where a catalogue has a fault."""
    wish, *languages = arguments or ["check"]
    languages = languages or [language for language in LANGUAGES if language != SOURCE]
    if wish == "update":
        for language in languages:
            update(language)
        return 0
    wanted = template()
    found = [
        f"{language}: {fault}\n"
        for language in languages
        for fault in faults(load(language), wanted)
    ]
    found += [f"{SOURCE}: {one}\n" for one in _avoided(SOURCE, wanted, source=True)]
    for language in languages:
        found += [f"{language}: {one}\n" for one in _avoided(language, load(language))]
    if "en" in languages:
        found += [f"en: {one}\n" for one in english(load("en"))]
    sys.stderr.writelines(found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
