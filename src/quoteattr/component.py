"""The spaCy component: `nlp.add_pipe("quoteattr")`, then `doc._.quoteattr` is the Article.

spaCy reads this module whenever a pipeline is made, since it is an entry point: it imports nothing that costs time.
The Doc carries plain JSON values, which survive `to_bytes`, `n_process` and `DocBin(store_user_data=True)`; attrs
objects in `doc._` would break all three. The Article that was read from them is remembered beside the Doc.
"""

from typing import TYPE_CHECKING, Any, Literal, Optional, Union
from weakref import WeakKeyDictionary

from attrs import define, field
from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from quoteattr.pipeline import Extractor
    from quoteattr.types import Article

__all__ = ["QuoteattrComponent", "make_quoteattr"]

NAME = "quoteattr"


@define
class QuoteattrComponent:
    """A pipeline component that writes the article of each Doc, as plain values, into `doc.user_data["quoteattr"]`."""

    extractor: "Extractor"
    _looked: bool = field(default=False, init=False, repr=False, eq=False)

    def __call__(self, doc: Doc) -> Doc:
        """Process `doc` as it is, with the annotation that the components before this one gave it.

        Warns at the first Doc where the pipeline before it lacks a part.
        """
        if len(doc) and not self._looked:
            from quoteattr.pipeline import warn_of_missing_parts  # noqa: PLC0415

            self._looked = True
            warn_of_missing_parts(doc)
        doc.user_data[NAME] = self.extractor.extract(doc).to_dict()
        return doc


# spaCy reads the annotations below at run time, to check a config against them: no strings, no enums.
@Language.factory(
    NAME,
    assigns=[f"doc._.{NAME}"],
    default_config={"reader": "parse", "kinds": None, "cue_kinds": None, "tables": None},
)
def make_quoteattr(
    nlp: Language,
    name: str,  # noqa: ARG001
    *,
    reader: Literal["parse", "encoder"],
    kinds: Optional[Union[str, list[str]]],  # noqa: UP007, UP045
    cue_kinds: Optional[Union[str, list[str]]],  # noqa: UP007, UP045
    tables: Optional[str],  # noqa: UP045
) -> QuoteattrComponent:
    """Make the component. `kinds` and `cue_kinds` are words, one or several, or "all"; None is `load`'s own default.

    Raises ValueError for a kind that does not exist, and whatever `quoteattr.load` raises for the other options.
    """
    from quoteattr.pipeline import ALL_KINDS, DEFAULT_CUE_KINDS, load_component  # noqa: PLC0415

    return QuoteattrComponent(
        load_component(
            nlp,
            reader,
            ALL_KINDS if kinds is None else kinds,
            DEFAULT_CUE_KINDS if cue_kinds is None else cue_kinds,
            tables,
        )
    )


# The Article of a Doc and the values that it was read from, for as long as the Doc is there; a Doc equals only itself.
_READ: "WeakKeyDictionary[Doc, tuple[dict[str, Any], Article]]" = WeakKeyDictionary()


def _article_of(doc: Doc) -> "Article | None":
    """Read the Article that the component left on `doc`, once for the same values; None where it did not run."""
    from quoteattr.types import Article  # noqa: PLC0415

    data = doc.user_data.get(NAME)
    if data is None:
        return None
    read = _READ.get(doc)
    if read is None or read[0] is not data:
        read = _READ[doc] = data, Article.from_dict(data)
    return read[1]


if not Doc.has_extension(NAME):
    Doc.set_extension(NAME, getter=_article_of)
