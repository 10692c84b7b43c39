"""An article as the role stage sees it: words, and the names among them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from quoteattr.lexicon.titles import Titles
from quoteattr.parse.tokens import Parse
from quoteattr.parse.words import Word, read_words
from quoteattr.roles.mentions.phrases import LONGEST_PHRASE, Range

__all__ = ["Page", "read_page"]

SENTENCE_ENDS = frozenset({".", "?", "!", ";"})


@frozen
class Page:
    """An article as `words`, with the word of each token, and `names` as half-open ranges of words.

    `starts` has the words that open a name, `name_words` all that are in one, `breaks` line breaks
    and ends of sentences; `parsed` says whether the pipeline has a parser.
    """

    doc: Parse
    words: tuple[Word, ...]
    word_of: tuple[int, ...]
    names: tuple[Range, ...]
    starts: frozenset[int]
    name_words: frozenset[int]
    breaks: frozenset[int]
    titles: Titles
    parsed: bool

    def is_break(self, at: int) -> bool:
        """Whether no phrase goes on over word `at`: the article's end, a line break, the end of a sentence."""
        return at in self.breaks or not 0 <= at < len(self.words)

    def phrase_end(self, at: int) -> int:
        """The word that ends the sentence of word `at`, or the last one that a phrase starting there may reach."""
        return next((end for end in range(at, at + LONGEST_PHRASE) if self.is_break(end)), at + LONGEST_PHRASE)

    def lower(self, at: int) -> str:
        """Word `at` in lower case, "" beyond either end of the article."""
        return self.words[at].lower if 0 <= at < len(self.words) else ""

    def is_bracketed(self, number: int) -> bool:
        """Whether the name at index `number` opens a bracket: Reps. Mary Coe (*Utah*) and John Poe."""
        return self.lower(self.names[number][0] - 1) == "("

    def key(self, number: int) -> str:
        """The last word, in lower case, of the name at index `number`: what a person's names have in common."""
        return self.words[self.names[number][1] - 1].lower


def read_page(doc: Parse, names: Sequence[Range], titles: Titles) -> Page:
    """`doc` with `names`, half-open ranges of its tokens, ready for patterns."""
    words = read_words(doc, 0, len(doc), titles.short_forms)
    word_of: list[int] = []
    for number, word in enumerate(words):
        word_of += [number] * (word.end - len(word_of))
    word_of += [max(0, len(words) - 1)] * (len(doc) - len(word_of))
    whole = ((word_of[start], word_of[end - 1] + 1) for start, end in names)
    ranges = tuple(_bare_name(doc, words, first, last, titles) for first, last in whole)
    return Page(
        doc=doc,
        words=words,
        word_of=tuple(word_of),
        names=ranges,
        starts=frozenset(first for first, _ in ranges),
        name_words=frozenset(number for first, last in ranges for number in range(first, last)),
        breaks=frozenset(
            number for number, word in enumerate(words) if word.text in SENTENCE_ENDS or word.text.isspace()
        ),
        titles=titles,
        parsed=doc.has_annotation("DEP"),
    )


def _bare_name(doc: Parse, words: Sequence[Word], first: int, last: int, titles: Titles) -> Range:
    """The name at words `first` to `last` with a given name left out of it, and without a title taken into it.

    Both happen to names found by capitals: Jan | *Brewer*, *Comedian Sarah Silverman*.
    """
    while (
        first > 0
        and titles.match(words, first - 1, first) is None
        and (_continues_person(doc, words[first]) or _follows_title(words, first - 1, titles))
    ):
        first -= 1
    while last - first > 1 and (title := titles.match(words, first, last)) is not None:
        bare = first + title.length
        if bare >= last or (last - bare == 1 and _continues_person(doc, words[bare])):
            break
        first = bare
    return first, last


def _continues_person(doc: Parse, word: Word) -> bool:
    """Whether the pipeline takes `word` for a later word of a person's name."""
    return word.entity == "PERSON" and doc[word.start].ent_iob_ == "I"


def _follows_title(words: Sequence[Word], at: int, titles: Titles) -> bool:
    """Whether an unknown capital word stands at `at` after a title in capitals: Chair *Debora* Watts Ruiz."""
    word = words[at]
    if at == 0 or word.entity or not word.tag.startswith("NNP") or not words[at - 1].capitalized:
        return False
    return titles.match(words, at - 1, at) is not None
