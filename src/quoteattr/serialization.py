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
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from functools import cache, partial
from importlib.metadata import version
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin

import regex
from attrs import fields, resolve_types
from cattrs.gen import make_dict_unstructure_fn, override
from cattrs.preconf.json import JsonConverter, make_converter

from quoteattr.types import (
    Article,
    Attribution,
    Cue,
    CueKind,
    Kind,
    Maker,
    Provenance,
    Quotation,
    Span,
    Speaker,
)

__all__ = [
    "ROW_TYPES",
    "Rows",
    "article_from_dict",
    "article_from_json",
    "article_to_dict",
    "article_to_json",
    "article_to_rows",
]

T = TypeVar("T")

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
# The text that spans are being read back onto. A context variable is per thread.
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

    Raises ValueError for another schema, and for data that is not an article's, with the path of what is wrong, as
    `attributions[3].speaker`.
    """
    found = data.get("schema") if isinstance(data, Mapping) else None
    if type(found) is not int or found != SCHEMA:
        raise ValueError(
            f"schema {reprlib.repr(found)} was found, and quoteattr {version('quoteattr')} reads schema {SCHEMA}: "
            f"a version of quoteattr that is as new as the data reads it"
        )
    try:
        return _article(data)
    except _WrongError as error:
        raise ValueError(f"this is not an article of schema {SCHEMA}: {error}") from error


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


class Rows(list[dict[str, Any]]):
    """Rows of articles: a list of dicts, whose `columns` are known also where there is no row."""

    columns = tuple(ROW_TYPES)


def article_to_rows(article: Article) -> Rows:
    """Make a flat dict of str, int, float and None of each attribution, with the article's provenance in each."""
    return Rows(_row(attribution, article.provenance or Provenance()) for attribution in article.attributions)


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


def _article(data: Mapping[str, Any]) -> Article:
    """The article that an envelope of this schema holds. Raises _WrongError."""
    _at("quoteattr", _words_of, _held(data, "quoteattr"))
    made_by = [_held(data, key) for key in ("reader", "pipeline", "pipeline_version")]
    text = _at("text", _words_of, _held(data, "text"))
    token = _text_of_spans.set(text)
    try:
        quotations = _at("quotations", _reader_of(tuple[Quotation, ...]), _held(data, "quotations"))
        speakers = _at("speakers", _reader_of(tuple[Speaker, ...]), _held(data, "speakers"))
        listed = {"quotation": partial(_one_of, quotations), "speaker": partial(_one_or_none_of, speakers)}
        read = partial(_each, partial(_fields_of, Attribution, listed))
        return _made(
            Article,
            text=text,
            quotations=quotations,
            attributions=_at("attributions", read, _held(data, "attributions")),
            speakers=speakers,
            provenance=_at("provenance", _reader_of(Provenance | None), _held(data, "provenance")),
            made_by=None if made_by == [None] * 3 else _fields_of(Maker, {}, data),
        )
    finally:
        _text_of_spans.reset(token)


class _WrongError(Exception):
    """A value that is not what stands at its place; `path` is written while the error goes up to the envelope."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what
        self.path = ""

    def __str__(self) -> str:
        return f"{self.path.removeprefix('.')}: {self.what}" if self.path else self.what


Read = Callable[[Any], Any]


def _at(key: str | int, read: Read, value: Any) -> Any:
    """What `read` makes of `value`; where that is wrong, it is so at `key`."""
    try:
        return read(value)
    except _WrongError as error:
        error.path = f"{f'[{key}]' if isinstance(key, int) else f'.{key}'}{error.path}"
        raise


def _held(data: Any, key: str) -> Any:
    if not isinstance(data, Mapping):
        raise _WrongError(f"an object is wanted, not {reprlib.repr(data)}")
    if key not in data:
        raise _WrongError(f"there is no {key!r}")
    return data[key]


def _made(kind: type[T], /, **values: Any) -> T:
    try:
        return kind(**values)
    except (ValueError, TypeError) as error:
        raise _WrongError(str(error.args[0])) from error


def _plain(kind: type, what: str, value: Any) -> Any:
    """A value of this very type: true is no number."""
    if type(value) is not kind:
        raise _WrongError(f"{what} is wanted, not {reprlib.repr(value)}")
    return value


def _words_of(value: Any) -> str:
    """A string, or the list of pieces that `_in_pieces` makes of one."""
    if isinstance(value, list) and all(isinstance(piece, str) for piece in value):
        joined = "".join(value)
        if _in_pieces(joined) == value:
            return joined
    return str(_plain(str, "a string", value))


def _number_of(value: Any) -> float:
    return float(value if type(value) is int and abs(value) <= 1 else _plain(float, "a number", value))


def _kind_of(kind: type[Kind], value: Any) -> Kind:
    try:
        return kind(_plain(str, f"one of {', '.join(kind)}", value))
    except ValueError as error:
        raise _WrongError(str(error)) from error


def _span_of(value: Any) -> Span:
    start, end = _bounds_of(value)
    return _made(Span, start=start, end=end, text=_text_of_spans.get()[start:end])


def _bounds_of(value: Any) -> tuple[int, int]:
    if not isinstance(value, list | tuple) or len(value) != 2 or any(type(offset) is not int for offset in value):
        raise _WrongError(f"a list of two whole numbers is wanted, not {reprlib.repr(value)}")
    start, end = value
    length = len(_text_of_spans.get())
    if not 0 <= start <= end <= length:
        raise _WrongError(f"no span of a text of {length} characters: {reprlib.repr(value)}")
    return start, end


def _cue_of(value: Any) -> Cue:
    start, end = _at("span", _bounds_of, _held(value, "span"))
    kind = _at("kind", _reader_of(CueKind), _held(value, "kind"))
    negated = _at("negated", _reader_of(bool), _held(value, "negated"))
    return Cue(start=start, end=end, text=_text_of_spans.get()[start:end], kind=kind, negated=negated)


def _one_of(known: Sequence[T], value: Any) -> T:
    if type(value) is not int or not 0 <= value < len(known):
        raise _WrongError(f"no index of one of {len(known)}: {reprlib.repr(value)}")
    return known[value]


def _one_or_none_of(known: Sequence[T], value: Any) -> T | None:
    return None if value is None else _one_of(known, value)


def _each(read: Read, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise _WrongError(f"a list is wanted, not {reprlib.repr(value)}")
    return tuple(_at(number, read, item) for number, item in enumerate(value))


def _fields_of(kind: Any, special: Mapping[str, Read], value: Any) -> Any:
    """An attrs value of its fields, each read as its type says, or as `special` does."""
    read = {**_readers_of_fields(kind), **special}
    return _made(kind, **{name: _at(name, one, _held(value, name)) for name, one in read.items()})


@cache
def _readers_of_fields(kind: Any) -> Mapping[str, Read]:
    own = (field for field in fields(resolve_types(kind)) if field.type not in _INDEXED)
    return {field.name: _reader_of(field.type) for field in own}


# What stands in the JSON as an index.
_INDEXED = (Quotation, Speaker | None)
_READERS: Mapping[Any, Read] = MappingProxyType(
    {
        str: _words_of,
        int: partial(_plain, int, "a whole number"),
        bool: partial(_plain, bool, "true or false"),
        float: _number_of,
        Span: _span_of,
        Cue: _cue_of,
    }
)


@cache
def _reader_of(kind: Any) -> Read:
    """What reads a value of that type: a plain one, a kind, a tuple of such, one that may be None, an attrs class."""
    if kind in _READERS:
        return _READERS[kind]
    if get_origin(kind) is tuple:
        return partial(_each, _reader_of(get_args(kind)[0]))
    if isinstance(kind, UnionType):
        [some] = (one for one in get_args(kind) if one is not NoneType)
        return partial(_unless_none, _reader_of(some))
    return partial(_kind_of, kind) if issubclass(kind, Kind) else partial(_fields_of, kind, {})


def _unless_none(read: Read, value: Any) -> Any:
    return None if value is None else read(value)


@cache
def _converter() -> JsonConverter:
    """Make the converter that writes; what reads is stricter than cattrs is."""
    converter = make_converter()
    converter.register_unstructure_hook(str, _in_pieces)
    converter.register_unstructure_hook(Kind, lambda kind: kind.value)
    converter.register_unstructure_hook(Span, lambda span: [span.start, span.end])
    converter.register_unstructure_hook(
        Cue, lambda cue: {"span": [cue.start, cue.end], "kind": cue.kind.value, "negated": cue.negated}
    )
    by_index = override(omit=True)
    converter.register_unstructure_hook(
        Attribution, make_dict_unstructure_fn(Attribution, converter, quotation=by_index, speaker=by_index)
    )
    return converter


def _in_pieces(value: str) -> str | list[str]:
    return _BETWEEN_SURROGATES.split(value) if _BETWEEN_SURROGATES.search(value) else value
