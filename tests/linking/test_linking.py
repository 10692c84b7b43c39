"""Who said it, in whose words, by which cue: the whole path on short texts. All people are invented."""

from __future__ import annotations

import pytest

import quoteattr
from quoteattr import QuotationKind

Attributed = tuple[str | None, str | None, str | None]


def _attributed(extractor: quoteattr.Extractor, text: str) -> list[Attributed]:
    """The speaker's name, the mention and the cue of each attribution whose quotation is marked or set off."""
    return [
        (
            found.speaker.name if found.speaker else None,
            found.mention.text if found.mention else None,
            found.cue.text if found.cue else None,
        )
        for found in extractor.extract(text).attributions
        if found.quotation.kind is not QuotationKind.INDIRECT
    ]


BESIDE_ITS_CUE = {
    "cue after, speaker first": (
        "“The bridge will reopen in spring,” Marta Okello said on Tuesday.",
        ("Marta Okello", "Marta Okello", "said"),
    ),
    "cue after, inverted": (
        "“The bridge will reopen in spring,” said Marta Okello, the chief engineer.",
        ("Marta Okello", "Marta Okello", "said"),
    ),
    "cue after, inverted with a title before the name": (
        "“We have no plans to resign,” insisted Finance Minister Tomas Lindqvist.",
        ("Tomas Lindqvist", "Tomas Lindqvist", "insisted"),
    ),
    "cue after a question mark": (
        "“Who is going to pay for all of this?” Yusuf Demirel asked the council.",
        ("Yusuf Demirel", "Yusuf Demirel", "asked"),
    ),
    "cue before, with a comma": (
        "Marta Okello said, “The bridge will reopen in spring.”",
        ("Marta Okello", "Marta Okello", "said"),
    ),
    "cue before, with a colon": (
        "Marta Okello told the council: “The bridge will reopen in spring.”",
        ("Marta Okello", "Marta Okello", "told"),
    ),
    "cue before, clause hung under that": (
        "Tomas Lindqvist warned that “the budget cannot carry another delay.”",
        ("Tomas Lindqvist", "Tomas Lindqvist", "warned"),
    ),
    "fragment as the object of a naming verb": (
        "Yusuf Demirel called the plan “an insult to every tenant” on Friday.",
        ("Yusuf Demirel", "Yusuf Demirel", "called"),
    ),
    "according to before": (
        "According to Marta Okello, the repairs were “far more costly than we feared.”",
        ("Marta Okello", "Marta Okello", "According to"),
    ),
    "straight marks": (
        '"The bridge will reopen in spring," said Marta Okello.',
        ("Marta Okello", "Marta Okello", "said"),
    ),
    "single marks": (
        "‘The bridge will reopen in spring,’ said Marta Okello.",
        ("Marta Okello", "Marta Okello", "said"),
    ),
    "apposition between speaker and cue": (
        "“Nobody asked the tenants,” Yusuf Demirel, who has lived there since 1988, said.",
        ("Yusuf Demirel", "Yusuf Demirel", "said"),
    ),
    "cue of writing": (
        "“The old mill must stay,” Ingrid Falk wrote in a letter to the mayor.",
        ("Ingrid Falk", "Ingrid Falk", "wrote"),
    ),
    "addressee named after the cue": (
        "“You will regret this,” Tomas Lindqvist told Yusuf Demirel.",
        ("Tomas Lindqvist", "Tomas Lindqvist", "told"),
    ),
    "addressee named before the words": (
        "Ingrid Falk told Tomas Lindqvist: “The mill is not for sale.”",
        ("Ingrid Falk", "Ingrid Falk", "told"),
    ),
    "description that nobody named stands behind": (
        "“I heard the glass break and ran,” said a waiter at the café.",
        ("a waiter at the café", "a waiter at the café", "said"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), BESIDE_ITS_CUE.values(), ids=BESIDE_ITS_CUE.keys())
def test_one_quotation_beside_its_cue(extractor: quoteattr.Extractor, text: str, expected: Attributed) -> None:
    assert _attributed(extractor, text) == [expected]


LAID_OUT = {
    "name and colon, no verb": (
        "Ingrid Falk: “The mill is not for sale.”",
        ["Ingrid Falk"],
    ),
    "dash and name under the words": (
        "The jury heard many tributes.\n\n“She taught a whole town to swim.”\n\n— Ingrid Falk",
        ["Ingrid Falk"],
    ),
    "dash and name after the words": (
        "“She taught a whole town to swim.” — Ingrid Falk, a neighbour",
        ["Ingrid Falk"],
    ),
    "transcript labels in capitals": (
        "OKELLO: “When does the bridge open?”\n\nFALK: “In the spring, I hope.”",
        ["OKELLO", "FALK"],
    ),
    "answers in an interview": (
        "We met Marta Okello, who runs the port.\n\nQ: Does the bridge open?\n\nA: Soon.\n\nQ: And the tram?\n\nA: No.",
        [None, "Marta Okello", None, "Marta Okello"],
    ),
    "cue in the sentence before": (
        "Marta Okello spoke to reporters on the quay. “The bridge will reopen in spring.”",
        ["Marta Okello"],
    ),
    "cue in the paragraph before": (
        "Marta Okello was blunt about the delay, and said so:\n\n“The bridge will reopen in spring.”",
        ["Marta Okello"],
    ),
    "continuation in the same paragraph": (
        "“The bridge will reopen in spring,” said Marta Okello. “The tram will follow in the autumn.”",
        ["Marta Okello", "Marta Okello"],
    ),
    "continuation in the next paragraph": (
        "“The bridge will reopen in spring,” said Marta Okello.\n\n“The tram will follow in the autumn.”",
        ["Marta Okello", "Marta Okello"],
    ),
    "paragraph left open goes on": (
        "Marta Okello said: “The bridge will reopen in spring.\n\n“The tram will follow in the autumn.”",
        ["Marta Okello", "Marta Okello"],
    ),
    "interrupted by its cue": (
        "“The bridge,” Marta Okello said, “will reopen in spring.”",
        ["Marta Okello", "Marta Okello"],
    ),
    "each speaker has a cue of their own": (
        "“The bridge will reopen in spring,” said Marta Okello.\n\n“I doubt it very much,” said Yusuf Demirel.",
        ["Marta Okello", "Yusuf Demirel"],
    ),
    "words of a document belong to its issuer": (
        "On Monday the Harbour Authority issued a press release. “The quay is closed,” the press release said.",
        ["Harbour Authority"],
    ),
    "words of a body": (
        "“The quay is closed until further notice,” the Harbour Authority said in a statement.",
        ["Harbour Authority"],
    ),
    "pronoun beside the cue": (
        "Marta Okello inspected the bridge on Monday. “It will reopen in spring,” she said.",
        ["Marta Okello"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), LAID_OUT.values(), ids=LAID_OUT.keys())
def test_speakers_by_layout_and_flow(extractor: quoteattr.Extractor, text: str, expected: list[str]) -> None:
    assert [name for name, _, _ in _attributed(extractor, text)] == expected


NOBODY = {
    "so-called": "The so-called “bridge of sighs” was painted green in June.",
    "title of a film": "Her film “The Long Harbour” opened in Lisbon in June.",
    "nickname": "Pedro “Tiny” Falk lifted the trophy at the weekend.",
    "word as word": "The word “quay” has an odd spelling in English.",
    "title of a song": "The band closed with “Salt and Rope” before the lights went out.",
    "term that is defined": "The fee, known as the “mooring levy”, rises by a fifth in March.",
}


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY.keys())
def test_marks_that_are_nobodys_speech(extractor: quoteattr.Extractor, text: str) -> None:
    article = extractor.extract(text)
    assert [quotation.kind for quotation in article.quotations] == [QuotationKind.SCARE]
    assert article.attributions == ()


UTTERANCES = {
    "interrupted by its cue": ("“The bridge,” Marta Okello said, “will reopen in spring.”", [2]),
    "over two paragraphs": ("Marta Okello said: “It will reopen.\n\n“The tram will follow.”", [2]),
    "two speakers": ("“It will reopen,” said Marta Okello.\n\n“I doubt it,” said Yusuf Demirel.", [1, 1]),
}


@pytest.mark.parametrize(("text", "sizes"), UTTERANCES.values(), ids=UTTERANCES.keys())
def test_what_is_said_in_one_go_is_one_utterance(extractor: quoteattr.Extractor, text: str, sizes: list[int]) -> None:
    assert [len(utterance) for utterance in extractor.extract(text).utterances] == sizes


NESTED = {
    "speech within speech": (
        "“The mayor told me, ‘You have a week,’ and then he left,” said Yusuf Demirel.",
        QuotationKind.DIRECT,
    ),
    "scare marks within speech": (
        "“I am not a ‘rebel’ and never was,” said Yusuf Demirel.",
        QuotationKind.SCARE,
    ),
}


@pytest.mark.parametrize(("text", "kind"), NESTED.values(), ids=NESTED.keys())
def test_a_nested_quotation_names_its_parent(extractor: quoteattr.Extractor, text: str, kind: QuotationKind) -> None:
    article = extractor.extract(text)
    outer, inner = article.quotations
    assert (outer.parent, inner.parent, inner.kind) == (None, 0, kind)
    said = article.attribution_of(outer)
    assert said is not None
    assert said.speaker is not None
    assert said.speaker.name == "Yusuf Demirel"


FROM_THE_TOKENS_ALONE = {
    "cue after": "“The bridge will reopen in spring,” Marta Okello said on Tuesday.",
    "cue after, inverted": "“The bridge will reopen in spring,” said Marta Okello.",
    "cue before": "Marta Okello said: “The bridge will reopen in spring.”",
}


@pytest.mark.parametrize("text", FROM_THE_TOKENS_ALONE.values(), ids=FROM_THE_TOKENS_ALONE.keys())
def test_a_pipeline_that_only_tokenizes_finds_the_name_beside_the_cue(blank: quoteattr.Extractor, text: str) -> None:
    assert _attributed(blank, text) == [("Marta Okello", "Marta Okello", "said")]
