"""Cues: the words that report, found by table, with their kind, frames and negation.

Forms are spelled out from the table rather than taken from a lemmatizer, so that cues are found on a blank pipeline
too; a tagger, where there is one, tells the verb *states* from the noun.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from quoteattr.lexicon import (
    QUOTATION_MARK_TOKENS,
    SENTENCE_ENDS,
    Row,
    Tables,
    forms_of_verbs,
    last_words_of_titles,
    nationalities,
)
from quoteattr.parse.tokens import Parse, Token
from quoteattr.types import CueKind
from quoteattr.values import FoundCue

__all__ = ["cue_at", "find_cue_nouns", "find_cues", "is_so_called", "negators_of"]


_NEGATIONS = frozenset(["not", "n't", "n’t", "never", "neither", "nor", "hardly", "nobody"])
_NOBODY = frozenset(["none", "nobody", "neither", "no-one", "nothing"])
# Words that make a subject nobody, by how they hang on it: *no* baker, *hardly* anyone.
_NEITHER = frozenset(["neither"])
_NONE_OF = {
    "det": frozenset(["no", "neither"]),
    "preconj": _NEITHER,
    "cc": _NEITHER,
    "advmod": frozenset(["hardly", "scarcely", "barely"]),
}
_NOT_ONLY = frozenset(["only", "just", "merely", "simply"])
THING = frozenset(["thing"])
# So many words may stand between a closing mark and the verb that ends the sentence.
FARTHEST_MARK = 12
# How a report hangs on the word that denies it, and over how many words: refused *to say*, stopped short *of saying*.
HANGING = frozenset(["xcomp", "pcomp", "prep", "acomp", "ccomp"])
STEPS_UP = 4


def find_cues(doc: Parse, tables: Tables) -> tuple[FoundCue, ...]:
    """Every cue of the article in text order, and every other verb as an unlisted one."""
    phrases = tuple(_phrases(doc, tables))
    taken = frozenset(phrase.start for phrase in phrases if phrase.end > phrase.start + 1)
    verbs = (verb for verb in _verbs(doc, tables) if verb.head not in taken)
    return tuple(sorted((*verbs, *phrases), key=lambda cue: (cue.start, cue.end)))


def _verbs(doc: Parse, tables: Tables) -> Iterator[FoundCue]:
    forms, rates, kinds = forms_of_verbs(tables), _rates(tables), _kinds_of_verbs(tables)
    things = _thing_verbs(tables)
    tagged, parsed = doc.has_annotation("TAG"), doc.has_annotation("DEP")
    for token in doc:
        if is_so_called(doc, token.i):
            continue
        row = forms.get(token.lower_)
        if tagged and token.pos_ != "VERB" and not (row is not None and _verb_after_all(doc, token)):
            continue
        if row is None:
            if tagged and token.is_alpha:
                base = token.lemma_.lower()
                yield FoundCue(
                    start=token.i,
                    end=token.i + 1,
                    head=token.i,
                    base=base,
                    kind=CueKind.EVIDENCE if _shows(token, tables) else kinds.get(base, CueKind.SPEECH),
                    frames=THING if base in things or _brings_in(token, tables) else frozenset(),
                    negated=_negated(doc, token, tables, parsed=parsed),
                    listed=False,
                    rate=rates.get(base),
                    classed=base in kinds,
                )
            continue
        end = _past_particle(doc, token, row)
        needs, frames = row.get("needs_particle", False), frozenset(row.get("frames", ()))
        thing = row["verb"] in things or (not frames and _brings_in(token, tables))
        yield FoundCue(
            start=token.i,
            end=end,
            head=token.i,
            base=row["verb"],
            kind=_kind_here(token, row, tables, parsed=parsed),
            frames=frames | THING if thing else frames,
            negated=_negated(doc, token, tables, parsed=parsed),
            listed=end > token.i + 1 or not needs,
            rate=rates.get(row["verb"]),
        )


def _brings_in(verb: Token, tables: Tables) -> bool:
    """Whether the object of a verb is somebody and no words, whatever is told of them: announced *a coach who left*."""
    return any(child.dep_ == "dobj" and child.lower_ in _people(tables) for child in verb.rights)


@cache
def _people(tables: Tables) -> frozenset[str]:
    kinds = frozenset(row["kind"] for row in tables.rows("titles")) - {"none"}
    return last_words_of_titles(tables, kinds) | nationalities(tables)


def cue_at(doc: Parse, start: int, end: int, head: int, tables: Tables) -> FoundCue:
    """A cue of other words than those that `find_cues` looks for, at tokens `start` to `end` around its `head`."""
    token = doc[head]
    base = token.lemma_.lower() or token.lower_
    kinds = _kinds_of_verbs(tables) if token.pos_ == "VERB" else _kinds_of_nouns(tables)
    negated = _negated(doc, token, tables, parsed=doc.has_annotation("DEP"))
    kind = kinds.get(base, CueKind.SPEECH)
    return FoundCue(start, end, head, base, kind, frozenset(), negated, listed=False, classed=base in kinds)


def find_cue_nouns(doc: Parse, tables: Tables) -> Iterator[FoundCue]:
    """The nouns and adjectives that may report, in text order: his *claim* that, *confident* of."""
    kinds = _kinds_of_nouns(tables)
    parsed = doc.has_annotation("DEP")
    for token in doc:
        if token.pos_ in ("NOUN", "ADJ") and token.lemma_.lower() in kinds:
            base = token.lemma_.lower()
            frames = frozenset(["possessor", "noun"] if token.pos_ == "NOUN" else [])
            negated = _negated(doc, token, tables, parsed=parsed)
            yield FoundCue(token.i, token.i + 1, token.i, base, kinds[base], frames, negated, listed=False)


def is_so_called(doc: Parse, index: int) -> bool:
    """Whether the word at `index` is the *called* of *so-called*, which the tokenizer splits; it reports nothing."""
    if doc[index].lower_ not in ("called", "so-called"):
        return False
    before = [doc[i].lower_ for i in range(max(0, index - 2), index)]
    return doc[index].lower_ == "so-called" or before[-1:] == ["so"] or (before[-1:] == ["-"] and before[0] == "so")


def _verb_after_all(doc: Parse, token: Token) -> bool:
    """A form that the tagger mistakes: “…,” *quips* Rao; Rao *writes*: “…”; “…,” the driver *insisted*."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "AUX") or not token.text[0].islower():
        return False
    before = doc[token.i - 1].text if token.i else ""
    after = doc[token.i + 1].text if token.i + 1 < len(doc) else ""
    if token.dep_ == "ROOT" and after in SENTENCE_ENDS:
        return any(doc[i].text in QUOTATION_MARK_TOKENS for i in range(max(0, token.i - FARTHEST_MARK), token.i))
    return before in QUOTATION_MARK_TOKENS or after in QUOTATION_MARK_TOKENS or after in (":", ",")


def _past_particle(doc: Parse, token: Token, row: Row) -> int:
    """The index after the verb with its particle: *went on*, *put it*, *pointed out*."""
    following = token.i + 1
    if following < len(doc) and doc[following].lower_ in row.get("particles", ()):
        return following + 1
    return following


def _kind_here(token: Token, row: Row, tables: Tables, *, parsed: bool) -> CueKind:
    """The kind of a verb here, which its row has but for two things.

    With an infinitive some verbs have another one: *hopes to race*, *agreed to hand over*. What is no speaker gives
    evidence: *history* suggests, *the figures* show.
    """
    if not parsed:
        return CueKind(row["kind"])
    if _shows(token, tables):
        return CueKind.EVIDENCE
    infinitive = any(
        child.dep_ in ("xcomp", "ccomp") and any(part.tag_ == "TO" for part in child.lefts) for child in token.rights
    )
    return CueKind(row["kind_with_infinitive" if infinitive and "kind_with_infinitive" in row else "kind"])


def _shows(token: Token, tables: Tables) -> bool:
    """Whether the subject of a verb is what shows and does not speak: *history* suggests."""
    subject = next((child for child in reversed(tuple(token.lefts)) if child.dep_ == "nsubj"), None)
    return subject is not None and subject.pos_ == "NOUN" and subject.lemma_.lower() in _evidence_nouns(tables)


def _negated(doc: Parse, token: Token, tables: Tables, *, parsed: bool) -> bool:
    """Whether a report did not take place: *did not say*, *nobody said*, *has yet to say*, *no claim*, *isn’t sure*."""
    if not parsed:
        return any(doc[index].lower_ in _NEGATIONS for index in range(max(0, token.i - 2), token.i))
    children = list(token.children)
    if token.pos_ == "ADJ" and token.dep_ == "acomp":
        children += [child for child in token.head.children if child.dep_ == "neg"]
    if any(_negates(doc, child, token) for child in children):
        return True
    above = token.head  # has *yet* to say
    if token.dep_ == "xcomp" and above.lemma_ == "have" and any(child.lower_ == "yet" for child in above.children):
        return True
    return _negated_above(doc, token, negators_of(tables), STEPS_UP)


def _negated_above(doc: Parse, token: Token, negators: Mapping[str, bool], steps: int) -> bool:
    """Whether what a cue hangs on denies it: *declined* to say, *stopped short* of saying, was *not willing* to say."""
    above = token.head
    shared = token.dep_ == "conj" and token.tag_ == above.tag_ and token.tag_ in ("VB", "VBG")  # to confirm or *deny*
    if not steps or above is token or not (shared or token.dep_ in HANGING):
        return False
    if above.dep_ == "prep" and above.i and negators.get(doc[above.i - 1].lemma_.lower()):
        return True  # stopped *short of* saying
    if shared and any(_negates(doc, child, above) for child in above.children):
        return True  # could neither confirm nor *deny*
    denies = negators.get(above.lemma_.lower())
    if denies is None:
        return (shared or above.dep_ in ("prep", "prt")) and _negated_above(doc, above, negators, steps - 1)
    own = any(_negates(doc, child, above) for child in above.children) or _negated_above(
        doc, above, negators, steps - 1
    )
    if above.pos_ == "ADJ" and above.dep_ == "acomp":
        own = own or any(child.dep_ == "neg" for child in above.head.children)
    return own is not denies


def _negates(doc: Parse, child: Token, token: Token) -> bool:
    """Whether a word that hangs on the cue denies it: *not*, but not *not only*; *none* of them; *neither* side."""
    if child.dep_ in ("neg", "preconj", "advmod", "cc") and child.lower_ in ("not", "n't", "n’t"):
        return doc.stretch(child.i + 1, child.i + 2).text.lower() not in _NOT_ONLY
    if child.i > token.i or _is_said(doc, child, token):
        return False
    if child.lower_ in _NEGATIONS or child.dep_ == "neg":
        return True
    if child.lower_ == "longer":
        return any(part.lower_ == "no" for part in child.children)
    subject = child.dep_ in ("nsubj", "nsubjpass", "expl")
    own = child.dep_ == "det" and child.lower_ == "no"
    none = child.lower_ in _NOBODY or any(part.lower_ in _NONE_OF.get(part.dep_, ()) for part in child.children)
    none = none or (child.lower_ == "one" and any(part.dep_ == "neg" for part in child.lefts))  # not one of them
    return own or (subject and none)


def _is_said(doc: Parse, child: Token, token: Token) -> bool:
    """Whether a word before a cue is what is said by it: “*Never*,” Poe said; *Never*, said Poe."""
    if any(doc[i].text in QUOTATION_MARK_TOKENS for i in range(child.i + 1, token.i)):
        return True
    opens = child.i == 0 or child.is_sent_start
    return opens and child.dep_ != "neg" and doc[child.i + 1].text == ","


def _phrases(doc: Parse, tables: Tables) -> Iterator[FoundCue]:
    by_first = _phrases_by_first_word(tables)
    for token in doc:
        for words, row in by_first.get(token.lower_, ()):
            end = token.i + len(words)
            if tuple(doc[index].lower_ for index in range(token.i, min(end, len(doc)))) == words:
                yield FoundCue(
                    start=token.i,
                    end=end,
                    head=token.i,
                    base=row["phrase"],
                    kind=CueKind(row["kind"]),
                    frames=frozenset([row["speaker"]]),
                    negated=_negated(doc, token, tables, parsed=doc.has_annotation("DEP")),
                    listed=True,
                )
                break


@cache
def _phrases_by_first_word(tables: Tables) -> MappingProxyType[str, tuple[tuple[tuple[str, ...], Row], ...]]:
    grouped: dict[str, tuple[tuple[tuple[str, ...], Row], ...]] = {}
    for row in tables.rows("cue_phrases"):
        words = tuple(row["phrase"].split())
        grouped[words[0]] = (*grouped.get(words[0], ()), (words, row))
    return MappingProxyType(grouped)


@cache
def _kinds_of_verbs(tables: Tables) -> MappingProxyType[str, CueKind]:
    return MappingProxyType(
        {verb: CueKind(row["kind"]) for row in reversed(tables.rows("cue_kinds")) for verb in row["verbs"]}
    )


@cache
def _kinds_of_nouns(tables: Tables) -> MappingProxyType[str, CueKind]:
    return MappingProxyType(
        {word: CueKind(row["kind"]) for row in reversed(tables.rows("cue_nouns")) for word in row["words"]}
    )


@cache
def negators_of(tables: Tables) -> MappingProxyType[str, bool]:
    """The words that a denied report hangs on, and whether they deny it themselves."""
    return MappingProxyType({w: row["denies"] for row in reversed(tables.rows("negators")) for w in row["words"]})


@cache
def _thing_verbs(tables: Tables) -> frozenset[str]:
    return frozenset(verb for row in tables.rows("thing_verbs") for verb in row["verbs"])


@cache
def _evidence_nouns(tables: Tables) -> frozenset[str]:
    return frozenset(word for row in tables.rows("evidence_nouns") for word in row["words"])


@cache
def _rates(tables: Tables) -> MappingProxyType[str, int]:
    return MappingProxyType(
        {verb: row["rate"] for row in reversed(tables.rows("reporting_rates")) for verb in row["verbs"]}
    )
