"""Which of many documents matter for an article: those that share runs of words with its parts, and its rare words.

A vote counts for more the fewer documents have what it is for, and what many have is asked of none: the work does not
grow with the number of documents, but for words that are neither rare nor frequent.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from math import log

__all__ = ["count_documents", "find_documents", "find_sharing", "learn_frequent_words"]

# A word in more documents than these is frequent: a run of nothing else is not asked for, since every document that has
# its words would have to be looked at.
FREQUENT = 20_000
# A run of three words, and a long one of six, which tells even where many documents have it, as copies of a wire do.
RUN, LONG_RUN = 3, 6
# Of documents that have a run, or a rare word, so many are taken; a short run that more have tells nothing.
MOST_WITH_RUN = 64
MOST_WITH_WORD = 256
# So many documents for each part by its own runs, so many by the rare words of all parts, and so many for a whole text.
FOR_PART = 8
OF_ALL_PARTS = 2
MOST_SHARING = 16
# A document that shares less than this of what the best one shares has no words of the part but such as everybody uses.
ENOUGH = 0.2
# A run of eight words holds a run of six that begins at every third one.
STEP = 3
# A document whose words stand in it one by one counts for less than one with runs of them.
OF_AFFAIR = 0.05


def find_documents(connection: sqlite3.Connection, parts: Sequence[Sequence[str]]) -> tuple[tuple[int, ...], ...]:
    """Find for each part, given by the forms of its words, the numbers of documents, those that share most first."""
    search = _Search(connection, {word for part in parts for word in part})
    # What all parts have in common: the documents of the affair.
    affair: Counter[int] = Counter()
    for word in sorted({word for part in parts for word in part} - search.frequent):
        search.vote(affair, word, MOST_WITH_WORD)
    return tuple(_for_part(search, part, affair) for part in parts)


def _for_part(search: _Search, part: Sequence[str], affair: Counter[int]) -> tuple[int, ...]:
    """Find the documents that share most runs with a part; of equals those that share more with the other parts."""
    shared: Counter[int] = Counter()
    for run in _runs(part, min(RUN, len(part))):
        search.vote(shared, run, MOST_WITH_RUN)
    for run in _runs(part, LONG_RUN):
        search.vote(shared, run, MOST_WITH_RUN, even_if_more=True)
    enough = ENOUGH * max(shared.values(), default=0)
    near = {found: weight + OF_AFFAIR * affair[found] for found, weight in shared.items() if weight >= enough}
    return tuple(dict.fromkeys([*_best(near, FOR_PART), *_best(affair, OF_ALL_PARTS)]))


def find_sharing(connection: sqlite3.Connection, words: Sequence[str]) -> tuple[int, ...]:
    """Find the documents that share most of the long runs of `words`, the best first."""
    search = _Search(connection, set(words))
    shared: Counter[int] = Counter()
    for run in _runs(words, LONG_RUN, STEP):
        search.vote(shared, run, MOST_WITH_RUN, even_if_more=True)
    return _best(shared, MOST_SHARING)


def _runs(words: Sequence[str], size: int, step: int = 1) -> Iterator[str]:
    return (" ".join(words[start : start + size]) for start in range(0, len(words) - size + 1, step) if size)


class _Search:
    """A search for what is in an article: it knows which of the words are frequent."""

    def __init__(self, connection: sqlite3.Connection, words: Iterable[str]) -> None:
        self.connection = connection
        self.documents = count_documents(connection)
        query = "SELECT word FROM frequent WHERE word = ?"
        self.frequent = frozenset(word for word in words if connection.execute(query, (word,)).fetchone())

    def vote(self, votes: Counter[int], run: str, most: int, *, even_if_more: bool = False) -> None:
        """Give each document that has the run a vote, which is worth more the fewer have it."""
        if self.frequent.issuperset(run.split(" ")):
            return
        query = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
        found = [row[0] for row in self.connection.execute(query, (f'"{run}"', most + 1))]
        if found and (even_if_more or len(found) <= most):
            weight = log(1 + self.documents / len(found))
            for document in found:
                votes[document] += weight  # type: ignore[assignment]


def _best(votes: Mapping[int, float], most: int) -> tuple[int, ...]:
    """The numbers with most votes, the earlier of equals first."""
    return tuple(nlargest(most, votes, key=lambda document: (votes[document], -document)))


def count_documents(connection: sqlite3.Connection) -> int:
    """How many documents there are, told in no time: their numbers have no gaps."""
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM documents").fetchone()[0])


def learn_frequent_words(connection: sqlite3.Connection) -> None:
    """Write down which words are frequent."""
    connection.execute("DELETE FROM frequent")
    connection.execute("INSERT INTO frequent SELECT term FROM vocabulary WHERE doc > ?", (FREQUENT,))
