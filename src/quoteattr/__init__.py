"""quoteattr: who said this, in what role, and where do the words come from?

>>> import quoteattr
>>> article = quoteattr.extract("“We will comply,” said Ann Poe, the mayor of Springfield.")
>>> article.attributions[0].speaker.name
'Ann Poe'
"""

from quoteattr.pipeline import Extractor, MissingModelError, extract, load
from quoteattr.types import (
    Article,
    Attribution,
    Cue,
    CueKind,
    LinkKind,
    Maker,
    Provenance,
    Quotation,
    QuotationKind,
    Role,
    RoleStatus,
    Source,
    SourceKind,
    Span,
    Speaker,
    SpeakerKind,
)

__all__ = [
    "Article",
    "Attribution",
    "Cue",
    "CueKind",
    "Extractor",
    "LinkKind",
    "Maker",
    "MissingModelError",
    "Provenance",
    "Quotation",
    "QuotationKind",
    "Role",
    "RoleStatus",
    "Source",
    "SourceKind",
    "Span",
    "Speaker",
    "SpeakerKind",
    "extract",
    "load",
]
