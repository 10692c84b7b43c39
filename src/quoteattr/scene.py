"""The scene: one parsed article with what the stages before linking found in it, indexed by token.

Indices are made once, so that whatever is asked of a quotation's surroundings costs no more in a long article.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

import regex
from attrs import field, frozen

from quoteattr.cues import FoundCue
from quoteattr.mentions import Mention, MentionFinder
from quoteattr.names import Name, NameKind
from quoteattr.parse import Parse, Token
from quoteattr.passages import Passage
from quoteattr.quotations import QuotedSpan
from quoteattr.tables import Tables

__all__ = [
    "DASHES",
    "SENTENCE_ENDS",
    "Scene",
    "cues_between",
    "ends_sentence",
    "sentence_at",
    "set_scene",
    "tokens_between",
]

SENTENCE_ENDS = frozenset([".", "?", "!", "...", "…", ";"])
DASHES = frozenset(["—", "–", "-", "--", "―", "~"])
PUNCTUATION_TAGS = frozenset([".", ":", ",", "NFP", ""])


@frozen(eq=False)
class Scene:
    """One parsed article with what the stages before linking found in it, indexed by token."""

    text: str
    doc: Parse
    passages: Sequence[Passage]
    spans: Sequence[QuotedSpan]
    cues: Sequence[FoundCue]
    names: Sequence[Name]
    finder: MentionFinder
    token_spans: tuple[tuple[int, int], ...]  # of each quoted span, marks included
    outermost: tuple[int, ...]  # for each token the outermost span it stands in, or -1
    passage_of: tuple[int, ...]  # for each token its passage, or -1
    passage_tokens: tuple[tuple[int, int], ...]
    cue_starts: tuple[int, ...]
    name_starts: tuple[int, ...]
    surnames: Mapping[str, int] = field(repr=False)  # the last word of a name, casefolded -> the first that has it
    reports: frozenset[int]  # passages with a listed cue outside quotation marks
    sentence_starts: tuple[int, ...] = field(repr=False)  # by the parse
    sentence_ends: tuple[int, ...] = field(repr=False)  # tokens that end a sentence outside quotation marks
    outside: tuple[int, ...] = field(repr=False)  # tokens outside quotation marks
    verbs: tuple[int, ...] = field(repr=False)  # those of them that are verbs
    told: frozenset[int]  # passages with words outside quotation marks
    spans_of_passage: tuple[tuple[int, ...], ...]  # outermost spans only
    top: tuple[int, ...]  # the outermost spans, in text order
    repeated: dict[int, int] = field(repr=False)  # span -> a later or longer span with the same words
    words_in_marks: tuple[str, ...] = field(repr=False)  # of each span, casefolded, without punctuation
    times_in_marks: Mapping[str, int] = field(repr=False)  # how many spans have just these words
    interviewee: int | None  # the name of who answers the questions of an interview: the one named most before them
    tables: Tables = field(repr=False)
    # What `reporters` found for each cue that was asked of, since every quotation asks again of the cues around it.
    mentions_of_cue: dict[FoundCue, Sequence[tuple[Mention, str]]] = field(init=False, factory=dict, repr=False)


def ends_sentence(token: Token) -> bool:
    """Whether a token ends a sentence; the full stop that the tokenizer splits from *Lt.* does not."""
    return token.text in SENTENCE_ENDS and token.tag_ in PUNCTUATION_TAGS


def set_scene(
    text: str,
    doc: Parse,
    passages: Sequence[Passage],
    spans: Sequence[QuotedSpan],
    cues: Sequence[FoundCue],
    names: Sequence[Name],
    tables: Tables,
) -> Scene:
    """Index the article by token, so that proposing is linear in its length."""
    starts = [token.idx for token in doc]
    token_spans = _token_ranges(starts, [(span.start, span.end) for span in spans])
    passage_tokens = _token_ranges(starts, [(passage.start, passage.end) for passage in passages])
    outermost, passage_of = [-1] * len(doc), [-1] * len(doc)
    top = tuple(index for index, span in enumerate(spans) if span.parent is None)
    for index in top:
        for at in range(*token_spans[index]):
            outermost[at] = index
    for index, (start, end) in enumerate(passage_tokens):
        passage_of[start:end] = [index] * (end - start)
    spans_of_passage: list[list[int]] = [[] for _ in passages]
    for index in top:
        start, end = token_spans[index]
        if start < end and passage_of[start] >= 0:
            spans_of_passage[passage_of[start]].append(index)
    words_in_marks = tuple(
        " ".join(_WORDS.findall(text[span.inner_start : span.inner_end])).casefold() for span in spans
    )
    return Scene(
        text=text,
        doc=doc,
        passages=passages,
        spans=spans,
        cues=cues,
        names=names,
        finder=MentionFinder.over(doc, names),
        token_spans=token_spans,
        outermost=tuple(outermost),
        passage_of=tuple(passage_of),
        passage_tokens=passage_tokens,
        cue_starts=tuple(cue.start for cue in cues),
        name_starts=tuple(name.start for name in names),
        surnames={name.text.casefold().split()[-1]: n for n, name in reversed(list(enumerate(names)))},
        reports=frozenset(passage_of[cue.head] for cue in cues if cue.listed and outermost[cue.head] < 0),
        sentence_starts=tuple(token.i for token in doc if not token.i or token.is_sent_start),
        sentence_ends=tuple(token.i for token in doc if outermost[token.i] < 0 and ends_sentence(token)),
        outside=tuple(at for at, span in enumerate(outermost) if span < 0),
        verbs=tuple(token.i for token in doc if outermost[token.i] < 0 and token.pos_ == "VERB"),
        told=frozenset(passage_of[token.i] for token in doc if outermost[token.i] < 0 and token.is_alpha),
        spans_of_passage=tuple(tuple(found) for found in spans_of_passage),
        top=top,
        interviewee=_interviewee(passages, passage_tokens, names),
        repeated=_repeated(text, spans, top),
        words_in_marks=words_in_marks,
        times_in_marks=Counter(words_in_marks),
        tables=tables,
    )


def _interviewee(
    passages: Sequence[Passage], passage_tokens: Sequence[tuple[int, int]], names: Sequence[Name]
) -> int | None:
    first = next((start for p, (start, _) in zip(passages, passage_tokens, strict=True) if p.label is not None), 0)
    people = [n for n, name in enumerate(names) if name.kind is NameKind.PERSON and name.end <= first]
    times = Counter(names[n].text.split()[-1] for n in people)
    return max(people, key=lambda n: (times[names[n].text.split()[-1]], n), default=None)


def _token_ranges(starts: list[int], ranges: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Character ranges as ranges of the tokens that start within them."""
    return tuple((bisect_left(starts, start), bisect_left(starts, end)) for start, end in ranges)


_WORDS = regex.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _repeated(text: str, spans: Sequence[QuotedSpan], top: Sequence[int]) -> dict[int, int]:
    """For each span whose first words stand again in a longer or later one (a headline’s, a pull quote’s): that one."""
    shortest = 3
    words = {
        i: tuple(w.casefold() for w in _WORDS.findall(text[spans[i].inner_start : spans[i].inner_end])) for i in top
    }
    places: dict[tuple[str, ...], list[int]] = {}
    for index in top:
        for opening in {words[index][at : at + shortest] for at in range(len(words[index]) - shortest + 1)}:
            places.setdefault(opening, []).append(index)
    found: dict[int, int] = {}
    for index in top:
        own = words[index]
        if len(own) < shortest:
            continue
        # A headline may run two quotations together: what counts is that four words, or all, come back.
        first_words = " ".join(own[: max(shortest, min(len(own), 4))])
        for other in places[own[:shortest]][:20]:
            longer = len(words[other]) > len(own) or other > index
            comes_back = f" {first_words} " in f" {' '.join(words[other])} "
            if other != index and longer and other not in found and comes_back:
                found[index] = other
                break
    return found


def sentence_at(scene: Scene, token: int) -> tuple[int, int]:
    """The sentence of a token by the parse, as token indices, half-open; without one it is the whole article."""
    number = bisect_right(scene.sentence_starts, token)
    last = number == len(scene.sentence_starts)
    return scene.sentence_starts[number - 1], len(scene.doc) if last else scene.sentence_starts[number]


def tokens_between(tokens: Sequence[int], start: int, end: int) -> int:
    """How many of `tokens`, which are in text order, stand from token `start` to `end`."""
    return max(0, bisect_left(tokens, end) - bisect_left(tokens, start))


def cues_between(scene: Scene, start: int, end: int) -> Sequence[FoundCue]:
    """The cues that stand from token `start` to `end`, in quotation marks or not."""
    return scene.cues[bisect_left(scene.cue_starts, start) : bisect_left(scene.cue_starts, end)]
