"""The TOML file that names a corpus, an extractor and the floors of its figures.

[corpus]                      # paths from this file's folder; $NAME is an environment variable
articles = "articles.jsonl"   # or a folder of ID.txt files
gold = "gold.jsonl"           # strings in marks; may be left out, as may unmarked
unmarked = "unmarked.jsonl"
# brat = "standoff"           # instead of the three: a folder of .txt and .ann

[extractor]                   # the options of quoteattr.load; may be left out
reader = "parse"
cue_kinds = "all"

[floors]                      # a figure must not be below its floor
speaker = 0.93
[ceilings]                    # nor above its ceiling
ece = 0.05
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex
from attrs import asdict, evolve, field, fields, frozen
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError, transform_error
from cattrs.v import format_exception

from quoteattr.evaluation.corpora import Corpus, read_brat, read_gold
from quoteattr.evaluation.measures import METRICS
from quoteattr.types import CueKind, Kind, QuotationKind

if TYPE_CHECKING:
    from quoteattr.pipeline import Extractor

__all__ = [
    "Bound",
    "CorpusSettings",
    "ExtractorSettings",
    "MissingCorpusError",
    "Settings",
    "SettingsError",
    "read_settings",
]

_VARIABLE = regex.compile(r"\$\{?+(?<name>\w++)")
# A figure that is a sum of fractions may fall short of its floor by the last bit.
_ROUNDING = 1e-9


class SettingsError(ValueError):
    """A TOML file that says something it cannot; its message names the file and what is wrong."""


class MissingCorpusError(FileNotFoundError):
    """A corpus that is not on this machine; its message says what is missing."""


@frozen(kw_only=True)
class CorpusSettings:
    """Where the files of a corpus are: those of `read_gold`, or a folder for `read_brat`."""

    articles: str | None = None
    gold: str | None = None
    unmarked: str | None = None
    brat: str | None = None

    def read(self, folder: Path) -> Corpus:
        """Read the corpus, paths from `folder`. Raises MissingCorpusError where there is none, GoldError if broken."""
        places = {name: _existing(name, path, folder) for name, path in asdict(self).items() if path is not None}
        return read_brat(places["brat"]) if "brat" in places else read_gold(**places)


def _existing(name: str, path: str, folder: Path) -> Path:
    for found in _VARIABLE.finditer(path):
        if found["name"] not in os.environ:
            raise MissingCorpusError(f"no corpus: the environment variable {found['name']} of {name} is not set")
    place = folder / Path(os.path.expandvars(path)).expanduser()
    if not place.exists():
        raise MissingCorpusError(f"no corpus: there is no {name} at {place}")
    return place


@frozen(kw_only=True)
class ExtractorSettings:
    """The options of `quoteattr.load`, `tables` from the TOML file's folder."""

    nlp: str | None = None
    reader: str = "parse"
    kinds: frozenset[QuotationKind] | str = "all"
    cue_kinds: frozenset[CueKind] | str | None = None
    tables: str | None = None

    def load(self) -> Extractor:
        """Load the extractor. Raises SettingsError for what `quoteattr.load` refuses, and what else it raises."""
        from quoteattr.pipeline import DEFAULT_CUE_KINDS, load  # noqa: PLC0415 - spaCy takes a second

        try:
            return load(
                self.nlp,
                reader=self.reader,  # type: ignore[arg-type]  # load says what there is
                kinds=self.kinds,
                cue_kinds=DEFAULT_CUE_KINDS if self.cue_kinds is None else self.cue_kinds,
                tables=self.tables,
            )
        except ValueError as error:
            raise SettingsError(f"[extractor]: {error}") from error


@frozen(kw_only=True)
class Bound:
    """What a figure must not be below (a floor) or above (a ceiling)."""

    figure: str
    value: float
    is_ceiling: bool = False

    @property
    def name(self) -> str:
        """What kind of bound it is, in a word."""
        return "ceiling" if self.is_ceiling else "floor"

    def holds(self, value: float) -> bool:
        """Whether a figure of this value keeps to it."""
        return value <= self.value + _ROUNDING if self.is_ceiling else value >= self.value - _ROUNDING


@frozen(kw_only=True)
class Settings:
    """What a TOML file asks for: the figures of an extractor on a corpus, and their bounds."""

    path: Path
    corpus: CorpusSettings
    extractor: ExtractorSettings = field(factory=ExtractorSettings)
    bounds: tuple[Bound, ...] = ()


@frozen(kw_only=True)
class _File:
    """The tables of the TOML file, as they stand there."""

    corpus: CorpusSettings
    extractor: ExtractorSettings = field(factory=ExtractorSettings)
    floors: dict[str, float] = field(factory=dict)
    ceilings: dict[str, float] = field(factory=dict)


class _WrongValueError(ValueError):
    """A value that cattrs would not explain as well."""


def _kinds_of(kind: type[Kind], option: str) -> Callable[[Any, Any], Any]:
    """Make the hook that reads a kind, several or *all*."""

    def read(value: Any, _type: Any) -> Any:
        try:
            return kind.several(value, option)
        except (ValueError, TypeError) as error:
            raise _WrongValueError(str(error)) from error

    return read


def _words(value: Any, _type: Any) -> str:
    if not isinstance(value, str):
        raise _WrongValueError(f"not a string: {value!r}")
    return value


def _share(value: Any, _type: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _WrongValueError(f"a bound is a number from 0 to 1, not {value!r}")
    return float(value)


def _told(error: BaseException, wanted: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        known = [one.name for one in fields(error.cl)]
        return "; ".join(f"there is no {key!r}{_hint(key, known)}" for key in sorted(error.extra_fields))
    return str(error) if isinstance(error, _WrongValueError) else format_exception(error, wanted)


def _hint(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f", did you mean {near[0]}?" if near else f": known are {', '.join(known)}"


_converter = Converter(forbid_extra_keys=True)
_converter.register_structure_hook(frozenset[QuotationKind] | str, _kinds_of(QuotationKind, "kinds"))
_converter.register_structure_hook(frozenset[CueKind] | str | None, _kinds_of(CueKind, "cue_kinds"))
_converter.register_structure_hook(str, _words)
_converter.register_structure_hook(float, _share)


def read_settings(path: Path) -> Settings:
    """Read the TOML file at `path`. Raises SettingsError, with the way out, where it cannot be understood."""
    try:
        file = _converter.structure(tomllib.loads(path.read_text(encoding="utf-8-sig")), _File)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML: {error}") from error
    except ClassValidationError as error:
        raise SettingsError(f"{path}: {'; '.join(_problems(error))}") from error
    _check_corpus(file.corpus, path)
    tables = file.extractor.tables
    return Settings(
        path=path,
        corpus=file.corpus,
        extractor=evolve(file.extractor, tables=None if tables is None else str(path.parent / tables)),
        bounds=(
            *_bounds(file.floors, path, is_ceiling=False),
            *_bounds(file.ceilings, path, is_ceiling=True),
        ),
    )


def _problems(error: ClassValidationError) -> Iterator[str]:
    """Say what is wrong, and where: *not a string: 3 (corpus.articles)*."""
    for problem in transform_error(error, path="", format_exception=_told):
        what, _, where = problem.rpartition(" @ ")
        yield f"{what} ({where.removeprefix('.')})" if where else what


def _check_corpus(corpus: CorpusSettings, path: Path) -> None:
    names = {name for name, value in asdict(corpus).items() if value is not None}
    if "brat" in names and len(names) > 1:
        raise SettingsError(f"{path}: [corpus] names brat or the others, not both: {', '.join(sorted(names))}")
    if not names & {"brat", "articles"}:
        raise SettingsError(f"{path}: [corpus] names neither articles nor brat")


def _bounds(values: Mapping[str, float], path: Path, *, is_ceiling: bool) -> Iterator[Bound]:
    for figure, value in values.items():
        if figure not in METRICS:
            raise SettingsError(f"{path}: there is no figure {figure!r}{_hint(figure, METRICS)}")
        if METRICS[figure].lower_is_better is not is_ceiling:
            right = "[ceilings]" if METRICS[figure].lower_is_better else "[floors]"
            raise SettingsError(f"{path}: {figure} belongs under {right}")
        yield Bound(figure=figure, value=value, is_ceiling=is_ceiling)
