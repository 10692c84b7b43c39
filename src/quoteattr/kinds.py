"""Direct or mixed: whether speech in marks stands as an utterance of its own or is woven into the reporter's sentence.

Decided on evidence (case, finite verb, what stands at the edges, how it hangs in the sentence), never on length alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoteattr.candidates import Candidate, Scene
from quoteattr.features import QuotationView, bucket
from quoteattr.scorer import Scorer
from quoteattr.types import QuotationKind

__all__ = ["decide_kind", "kind_features"]


def decide_kind(
    scene: Scene, view: QuotationView, own: Sequence[str], chosen: Candidate, scorer: Scorer
) -> QuotationKind:
    """Direct or mixed, for a span that `chosen` attributes; `own` are its quotation features."""
    direct, mixed = scorer.score([kind_features(scene, view, own, chosen), ()])
    return QuotationKind.DIRECT if direct > mixed else QuotationKind.MIXED


def kind_features(scene: Scene, view: QuotationView, own: Sequence[str], chosen: Candidate) -> tuple[str, ...]:
    """What speaks for a direct quotation."""
    return (*own, *_of_link(scene, view, chosen))


def _of_link(scene: Scene, view: QuotationView, chosen: Candidate) -> Iterator[str]:
    yield f"pattern={chosen.pattern}"
    yield f"pattern={chosen.pattern}|before={view.before}"
    yield f"pattern={chosen.pattern}|ending={view.ending}|after={view.after}"
    yield f"pattern={chosen.pattern}|length={bucket(len(view.words))}"
    subject = any(word.dep_ in ("nsubj", "nsubjpass", "expl") for word in view.words)
    finite = any(word.tag_ in ("VBD", "VBZ", "VBP", "MD") for word in view.words)
    yield f"clause={subject}|{finite}|{view.before}"
    yield f"clause={subject}|{finite}|{view.words[0].tag_ if view.words else ''}"
    if view.words:
        yield f"first_word={view.words[0].tag_}"
        yield f"last_word={view.words[-1].tag_}|{view.ending}"
    if chosen.cue is not None:
        for frame in chosen.cue.frames:
            yield f"frame={frame}"
        yield f"cue={chosen.cue.base}"
