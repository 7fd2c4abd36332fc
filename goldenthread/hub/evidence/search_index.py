"""What can be found, word by word: made once for a set of definitions, and asked of for every search."""

from __future__ import annotations

import bisect
import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from goldenthread.warehouse.definitions import Catalogue
from goldenthread.warehouse.definitions.dashboards import Dashboard, Dashboards, load_dashboards
from goldenthread.warehouse.definitions.indicators import Indicator
from goldenthread.warehouse.definitions.words import Words, load_words

Kind = Literal["dashboard", "indicator", "word", "help"]
TITLE, QUESTION, ITEM, ABOUT, MAYBE = 8.0, 3.0, 2.0, 1.5, 1.0
SHORTEST_PREFIX = 3


def words_of(text: str) -> list[str]:
    """The words of a text in the form in which words are compared: no case, accents, endings or marks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = re.sub(r"['’‘]s\b", "s", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return [stem(word) for word in re.findall(r"[a-z0-9]+|†", plain)]


def stem(word: str) -> str:
    """'plans' as 'plan', 'authorities' as 'authority', 'children' as 'child'; short words and 'bus' stay."""
    if word == "children":
        return "child"
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "sui" else word


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, leave out or swap to get from one word to the other; `most` + 1 for any more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, their in enumerate(other, start=1):
            step = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != their))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == their:
                step = min(step, earlier[j - 2] + 1)
            row.append(step)
        if min(row) > most:
            return most + 1
    return row[-1] if row[-1] <= most else most + 1


class Nearest:
    """Words near a misspelt one. Letters are compared first as a set of bits, which leaves few words to measure."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [(word, _bits(word)) for word in words]

    def to(self, word: str) -> tuple[list[str], int]:
        """The nearest words and how far away they are; none for short words, which are near to everything."""
        most = 0 if len(word) < 4 or word.isdigit() else 1 if len(word) < 6 else 2
        bits, found = _bits(word), defaultdict(list)
        for known, its_bits in self._words if most else ():
            if (bits ^ its_bits).bit_count() <= 2 * most and (far := distance(word, known, most)) <= most:
                found[far].append(known)
        return (found[min(found)], min(found)) if found else ([], 0)


def _bits(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found. `titles`: the words of its title and other names, for who types just those."""

    kind: Kind
    id: str
    title: str
    text: str
    titles: tuple[tuple[str, ...], ...]
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a topic that a search may name: topic, item and the words of its label."""

    topic: str
    id: str
    words: frozenset[str]


class Index:
    """Every word of every entry, with how much it says of the entry."""

    def __init__(self, catalogue: Catalogue, groups: Dashboards, words: Words) -> None:
        self.words = words
        self.entries: list[Entry] = []
        self.postings: dict[str, dict[int, float]] = defaultdict(dict)
        self.catalogue = catalogue
        first = [page.panels[0].indicators[0] for page in groups.pages.values() if page.panels]
        for page in groups.pages.values():
            heading = next(group.title for group in groups.groups if group.id == page.group)
            self._add(*_of_dashboard(catalogue, page, heading, 1.5 * (page.id in words.search.start)))
        for indicator in catalogue.indicators.values():
            self._add(*_of_indicator(catalogue, indicator, (indicator.id in first) + 0.5 * bool(indicator.code)))
        self._add_words(words)
        self.sorted = sorted(self.postings)
        self.synonyms = _synonyms(words)
        self.ignored = {word for text in words.search.ignored for word in words_of(text)}
        typed = {phrase[0] for phrase in self.synonyms if len(phrase) == 1}
        self.nearest = Nearest(w for w in sorted({*self.postings, *typed} - self.ignored) if not w.isdigit())
        self.items = tuple(_items(catalogue, self.ignored))

    def _add(self, entry: Entry, texts: Iterable[tuple[float, str]]) -> None:
        number = len(self.entries)
        self.entries.append(entry)
        for weight, text in texts:
            for word in words_of(text):
                self.postings[word][number] = max(weight, self.postings[word].get(number, 0.0))

    def _add_words(self, words: Words) -> None:
        for each in words.glossary.values():
            names = (each.word, *each.also)
            entry = Entry("word", each.id, each.word, each.meaning, _titles(names))
            self._add(entry, [*((TITLE, name) for name in names), (ABOUT, each.meaning)])
        for page in words.search.help:
            self._add(Entry("help", page.page, page.title, page.text, _titles([page.title])), [(TITLE, page.title), (QUESTION, page.text)])  # fmt: skip

    def knows(self, word: str) -> bool:
        """True for a word that begins a word of some entry, or that stands for others."""
        return (word,) in self.synonyms or word in self.ignored or bool(self.matching(word))

    def matching(self, word: str) -> dict[str, float]:
        """The words of entries that a typed word is, or begins, each with how surely it is meant."""
        found = {word: 1.0} if word in self.postings else {}
        if len(word) >= SHORTEST_PREFIX and not word.isdigit():
            start = bisect.bisect_left(self.sorted, word)
            for known in self.sorted[start : start + 200]:
                if not known.startswith(word):
                    break
                found.setdefault(known, 0.4 + 0.5 * len(word) / len(known))
        return found


@functools.lru_cache(maxsize=2)
def index_of(catalogue: Catalogue) -> Index:
    """The index of these definitions, made at the first search."""
    return Index(catalogue, load_dashboards(catalogue), load_words(catalogue))


def _titles(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words_of(name)) for name in names)


def _of_dashboard(
    catalogue: Catalogue, page: Dashboard, heading: str, weight: float
) -> tuple[Entry, list[tuple[float, str]]]:
    shown = {catalogue.indicators[name].title for panel in page.panels for name in panel.indicators}
    topics = {topic for panel in page.panels for topic in (panel.topic,) if topic}
    texts = [
        (TITLE, page.title), (TITLE, page.short_title), (QUESTION, page.question), (ABOUT, page.about), (QUESTION, heading),
        *((ITEM, title) for title in shown),
        *((ITEM, text) for topic in topics for text in _labels(catalogue, topic)),
        *((MAYBE, text) for topic in _askable(catalogue, page) - topics for text in _labels(catalogue, topic)),
    ]  # fmt: skip
    titles = _titles([page.title, page.short_title])
    return Entry("dashboard", page.id, page.title, page.question, titles, weight), texts


def _askable(catalogue: Catalogue, page: Dashboard) -> set[str]:
    """Topics that charts of everyone on the page can be asked of: girls, an age, a need."""
    everyone = (name for panel in page.panels if not panel.topic and not panel.breakdown for name in panel.indicators)
    return {topics[0] for name in everyone for topics in catalogue.indicators[name].breakdowns if len(topics) == 1}


def _of_indicator(catalogue: Catalogue, indicator: Indicator, weight: float) -> tuple[Entry, list[tuple[float, str]]]:
    topics = {topic for each in indicator.breakdowns for topic in each}
    texts = [
        (TITLE, indicator.title), (TITLE, indicator.short_title), (TITLE, indicator.code or ""), (QUESTION, indicator.question),
        (ABOUT, indicator.definition), (QUESTION, indicator.theme.replace("-", " ")),
        *((ITEM, text) for topic in topics for text in _labels(catalogue, topic)),
    ]  # fmt: skip
    titles = _titles([indicator.title, indicator.short_title])
    return Entry("indicator", indicator.id, indicator.title, indicator.question, titles, weight), texts


def _labels(catalogue: Catalogue, topic: str) -> list[str]:
    vocabulary = catalogue.vocabularies[topic]
    return [vocabulary.title, *(item.label for item in vocabulary.items)]


def _items(catalogue: Catalogue, ignored: set[str]) -> Iterator[Item]:
    for vocabulary in catalogue.vocabularies.values():
        for item in vocabulary.items:
            found = frozenset(words_of(item.label)) - ignored
            if all(word.isdigit() for word in found):  # '20' alone is no age: it may be weeks
                found |= frozenset(words_of(vocabulary.title))
            yield Item(vocabulary.id, item.id, found)


def _synonyms(words: Words) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for synonym in words.search.synonyms:
        for typed in synonym.words:
            found[tuple(words_of(typed))] += [tuple(words_of(meant)) for meant in synonym.means]
    return dict(found)
