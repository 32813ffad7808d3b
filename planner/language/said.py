"""Sentences that stand where they are said, with their Mongolian: of errors, and of the doctor.

`make words` finds every call of `said` in the code by its first argument, a text in quotation
marks, so that a sentence needs no table beside the code.
"""

from __future__ import annotations

from inventory.place_words import in_words
from planner.errors import SettingsError
from planner.language.catalogue import mongolian
from planner.language.label import Label, Language, TextInBoth

CONTEXT = "said"


class Said(TextInBoth):
    """A sentence of an error or of the doctor in both languages."""

    def text(self, language: Language) -> str:
        """Return the text in one language; "both" is English, as on a terminal."""
        return self.mongolian if language == "mn" else str(self)

    @property
    def label(self) -> Label:
        """The text as a label of both languages."""
        return Label(mn=self.mongolian, en=str(self))


class LabelledError(SettingsError):
    """Trouble that is told by a label of the tables, in both languages."""

    def __init__(self, label: Label) -> None:
        self.label = label
        super().__init__(Said(label.en, label.mn))


def said(english: str, **values: object) -> Said:
    """Return a sentence with its {blanks} filled, in both languages; values may be so, too.

    Raises CatalogueError where it has no Mongolian, KeyError where a blank has no value.
    """
    others = {name: getattr(value, "mongolian", value) for name, value in values.items()}
    in_mongolian = in_words(mongolian(CONTEXT, english), "mn").format(**others)
    return Said(in_words(english).format(**values), in_mongolian)
