"""What holds for any copy of a document's words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import quoteattr
from quoteattr.tracing import Document, Trace, Verdict, trace

WORDS = [
    "We",
    "will",
    "repair",
    "the",
    "northern",
    "harbour",
    "wall",
    "before",
    "winter",
    "storms",
    "reach",
    "those",
    "fishing",
    "cottages",
    "again",
]
NEW = ("lantern", "granite", "orchard")


def traced(quoted: str) -> Trace:
    document = Document(id="document", text=f"“{' '.join(WORDS)},” said Anna Bell, the mayor.")
    (found,) = trace(quoteattr.extract(f"“{quoted},” said Anna Bell, the mayor."), [document])
    assert all(document.text[span.start : span.end] == span.text for span in found.spans)
    return found


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 5), st.integers(10, len(WORDS)))
def test_an_untouched_copy_is_verbatim(start: int, end: int) -> None:
    found = traced(" ".join(WORDS[start:end]))
    assert (found.verdict, found.edits) == (Verdict.VERBATIM, ())
    assert found.spans[0].text == " ".join(WORDS[start:end])


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from((2, 5, 8, 12)), st.sampled_from(NEW), min_size=1, max_size=3))
def test_silent_edits_are_those_found(changes: dict[int, str]) -> None:
    found = traced(" ".join(changes.get(i, word) for i, word in enumerate(WORDS)))
    assert found.verdict is Verdict.ALTERED
    assert [(e.article.text, e.document.text) for e in found.edits] == [(changes[i], WORDS[i]) for i in sorted(changes)]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from((" ", "\u00a0", "  ")), min_size=len(WORDS), max_size=len(WORDS)))
def test_typography_alone_never_alters(gaps: list[str]) -> None:
    found = traced("".join(w + gap for w, gap in zip(WORDS, gaps, strict=True)).strip())
    assert found.verdict is Verdict.VERBATIM
