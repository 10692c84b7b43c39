"""An article's answers, as templates ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

from quoteattr.types import Article, Attribution, QuotationKind

__all__ = ["FIELDS", "Found", "found_in", "provenance_of"]


# What of an attribution a template may ask for, and how it is read; None where there is none.
FIELDS: Mapping[str, Callable[[Attribution], str | bool | None]] = {
    "speaker": lambda found: found.speaker.name if found.speaker else None,
    "speaker_kind": lambda found: found.speaker.kind.value if found.speaker else None,
    "members": lambda found: _joined(found.speaker.members) if found.speaker else None,
    "mention": lambda found: _text(found.mention),
    "cue": lambda found: _text(found.cue),
    "negated": lambda found: found.cue is not None and found.cue.negated,
    "role": lambda found: _text(found.role.title) if found.role else None,
    "organization": lambda found: _text(found.role.organization) if found.role else None,
    "status": lambda found: found.role.status.value if found.role else None,
    "source_kind": lambda found: found.source.kind.value if found.source and found.source.kind else None,
    "source_name": lambda found: _text(found.source.name) if found.source else None,
    "source_date": lambda found: _text(found.source.date) if found.source else None,
}


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


def _joined(words: Iterable[str]) -> str | None:
    return " and ".join(words) or None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
