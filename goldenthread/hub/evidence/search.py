"""Search: what was typed is read as places, years and words, and everything that has the words is ranked.

A place is not searched for among the pages: it is whose page every result becomes.
"""

from __future__ import annotations

import functools
import itertools
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.warehouse import Store
from goldenthread.warehouse.answers import AreaRecord
from goldenthread.warehouse.definitions import Catalogue

from .places import LONDON
from .search_index import Entry, Index, Item, Nearest, index_of, words_of

LONGEST, MOST_WORDS, MOST_AREAS = 200, 12, 4
LARGER = ("country", "region", "sub-region", "group")
SYNONYM = 0.85  # what was meant counts a little less than what was typed
OF_THE_BEST = 0.5  # whatever scores less than this share of the best of its kind is left out
Words = tuple[str, ...]
Group = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood. `typed`: the text as shown back; `groups`: each a choice of wordings, all sought.

    `said`: the words in order, every one and only the telling ones, for titles that are typed as they are.
    `areas`: the places named, `maybe` those that may be meant by a beginning; `year` a period typed, or ''.
    `corrected`: (typed, read as) for misspelt words.
    """

    typed: str
    groups: tuple[Group, ...]
    said: tuple[Words, ...]
    areas: tuple[AreaRecord, ...]
    maybe: tuple[AreaRecord, ...]
    year: str
    is_cut: bool
    corrected: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The entries found, best first. `is_partial`: none has all the words. `items`: topic → item that the words name."""

    question: Question
    entries: tuple[Entry, ...]
    is_partial: bool
    items: dict[str, str]

    def of(self, kind: str, most: int) -> list[Entry]:
        """The best entries of a kind."""
        return [entry for entry in self.entries if entry.kind == kind][:most]


def search(store: Store, text: str) -> Found:
    """Everything that answers to the text. Any text at all has an answer, which may be empty."""
    index = index_of(store.catalogue)
    question = read(store, index, text)
    scores, most = _scores(index, question)
    ranked = sorted(scores, key=lambda number: (-scores[number], number))
    best: dict[str, float] = {}
    for number in ranked:
        best.setdefault(index.entries[number].kind, scores[number])
    kept = [index.entries[n] for n in ranked if scores[n] >= OF_THE_BEST * best[index.entries[n].kind]]
    items = {item.topic: item.id for item in _named_items(index, question)}
    return Found(question, tuple(kept), most < len(question.groups), items)


def read(store: Store, index: Index, text: str) -> Question:
    """The text as places, a year and groups of words."""
    typed = clean(text)
    words = words_of(typed[:LONGEST])
    is_cut = len(typed) > LONGEST or len(words) > MOST_WORDS
    areas, rest = _areas(store, index, words[:MOST_WORDS])
    maybe, rest = _beginnings(store, index, rest)
    if not areas and len(maybe) == 1:
        areas, maybe = maybe, ()
    year = next((word for word in rest if len(word) == 4 and word.isdigit() and store.has_period(word)), "")
    rest = [word for word in rest if word != year]
    groups, corrected = _groups(index, rest)
    telling = tuple(word for word in rest if word not in index.ignored)
    return Question(typed[:LONGEST], groups, (tuple(rest), telling), areas, maybe, year, is_cut, corrected)


def clean(text: str) -> str:
    """The text without what cannot be seen or turns the page round, and with single spaces."""
    seen = (letter if unicodedata.category(letter)[0] not in "CZ" else " " for letter in text[: 2 * LONGEST])
    return " ".join("".join(seen).split())


# ------------------------------------------------------------------ places


@dataclass(frozen=True)
class _Names:
    """The names of areas: in words, and written as one for misspelt names. Codes by name."""

    codes: dict[Words, str]
    joined: dict[str, str]
    near: Nearest  # to London's own names
    near_long: Nearest  # those of several words


@functools.lru_cache(maxsize=2)
def _names(catalogue: Catalogue) -> _Names:
    more, codes = index_of(catalogue).words.search.area_names, dict[Words, str]()
    for area in catalogue.areas.values():
        if area.to_date is None:
            for name in (
                area.name,
                *area.other_names,
                *more.get(area.code, ()),
                area.code,
                *filter(None, [area.old_code]),
            ):
                codes.setdefault(_named(words_of(name)), area.code)
    london = {n: c for n, c in codes.items() if _is_london(catalogue, c) and not n[0][-1:].isdigit()}
    joined = {"".join(name): code for name, code in london.items()}
    long = ["".join(name) for name in london if len(name) > 1]
    return _Names(codes, joined, Nearest(joined), Nearest(long))


def _is_london(catalogue: Catalogue, code: str) -> bool:
    area = catalogue.areas[code]
    return LONDON in (area.code, area.region_code) or area.level == "country"


def _named(words: list[str]) -> Words:
    return tuple(word for word in words if word != "and")


def _areas(store: Store, index: Index, words: list[str]) -> tuple[tuple[AreaRecord, ...], list[str]]:
    """The areas named, and the words that are left. The longest name wins; a name may be misspelt."""
    names, found, rest = _names(store.catalogue), list[AreaRecord](), list[str]()
    place = 0
    while place < len(words):
        length, code = _name_at(names, index, words, place)
        if length:
            found.append(store.area(code))
        else:
            rest.append(words[place])
        place += length or 1
    return tuple(dict.fromkeys(found))[:MOST_AREAS], rest


def _name_at(names: _Names, index: Index, words: list[str], place: int) -> tuple[int, str]:
    """How many words from here on name an area, and its code; (0, '') when none does."""
    for length in range(min(7, len(words) - place), 0, -1):
        part = words[place : place + length]
        code = names.codes.get(_named(part)) if part[0] != "and" and part[-1] != "and" else None
        # Reading, Bath and Bury are words as well as places: such a word is a place only in London.
        if code and (length > 1 or not index.knows(part[0]) or _is_london(index.catalogue, code)):
            return length, code
        if length <= 3 and (code := _misspelt(names, index, part)):
            return length, code
    return 0, ""


def _misspelt(names: _Names, index: Index, part: list[str]) -> str:
    """The code of the London area whose name this is, run together or misspelt; '' for none."""
    text = "".join(_named(part))
    if text in names.joined:
        return names.joined[text]
    if len(part) > 1:
        near = names.near_long.to(text)[0] if len(text) > 8 else []
    elif len(text) < 5 or index.knows(text):
        near = []
    else:
        near, far = names.near.to(text)
        near = near if far == 1 or index.nearest.to(text)[1] != 1 else []
    return names.joined[near[0]] if near else ""


def _beginnings(store: Store, index: Index, words: list[str]) -> tuple[tuple[AreaRecord, ...], list[str]]:
    """The boroughs whose name begins as some word does that is nothing else, and the words that are left."""
    joined, codes, rest = _names(store.catalogue).joined, dict[str, None](), list[str]()
    for word in words:
        begun = [] if len(word) < 3 or index.knows(word) else [c for name, c in joined.items() if name.startswith(word)]
        codes |= dict.fromkeys(begun)
        rest += [] if begun else [word]
    return tuple(store.area(code) for code in codes)[:MOST_AREAS], rest


# ------------------------------------------------------------------ words


def _groups(index: Index, words: list[str]) -> tuple[tuple[Group, ...], tuple[tuple[str, str], ...]]:
    """Each word or phrase with whatever else is meant by it, and the spellings corrected. Words that say nothing fall out."""
    found: list[Group] = []
    corrected: dict[str, str] = {}
    place = 0
    while place < len(words):
        length = next((n for n in (4, 3, 2, 1) if tuple(words[place : place + n]) in index.synonyms), 0)
        word = words[place]
        if length:
            phrase = tuple(words[place : place + length])
            found.append((phrase, *index.synonyms[phrase]))
        elif not index.knows(word):
            near = index.nearest.to(word)[0][:3]
            corrected |= {word: near[0]} if near else {}
            found.append(_spelt(index, near) or ((word,),))
        elif word not in index.ignored and (len(word) > 1 or not word.isalpha()):
            found.append(((word,),))
        place += length or 1
    if words and not found:
        found.append((tuple(words),))
    return tuple(found), tuple(corrected.items())


def _spelt(index: Index, near: list[str]) -> Group:
    """The wordings of the words that a misspelt one may be."""
    return tuple(phrase for word in near for phrase in ((word,), *index.synonyms.get((word,), ())))


def _scores(index: Index, question: Question) -> tuple[dict[int, float], int]:
    """Entry → score of those with most of the groups, and how many groups that is."""
    total: dict[int, float] = defaultdict(float)
    count: dict[int, int] = defaultdict(int)
    for group in question.groups:
        for number, score in _of_group(index, group).items():
            total[number] += score
            count[number] += 1
    most = max(count.values(), default=0)
    variants = _variants(question)
    pairs = {pair for variant in variants for pair in itertools.pairwise(variant)}
    best = (number for number, groups in count.items() if groups == most)
    return {n: total[n] / most + _of_title(index.entries[n], variants, pairs) for n in best}, most


def _of_group(index: Index, group: Group) -> dict[int, float]:
    best: dict[int, float] = {}
    for place, phrase in enumerate(group):
        found: dict[int, float] | None = None
        for word in phrase:
            scores = _of_word(index, word)
            found = scores if found is None else {n: found[n] + s for n, s in scores.items() if n in found}
        worth = (SYNONYM if place else 1.0) / len(phrase)
        for number, score in (found or {}).items():
            best[number] = max(best.get(number, 0.0), worth * score)
    return best


def _of_word(index: Index, word: str) -> dict[int, float]:
    found: dict[int, float] = {}
    for known, quality in index.matching(word).items():
        for number, weight in index.postings[known].items():
            found[number] = max(found.get(number, 0.0), quality * weight)
    return found


def _variants(question: Question) -> set[Words]:
    """The words in order as typed, and with what else is meant by one of them in its place."""
    meant = {
        tuple(word for part in (*question.groups[:n], (phrase,), *question.groups[n + 1 :]) for word in part[0])
        for n, group in enumerate(question.groups)
        for phrase in group
    }
    return {*question.said, *meant}


def _of_title(entry: Entry, variants: set[Words], pairs: set[tuple[str, str]]) -> float:
    """More for an entry whose title was typed, and for a title with little else in it. `pairs`: words in a row."""
    best, typed = 0.0, {word for variant in variants for word in variant}
    for title in entry.titles:
        shared = 3 * len(typed & set(title)) / max(len(title), 1)
        best = max(best, shared + 2 * len(pairs & set(itertools.pairwise(title))) + 4 * (title in variants))
    return best + entry.weight


def is_asked_for(entry: Entry, question: Question) -> bool:
    """True where a title of the entry is what was typed or meant, with nothing else."""
    return any(title in _variants(question) for title in entry.titles)


def _named_items(index: Index, question: Question) -> Iterator[Item]:
    """The items whose whole label is among the words: autism is an item of need."""
    words = {word for group in question.groups for phrase in group for word in phrase}
    yield from (item for item in index.items if item.words <= words)
