"""What is wrong with the answers to a filled template, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import regex
from attrs import frozen

from quoteattr.evaluation.behaviour.templates import FIELDS, Answer, Direction, Minimum, Wanted, _joined, _text
from quoteattr.types import HIGH_PRECISION, Article, QuotationKind

__all__ = [
    "Found",
    "Row",
    "Verdict",
    "found_in",
    "judge_change",
    "judge_direction",
    "judge_minimum",
    "plain",
    "provenance_of",
]


@frozen(kw_only=True)
class Found:
    """A quotation that was found: its text and the insides of its marks, and the `fields` of its attribution.

    `confidence` is None for a scare quotation, which has no attribution, and no fields.
    """

    text: str
    quoted: tuple[str, ...]
    kind: str
    nested: bool
    confidence: float | None
    fields: Mapping[str, str | bool | None]

    @property
    def is_speech(self) -> bool:
        """Whether it is somebody's."""
        return self.kind != QuotationKind.SCARE.value


def found_in(article: Article) -> tuple[Found, ...]:
    """The quotations of `article`, in text order."""
    found = []
    for quotation in article.quotations:
        attribution = article.attribution_of(quotation)
        one = Found(
            text=quotation.span.text,
            quoted=tuple(span.text for span in quotation.quoted),
            kind=quotation.kind.value,
            nested=quotation.parent is not None,
            confidence=attribution.confidence if attribution else None,
            fields={name: read(attribution) for name, read in FIELDS.items()} if attribution else {},
        )
        found.append(one)
    return tuple(found)


def provenance_of(article: Article, name: str) -> str | None:
    """What the article's provenance has as `name`; several spans are joined by *and*."""
    value = getattr(article.provenance, name, None)
    return _joined(map(str, value)) if isinstance(value, tuple) else _text(value)


_MARKS = str.maketrans("“”„«»", '"' * 5)


def plain(words: str) -> str:
    """`words` as they are compared: each white space one blank, every kind of double marks one kind."""
    return " ".join(words.translate(_MARKS).replace("``", '"').replace("''", '"').split())


# Of the words of a report without marks so many must be those expected: where one ends is often a matter of taste.
_SHARED_WORDS = 0.6
# Confidence that falls by less has not fallen.
_SAME_CONFIDENCE = 0.02
_ARTICLE = regex.compile(r"(?:the|an?)\s++", regex.IGNORECASE)
_WORD = regex.compile(r"\w++")
_EDGES = "\"'‘’ "

# The answers for a quotation, by name.
Row = Mapping[str, Answer | None]
_Pair = tuple[Wanted, Found | None]


@frozen(kw_only=True)
class Verdict:
    """What is wrong, in words; and of the speakers at `HIGH_PRECISION` or more, how many there are, how many wrong."""

    problems: tuple[str, ...] = ()
    sure: int = 0
    sure_and_wrong: int = 0


def judge_minimum(minimum: Minimum, article: Article) -> Verdict:
    """Compare with what is right: every quotation wanted, what is nobody's speech, and the provenance."""
    speech = [found for found in found_in(article) if found.is_speech]
    pairs = _pairs(minimum.quotations, speech)
    nobodys = [found for found in speech if _is_nobodys(found, minimum, pairs)]
    problems = [
        *(problem for wanted, found in pairs for problem in _wrong_answers(wanted, found)),
        *(f"nobody’s speech: {_short(found.text)}, given to {found.fields['speaker']!r}" for found in nobodys),
        *_wrong_provenance(minimum, article),
    ]
    rated = [(found, _has_right_speaker(wanted, found)) for wanted, found in pairs if found and found not in nobodys]
    rated += [(found, False) for found in nobodys]
    sure = [right for found, right in rated if right is not None and _is_sure(found)]
    return Verdict(problems=tuple(problems), sure=len(sure), sure_and_wrong=sure.count(False))


def judge_change(before: Sequence[Row], after: Sequence[Row]) -> Verdict:
    """Compare the answers to a text and to a changed one: rows by names of fields, `text` among them."""
    texts, changed = ([str(row["text"]) for row in rows] for rows in (before, after))
    if texts != changed:
        lost, won = Counter(texts) - Counter(changed), Counter(changed) - Counter(texts)
        return Verdict(
            problems=tuple(f"{what}: {_short(text)}" for what, some in (("lost", lost), ("new", won)) for text in some)
        )
    problems = [
        f"{name} of {_short(one['text'])}: {one[name]!r}, after the change {other[name]!r}"
        for one, other in zip(before, after, strict=True)
        for name in one
        if _key(one[name]) != _key(other[name])
    ]
    return Verdict(problems=tuple(problems))


def judge_direction(direction: Direction, before: Article, after: Article) -> Verdict:
    """Whether the speaker of the stronger text is right, and as sure as before if it was right there."""
    wanted = Wanted(
        text=direction.quotation, kind=("direct", "mixed", "indirect"), answers={"speaker": (direction.speaker,)}
    )
    weak, strong = (_pairs((wanted,), found_in(article))[0][1] for article in (before, after))
    if problems := tuple(_wrong_answers(wanted, strong)):
        return Verdict(problems=problems)
    was_right = weak is not None and not list(_wrong_answers(wanted, weak))
    was, now = (0.0 if one is None or one.confidence is None else one.confidence for one in (weak, strong))
    if was_right and now < was - _SAME_CONFIDENCE:
        return Verdict(problems=(f"confidence of {_short(direction.quotation)}: {was:.2f} before, {now:.2f} after",))
    return Verdict()


def _pairs(wanted: Sequence[Wanted], found: Sequence[Found]) -> list[_Pair]:
    """Find the quotation that each wanted one is, the most alike; None where there is none."""
    left = list(found)
    pairs: list[_Pair] = []
    for one in wanted:
        best = max(left, key=lambda other: _likeness(one, other), default=None)
        if best is not None and not _likeness(one, best):
            best = None
        pairs.append((one, best))
        if best is not None:
            left.remove(best)
    return pairs


def _likeness(wanted: Wanted, found: Found) -> float:
    """How alike the texts are: the same is 3, the same without marks 2, sharing enough words their share, else 0."""
    if plain(wanted.text) == plain(found.text):
        return 3
    if _bare(wanted.text) in map(_bare, (found.text, *found.quoted)):
        return 2
    own, other = (Counter(_WORD.findall(text.lower())) for text in (wanted.text, found.text))
    shared = 2 * (own & other).total() / max(1, own.total() + other.total())
    return shared if shared >= _SHARED_WORDS and wanted.kind != ("direct",) else 0


def _wrong_answers(wanted: Wanted, found: Found | None) -> Iterator[str]:
    of = f"of {_short(wanted.text)}"
    if found is None:
        if "" not in wanted.kind:
            yield f"not found: {_short(wanted.text)}"
        return
    if found.kind not in wanted.kind:
        yield f"kind {of}: {found.kind}, not {_either(wanted.kind)}"
    if wanted.kind == ("direct",) and plain(wanted.text) != plain(found.text):
        yield f"stretch {of}: {_short(found.text)}"
    if wanted.nested is not None and found.nested is not wanted.nested:
        yield f"{'not ' if wanted.nested else ''}nested: {_short(wanted.text)}"
    for name, accepted in wanted.answers.items():
        if not _is_accepted(found.fields.get(name), accepted):
            yield f"{name} {of}: {found.fields.get(name)!r}, not {_either(accepted)}"
    if _is_accepted(found.fields.get("speaker"), wanted.not_speaker):
        yield f"speaker {of}: {found.fields['speaker']!r}, who did not say it"


def _wrong_provenance(minimum: Minimum, article: Article) -> Iterator[str]:
    for name, accepted in minimum.provenance.items():
        answer = provenance_of(article, name)
        if not _is_accepted(answer, accepted):
            yield f"{name}: {answer!r}, not {_either(accepted)}"


def _is_nobodys(found: Found, minimum: Minimum, pairs: Sequence[_Pair]) -> bool:
    """Whether it, or one of its parts in marks, should be nobody's: it is said to be, or nothing asks for it."""
    forbidden = set(map(_bare, minimum.nobody))
    if not forbidden.isdisjoint(map(_bare, (found.text, *found.quoted))) and found.kind != "indirect":
        return True
    return not minimum.others and all(found is not other for _, other in pairs)


def _has_right_speaker(wanted: Wanted, found: Found) -> bool | None:
    """Whether the speaker is one accepted; None where none is asked for."""
    if _is_accepted(found.fields.get("speaker"), wanted.not_speaker):
        return False
    asked = wanted.answers.get("speaker")
    return None if asked is None else _is_accepted(found.fields.get("speaker"), asked)


def _is_sure(found: Found) -> bool:
    return found.fields.get("speaker") is not None and (found.confidence or 0.0) >= HIGH_PRECISION


def _is_accepted(answer: Answer | None, accepted: Sequence[Answer]) -> bool:
    return _key(answer) in map(_key, accepted)


def _key(answer: Answer | None) -> Answer:
    """An answer as it is compared: without article and case; none is an empty string."""
    return _ARTICLE.sub("", plain(answer), count=1).lower() if isinstance(answer, str) else answer or ""


def _bare(text: str) -> str:
    return plain(text).strip(_EDGES)


def _either(accepted: Sequence[Answer]) -> str:
    return " or ".join(repr(answer) if answer != "" else "none" for answer in accepted)


def _short(text: object) -> str:
    words = plain(str(text))
    return words if len(words) <= 60 else f"{words[:57]}…"
