"""An article whose every string tries to get out of the page it is shown on."""

from __future__ import annotations

import quoteattr
from quoteattr import Article, Span

__all__ = ["ATTACKS", "BIDI", "SCRIPTS", "hostile_article"]

# Each sets the document's title where it is taken for markup.
SCRIPTS = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    '"><svg onload="document.title=\'owned\'">',
    '" autofocus tabindex=0 onfocus="document.title=\'owned\'" x="',
    "</style></title></textarea><script>document.title='owned'</script>",
    "--><iframe srcdoc=\"<script>parent.document.title='owned'</script>\"></iframe>",
)
# These are for single quotes, parsers that decode twice, style sheets, templates, and what a page refers to.
ATTACKS = (
    *SCRIPTS,
    "' autofocus onfocus='document.title=`owned`' x='",
    "&lt;script&gt;document.title='owned'&lt;/script&gt;",
    "} body { display: none } /*",
    "{{ 7 * 7 }}{% raise %}",
    "<base href=https://example.invalid/><meta http-equiv=refresh content=0;url=javascript:alert(1)>",
    "<!--",
)
BIDI = "\u202eevil\u202c \u2066iso\u2069 \u2069\u202c stray \u200e\u200f\u061c \u202b\u2067 open"
ODD = "\x00\x1b[31m\ud800 \udc00\x85\x7f"


def hostile_article() -> Article:
    """Make an article with an attack in each field that is words, and in paragraphs around quotations."""
    words = [*ATTACKS, BIDI, ODD]
    text = ""
    spans = []
    for attack in words:
        text += f"{attack} said “"
        start = len(text) - 1
        text += f"{attack}” {BIDI}"
        spans.append((start, start + len(attack) + 2))
        text += " and went on.\n\n"
    quoted = [Span.of(text, *pair) for pair in spans]
    attackers = [
        quoteattr.Speaker(
            name=attack,
            kind=quoteattr.SpeakerKind.PERSON,
            aliases=(f"{attack} {BIDI}", attack),
            mentions=(span,),
            roles=(quoteattr.Role(title=span, organization=span),),
            members=(attack, BIDI),
        )
        for attack, span in zip(words, quoted, strict=True)
    ]
    quotations = tuple(
        quoteattr.Quotation(span=span, kind=quoteattr.QuotationKind.DIRECT, utterance=0) for span in quoted
    )
    return Article(
        text=text,
        quotations=quotations,
        attributions=tuple(
            quoteattr.Attribution(
                quotation=quotation,
                speaker=speaker,
                # A mention that runs into the quotation, and a cue within it.
                mention=Span.of(text, max(quotation.span.start - 9, 0), quotation.span.start + 2),
                cue=quoteattr.Cue(start=quotation.span.start + 1, end=quotation.span.end, text=quotation.span.text[1:]),
                role=quoteattr.Role(title=quotation.span),
                source=quoteattr.Source(kind=quoteattr.SourceKind.SPEECH, name=quotation.span, date=quotation.span),
                link=quoteattr.LinkKind.EXPLICIT,
                confidence=0.5,
                evidence=speaker.name,
            )
            for quotation, speaker in zip(quotations, attackers, strict=True)
        ),
        speakers=tuple(attackers),
        provenance=quoteattr.Provenance(
            agency=quoted[0], dateline=quoted[1], place=quoted[2], date=quoted[3], byline=quoted[4]
        ),
        made_by=quoteattr.Maker(reader=ATTACKS[0], pipeline=ATTACKS[1], pipeline_version=ATTACKS[2]),
    )
