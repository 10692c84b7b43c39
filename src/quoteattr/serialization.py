"""Articles as JSON and as rows: the envelope, and the one place where hooks are registered.

- A span is `[start, end]`: its text is read from the article's, which stands in the envelope once.
- An attribution names its quotation and speaker by their index, so that size is linear in what was found.
- An enum is its value.
- A string in which two lone surrogates stand side by side is the list of its pieces, since JSON would read the two as
  one character and every offset after them would be off by one.
"""

from __future__ import annotations

import json
import reprlib
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from importlib.metadata import version
from types import MappingProxyType
from typing import Any

import regex
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.preconf.json import JsonConverter, make_converter

from quoteattr.types import (
    Article,
    Attribution,
    Cue,
    CueKind,
    Maker,
    Provenance,
    Quotation,
    Span,
    Speaker,
)

__all__ = [
    "ROW_TYPES",
    "article_from_dict",
    "article_from_json",
    "article_to_dict",
    "article_to_json",
    "article_to_rows",
]

SCHEMA = 1
# The columns of a row, in order, with the type of what is not None there.
ROW_TYPES: Mapping[str, type[str | int | float]] = MappingProxyType(
    {
        "text": str,
        "kind": str,
        "start": int,
        "end": int,
        "utterance": int,
        "parent": int,
        "speaker": str,
        "speaker_kind": str,
        "mention": str,
        "cue": str,
        "cue_kind": str,
        "cue_negated": int,
        "role": str,
        "organization": str,
        "role_status": str,
        "source_kind": str,
        "source_name": str,
        "source_date": str,
        "link": str,
        "confidence": float,
        "evidence": str,
        "agency": str,
        "dateline": str,
        "place": str,
        "date": str,
        "byline": str,
    }
)
_BETWEEN_SURROGATES = regex.compile(r"(?<=[\ud800-\udbff])(?=[\udc00-\udfff])")
# The text that spans are being read back onto: cattrs hands a hook the value alone. A context variable is per thread.
_text_of_spans: ContextVar[str] = ContextVar("_text_of_spans")


def article_to_dict(article: Article) -> dict[str, Any]:
    """`article` as plain values ready for JSON, in an envelope with schema number, versions and reader."""
    plain = _converter().unstructure
    number_of_quotation = {quotation: number for number, quotation in enumerate(article.quotations)}
    number_of_speaker = {speaker: number for number, speaker in enumerate(article.speakers)}
    maker = article.made_by
    return {
        "schema": SCHEMA,
        "quoteattr": version("quoteattr"),
        "reader": maker and maker.reader,
        "pipeline": maker and maker.pipeline,
        "pipeline_version": maker and maker.pipeline_version,
        "text": plain(article.text, unstructure_as=str),
        "provenance": plain(article.provenance),
        "quotations": plain(article.quotations),
        "speakers": plain(article.speakers),
        "attributions": [
            {
                "quotation": number_of_quotation[attribution.quotation],
                "speaker": None if attribution.speaker is None else number_of_speaker[attribution.speaker],
                **plain(attribution),
            }
            for attribution in article.attributions
        ],
    }


def article_from_dict(data: Mapping[str, Any]) -> Article:
    """Read back the article that `article_to_dict` made `data` from; keys that it does not know are left aside.

    Raises ValueError for another schema, and for data that is not an article's.
    """
    found = data.get("schema") if isinstance(data, Mapping) else None
    if found != SCHEMA:
        raise ValueError(
            f"schema {reprlib.repr(found)} was found, and quoteattr {version('quoteattr')} reads schema {SCHEMA}: "
            f"a version of quoteattr that is as new as the data reads it"
        )
    try:
        return _structured(data)
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ValueError(f"this is not an article of schema {SCHEMA}: {error!r}") from error


def article_to_json(article: Article) -> str:
    """`article_to_dict` as a line of JSON in ASCII, which any encoding can carry, lone surrogates and all."""
    return json.dumps(article_to_dict(article))


def article_from_json(data: str | bytes) -> Article:
    """Read back what `article_to_json` made.

    Raises ValueError for what is not JSON, and as `article_from_dict` does.
    """
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is not JSON: {error}") from error
    return article_from_dict(plain)


def article_to_rows(article: Article) -> list[dict[str, Any]]:
    """Make a flat dict of str, int, float and None of each attribution, with the article's provenance in each."""
    return [_row(attribution, article.provenance or Provenance()) for attribution in article.attributions]


def _row(attribution: Attribution, origin: Provenance) -> dict[str, Any]:
    quotation, speaker, cue = attribution.quotation, attribution.speaker, attribution.cue
    role, source = attribution.role, attribution.source
    return {
        "text": quotation.span.text,
        "kind": quotation.kind.value,
        "start": quotation.span.start,
        "end": quotation.span.end,
        "utterance": quotation.utterance,
        "parent": quotation.parent,
        "speaker": speaker and speaker.name,
        "speaker_kind": speaker and speaker.kind.value,
        "mention": _words(attribution.mention),
        "cue": _words(cue),
        "cue_kind": cue and cue.kind.value,
        "cue_negated": cue and int(cue.negated),
        "role": _words(role.title if role else None),
        "organization": _words(role.organization if role else None),
        "role_status": role and role.status.value,
        "source_kind": source and source.kind and source.kind.value,
        "source_name": _words(source.name if source else None),
        "source_date": _words(source.date if source else None),
        "link": attribution.link.value,
        "confidence": attribution.confidence,
        "evidence": attribution.evidence,
        "agency": _words(origin.agency),
        "dateline": _words(origin.dateline),
        "place": _words(origin.place),
        "date": _words(origin.date),
        "byline": _words(origin.byline),
    }


def _words(span: Span | Cue | None) -> str | None:
    return None if span is None else span.text


def _structured(data: Mapping[str, Any]) -> Article:
    structure = _converter().structure
    text = structure(data["text"], str)
    token = _text_of_spans.set(text)
    try:
        quotations = structure(data["quotations"], tuple[Quotation, ...])
        speakers = structure(data["speakers"], tuple[Speaker, ...])
        attributions = [
            {
                **attribution,
                "quotation": quotations[attribution["quotation"]],
                "speaker": None if attribution["speaker"] is None else speakers[attribution["speaker"]],
            }
            for attribution in data["attributions"]
        ]
        return Article(
            text=text,
            quotations=quotations,
            attributions=structure(attributions, tuple[Attribution, ...]),
            speakers=speakers,
            provenance=structure(data["provenance"], Provenance | None),  # type: ignore[arg-type]
            made_by=None if data["reader"] is None else structure(data, Maker),
        )
    finally:
        _text_of_spans.reset(token)


@cache
def _converter() -> JsonConverter:
    """Make the converter with every hook that an article needs."""
    converter = make_converter(detailed_validation=False)
    converter.register_unstructure_hook(str, _in_pieces)
    converter.register_structure_hook(str, lambda value, _: value if isinstance(value, str) else "".join(value))
    converter.register_unstructure_hook(Span, lambda span: [span.start, span.end])
    converter.register_structure_hook(Span, lambda pair, _: Span.of(_text_of_spans.get(), *pair))
    converter.register_unstructure_hook(
        Cue, lambda cue: {"span": [cue.start, cue.end], "kind": cue.kind.value, "negated": cue.negated}
    )
    converter.register_structure_hook(
        Cue,
        lambda data, _: Cue(
            start=data["span"][0],
            end=data["span"][1],
            text=_text_of_spans.get()[slice(*data["span"])],
            kind=CueKind(data["kind"]),
            negated=data["negated"],
        ),
    )
    by_index = override(omit=True)
    converter.register_unstructure_hook(
        Attribution, make_dict_unstructure_fn(Attribution, converter, quotation=by_index, speaker=by_index)
    )
    looked_up = override(struct_hook=lambda value, _: value)
    converter.register_structure_hook(
        Attribution, make_dict_structure_fn(Attribution, converter, quotation=looked_up, speaker=looked_up)
    )
    return converter


def _in_pieces(value: str) -> str | list[str]:
    return _BETWEEN_SURROGATES.split(value) if _BETWEEN_SURROGATES.search(value) else value
