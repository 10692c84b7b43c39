"""Sources: the medium or occasion in which words were first delivered, with its name and date.

In: a document and its reports in text order, with their speakers. Out: the source of each but scare quotations, None
where the text says nothing of it. In order: the `narration`, with the `media` and dates named in it; the `speech`,
where each report stands, and which of a speaker's reports are of one occasion and share a source; the `places` that may
tell that; the `signs` that each place has. Of these `facts` are made the `options` for kind, name and date, with their
`features`, among which `choose` decides for each occasion, in text order.

The channels by which information reaches a reporter are those of Spangher et al. 2023 (Identifying Informational
Sources in News Articles), narrowed to where quoted words were said.
"""

from quoteattr.sources.choose import find_sources

__all__ = ["find_sources"]
