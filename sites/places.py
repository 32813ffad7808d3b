"""Finding a place by its code or by the name of its aimag and soum, however it is written.

A place is matched by any of its codes, with or without leading country letters or zeros, or by
the names of aimag and soum together: 44 soum names belong to several aimags, so a soum name
alone is trusted only where one soum of the country bears it. Names are folded for matching only
(ө and о, ү and у, their old stand-ins є and ї, Latin letters that look Cyrillic, capitals, the
words сум and аймаг); what the source wrote is never changed.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from inventory.schema.latin import key_of_letters
from sites.network import Place

AIMAG = "aimag"
SOUM = "soum"
MOST_SUGGESTIONS = 500  # a wholly wrong column is one mistake, not thousands

_LATIN_LOOKALIKES = str.maketrans("ABCEHKMOPTXYIaceopxykmti", "АВСЕНКМОРТХУИасеорхукмти")
_CYRILLIC_LOOKALIKES = str.maketrans("АВСЕНКМОРТХУасеорхукмтіІ", "ABCEHKMOPTXYaceopxykmtiI")
_FOLDED_LETTERS = str.maketrans("өүёйәғқңұһі", "оуеиагкнухи", "ьъ")  # Kazakh letters included
_STAND_INS = str.maketrans("єїЄЇ", "өүӨҮ")  # of old encodings: cp1251 has no ө and ү
_LEVEL_WORDS = (
    "сум сумын аймаг аймгийн дүүрэг дүүргийн хот хотын нийслэл "
    "soum sum sumyn aimag aimak ajmag aymag province district duureg city"
)
_KHOROO = re.compile(
    r"[,;\s]*((?:\d+\s*-?\s*(?:р|дугаар|дүгээр|r|th|st|nd|rd)?\s*(?:хороо|khoroo|horoo))"
    r"|(?:(?:хороо|khoroo|horoo)\s*\d+))\s*$",
    re.IGNORECASE,
)
_ISO_3166_2 = re.compile(r"[A-Z]{2}-\d{1,3}")
_CAPITAL_NAMES = ("нийслэл", "уб", "ub", "ulan bator", "ulaan baatar")
_CAPITAL = "Улаанбаатар"


def fold(text: str) -> str:
    """Return the key under which spellings of one name in one script meet.

    Cyrillic text is cleaned of Latin look-alikes; Latin text of accents and of Cyrillic
    look-alikes. Words such as сум and аймаг, spaces and punctuation disappear.
    """
    return "".join(_words(text, _LEVELS)) or "".join(_words(text, frozenset()))


def romanise(text: str) -> str:
    """Return a key under which Cyrillic and most Latin spellings of one name meet."""
    return key_of_letters(fold_script(text))


def skeleton(text: str) -> str:
    """Return the romanised name without doubled letters, which spellings treat freely."""
    return re.sub(r"(.)\1+", r"\1", romanise(text))


def fold_script(text: str) -> str:
    """Return a name without level words, in one script and small letters, letters unmerged."""
    words = [w for w in _split(_one_script(text)) if _fold_word(w) not in _LEVELS]
    return "".join(words or _split(_one_script(text)))


def fold_lookalikes(text: str) -> str:
    """Return an id as it looks: one alphabet for look-alike letters, no case and no spaces."""
    text = unicodedata.normalize("NFKC", text).translate(_CYRILLIC_LOOKALIKES)
    return "".join(text.split()).casefold()


def fold_code(code: str) -> str:
    """Return a code without country letters, leading zeros, spaces and hyphens.

    ISO 3166-2 codes (MN-046 is Uvs) are left alone: without their letters they would read as
    the census code of another aimag (46 is Ömnögovi).
    """
    code = _exact_code(code)
    if _ISO_3166_2.fullmatch(code):
        return code
    return re.sub(r"^[A-Z]*0*", "", re.sub(r"[\s\-_.]", "", code))


def _exact_code(code: str) -> str:
    return unicodedata.normalize("NFKC", code).strip().upper()


def _one_script(text: str) -> str:
    text = unicodedata.normalize("NFC", text).strip().translate(_STAND_INS)
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in text)
    latin = sum(c.isascii() and c.isalpha() for c in text)
    if cyrillic and cyrillic >= latin:
        return text.translate(_LATIN_LOOKALIKES).casefold()
    text = unicodedata.normalize("NFKD", text.translate(_CYRILLIC_LOOKALIKES))
    return "".join(c for c in text if not unicodedata.combining(c)).casefold()


def _split(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"['`’ʼ‘]", "", text))


def _fold_word(word: str) -> str:
    return word.translate(_FOLDED_LETTERS)


def _words(text: str, without: frozenset[str]) -> list[str]:
    words = map(_fold_word, _split(_one_script(text)))
    return [word for word in words if word not in without]


_LEVELS = frozenset(_fold_word(word) for word in _LEVEL_WORDS.split())


_WORDS_OF_LEVEL = {
    AIMAG: ["аймаг", "аймгийн", "нийслэл", "aimag", "aimak", "ajmag", "aymag", "province"],
    SOUM: ["сум", "сумын", "дүүрэг", "дүүргийн", "soum", "sum", "sumyn", "district", "duureg"],
}


def is_of_level(text: str, level: str) -> bool:
    """Return whether a name may be one of a level: it does not say that it is of the other."""
    words = {word.casefold() for word in re.findall(r"\w+", text)}
    own, others = (set(_WORDS_OF_LEVEL[k]) for k in (level, SOUM if level == AIMAG else AIMAG))
    return bool(words & own) or not words & others


def split_khoroo(text: str) -> tuple[str, str]:
    """Return a text of düüreg and khoroo as its two parts, the khoroo "" when not named."""
    found = _KHOROO.search(text)
    if found is None or not text[: found.start()].strip(" ,;"):
        return text, ""
    return text[: found.start()].strip(" ,;"), found.group(1).strip()


class PlaceFault(StrEnum):
    """Why a text does not name exactly one place."""

    UNKNOWN_AIMAG = "unknown_aimag"
    UNKNOWN_SOUM = "unknown_soum"
    AMBIGUOUS_SOUM = "ambiguous_soum"
    SOUM_WITHOUT_AIMAG = "soum_without_aimag"  # matched, but only by a name unique in the country
    AIMAG_DISAGREES = "aimag_disagrees"  # the soum lies in another aimag than the one written


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDoubt:
    """A fault of one place name, with the places that may be meant."""

    fault: PlaceFault
    text: str
    suggestions: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The aimag and soum that a row names, None where unknown, and every doubt about them."""

    aimag: Place | None = None
    soum: Place | None = None
    khoroo: str = ""
    doubts: tuple[PlaceDoubt, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Index:
    """Places of one level under every key they answer to."""

    places: tuple[Place, ...]
    exact: Mapping[str, list[Place]]
    loose: Mapping[str, list[Place]]
    names: Mapping[str, list[Place]]
    romanised: Mapping[str, list[Place]]
    skeletons: Mapping[str, list[Place]]

    def coded(self, text: str) -> list[Place]:
        """Return the places with a code, written exactly or loosely."""
        return self.exact.get(_exact_code(text)) or self.loose.get(fold_code(text)) or []

    def named(self, text: str, parent: str | None = None) -> list[Place]:
        """Return the places with a name, the strictest reading that finds any."""
        readings = (
            self.names.get(fold(text)),
            self.names.get(fold(text.translate(_LATIN_LOOKALIKES))),  # БОГД typed in Latin
            self.romanised.get(romanise(text)),
            self.skeletons.get(skeleton(text)),
        )
        for found in readings:
            within = [p for p in found or () if parent is None or p.parent == parent]
            if within:
                return within
        return []

    def similar(self, text: str, parent: str | None = None) -> tuple[Place, ...]:
        """Return up to three places with a similar name, the most similar first."""
        keys = [
            key
            for key, places in self.skeletons.items()
            if parent is None or any(p.parent == parent for p in places)
        ]
        close = difflib.get_close_matches(skeleton(text), keys, n=3, cutoff=0.7)
        found = [p for key in close for p in self.skeletons[key]]
        return tuple(p for p in found if parent is None or p.parent == parent)[:3]


def _index(places: Iterable[Place]) -> _Index:
    places = tuple(places)
    exact: dict[str, list[Place]] = defaultdict(list)
    loose: dict[str, list[Place]] = defaultdict(list)
    names: dict[str, list[Place]] = defaultdict(list)
    romanised: dict[str, list[Place]] = defaultdict(list)
    skeletons: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        codes = {c for c in (place.code, *place.other_codes) if c}
        spellings = {n for n in (place.name, place.name_latin) if n}
        if fold(place.name) == fold(_CAPITAL):
            spellings.update(_CAPITAL_NAMES)
        _enter(exact, {_exact_code(c) for c in codes}, place)
        _enter(loose, {fold_code(c) for c in codes}, place)
        _enter(names, {fold(n) for n in spellings}, place)
        _enter(romanised, {romanise(n) for n in spellings}, place)
        _enter(skeletons, {skeleton(n) for n in spellings}, place)
    return _Index(
        places=places,
        exact=exact,
        loose=loose,
        names=names,
        romanised=romanised,
        skeletons=skeletons,
    )


def _enter(index: dict[str, list[Place]], keys: set[str], place: Place) -> None:
    for key in keys - {""}:
        index[key].append(place)


class Gazetteer:
    """All aimags and soums of a project, found by code or by name.

    Example: `Gazetteer(places).locate(aimag="Өмнөговь", soum="Номгон сум").soum.code`.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = tuple(places)
        self.by_code = {place.code: place for place in self.places}
        self._aimags = _index(p for p in self.places if p.level == AIMAG)
        self._soums = _index(p for p in self.places if p.level == SOUM)
        self._located: dict[tuple[str, str], Located] = {}
        self._suggestions = 0

    @property
    def aimags(self) -> tuple[Place, ...]:
        """All aimags, the capital included."""
        return self._aimags.places

    @property
    def soums(self) -> tuple[Place, ...]:
        """All soums and düüregs."""
        return self._soums.places

    def aimag(self, text: str) -> Place | None:
        """Return the aimag with a code or name, None when none or several answer."""
        found = self._aimags.coded(text) or self._aimags.named(text)
        return found[0] if len(found) == 1 else None

    def coded(self, code: str, level: str) -> Place | None:
        """Return the one place of a level ("aimag" or "soum") with a code, else None."""
        index = self._aimags if level == AIMAG else self._soums
        found = index.coded(code)
        return found[0] if len(found) == 1 else None

    def locate(self, *, aimag: str = "", soum: str = "") -> Located:
        """Return the places that a row's aimag and soum texts name, with every doubt."""
        key = (aimag, soum)
        if key not in self._located:
            self._located[key] = self._locate(aimag, soum)
        return self._located[key]

    def _locate(self, aimag_text: str, soum_text: str) -> Located:
        soum_text, khoroo = split_khoroo(soum_text)
        aimag = self.aimag(aimag_text) if aimag_text else None
        doubts: list[PlaceDoubt] = []
        if aimag_text and aimag is None and self.aimags:
            doubts.append(
                PlaceDoubt(
                    fault=PlaceFault.UNKNOWN_AIMAG,
                    text=aimag_text,
                    suggestions=self._similar(self._aimags, aimag_text),
                )
            )
        soum, doubt = self._soum(soum_text, aimag, bool(aimag_text)) if soum_text else (None, None)
        if doubt is not None:
            doubts.append(doubt)
        if soum is not None:
            aimag = self.by_code.get(soum.parent, aimag)
        return Located(aimag=aimag, soum=soum, khoroo=khoroo, doubts=tuple(doubts))

    def _soum(
        self, text: str, aimag: Place | None, aimag_given: bool
    ) -> tuple[Place | None, PlaceDoubt | None]:
        coded = self._soums.coded(text)
        if coded:
            return _by_code(text, coded, aimag)
        parent = aimag.code if aimag is not None else None
        named = self._soums.named(text, parent)
        if len(named) == 1 and (aimag is not None or aimag_given):
            return named[0], None
        if len(named) == 1:
            return named[0], _doubt(PlaceFault.SOUM_WITHOUT_AIMAG, text, named)
        if named:
            return None, _doubt(PlaceFault.AMBIGUOUS_SOUM, text, named)
        likely = (*self._similar(self._soums, text, parent), *self._soums.named(text))
        likely = likely or self._similar(self._soums, text)
        return None, _doubt(PlaceFault.UNKNOWN_SOUM, text, likely)

    def _similar(self, index: _Index, text: str, parent: str | None = None) -> tuple[Place, ...]:
        """Return likely meanings of the first few hundred unknown texts, none of later ones."""
        self._suggestions += 1
        return index.similar(text, parent) if self._suggestions <= MOST_SUGGESTIONS else ()


def _by_code(
    text: str, coded: list[Place], aimag: Place | None
) -> tuple[Place | None, PlaceDoubt | None]:
    within = [p for p in coded if aimag is not None and p.parent == aimag.code]
    chosen = within or coded
    if len(chosen) > 1:
        return None, _doubt(PlaceFault.AMBIGUOUS_SOUM, text, chosen)
    if aimag is not None and not within:
        return chosen[0], _doubt(PlaceFault.AIMAG_DISAGREES, text, chosen)
    return chosen[0], None


def _doubt(fault: PlaceFault, text: str, places: Iterable[Place]) -> PlaceDoubt:
    return PlaceDoubt(fault=fault, text=text, suggestions=tuple(places)[:3])
