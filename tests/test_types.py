"""What the types promise: they refuse what does not hold, and are values."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

import attrs
import pytest
from hypothesis import given

import quoteattr
from quoteattr import Article, Attribution, Quotation, Span, Speaker, SpeakerKind
from strategies import articles

TEXT = "“We will,” Ann Obi said, “not go.” A “bold” plan."
FIRST = Quotation(
    span=Span.of(TEXT, 0, 10), kind=quoteattr.QuotationKind.DIRECT, quoted=(Span.of(TEXT, 1, 9),), utterance=0
)
SECOND = Quotation(span=Span.of(TEXT, 25, 34), kind=quoteattr.QuotationKind.DIRECT, utterance=0)
SCARE = Quotation(span=Span.of(TEXT, 37, 43), kind=quoteattr.QuotationKind.SCARE, utterance=1)
ANN = Speaker(name="Ann Obi", kind=SpeakerKind.PERSON, mentions=(Span.of(TEXT, 11, 18),))


def attribution(quotation: Quotation, **more: object) -> Attribution:
    fields = {"speaker": ANN, "link": quoteattr.LinkKind.EXPLICIT, "confidence": 0.9, "evidence": "cue_between", **more}
    return Attribution(quotation=quotation, **fields)


SAID = (attribution(FIRST), attribution(SECOND))
ARTICLE = Article(text=TEXT, quotations=(FIRST, SECOND, SCARE), attributions=SAID, speakers=(ANN,))
OWN_PARENT = attrs.evolve(FIRST, parent=0)


def changed(**fields: object) -> Article:
    return attrs.evolve(ARTICLE, **fields)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(lambda: Span(start=3, end=2, text=""), "not after its end", id="span_backwards"),
        pytest.param(lambda: Span(start=-1, end=0, text="a"), "starts at 0 or later", id="span_before_text"),
        pytest.param(lambda: Span(start=0, end=2, text="a"), "1 characters in a span of 2", id="span_text_too_short"),
        pytest.param(
            lambda: quoteattr.Cue(start=0, end=2, text="a"), "1 characters in a span of 2", id="cue_text_too_short"
        ),
        pytest.param(quoteattr.Role, "title or an organization", id="role_of_nothing"),
        pytest.param(quoteattr.Source, "a kind, a name or a date", id="source_of_nothing"),
        pytest.param(lambda: attribution(FIRST, confidence=1.5), "<= 1", id="confidence_above_one"),
        pytest.param(lambda: attribution(FIRST, evidence=""), "1", id="evidence_empty"),
        pytest.param(lambda: Speaker(name="", kind=SpeakerKind.PERSON), "1", id="speaker_without_name"),
        pytest.param(
            lambda: quoteattr.Maker(reader="", pipeline="en", pipeline_version="1"), "1", id="maker_without_reader"
        ),
        pytest.param(lambda: changed(text="x" * len(TEXT)), "is not what the text has", id="other_text"),
        pytest.param(lambda: changed(quotations=(SECOND, FIRST, SCARE)), "sorted", id="quotations_unsorted"),
        pytest.param(lambda: changed(attributions=SAID[:1]), "one attribution", id="attribution_missing"),
        pytest.param(lambda: changed(attributions=(*SAID, attribution(SCARE))), "one attribution", id="of_scare"),
        pytest.param(lambda: changed(speakers=()), "missing from speakers", id="speaker_unlisted"),
        pytest.param(lambda: changed(quotations=(OWN_PARENT, SECOND, SCARE)), "as its parent", id="parent_of_itself"),
    ],
)
def test_what_does_not_hold_is_refused(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: Span(start=0, end=1, text=b"a"), id="text_of_bytes"),
        pytest.param(
            lambda: Quotation(span=(0, 1), kind=quoteattr.QuotationKind.DIRECT, utterance=0), id="span_as_tuple"
        ),
        pytest.param(lambda: Quotation(span=Span.of("a", 0, 1), kind="direct", utterance=0), id="kind_as_string"),
        pytest.param(lambda: attrs.evolve(FIRST, quoted=[]), id="list_for_tuple"),
        pytest.param(lambda: Article(text=None), id="text_none"),
        pytest.param(lambda: Span(0, 1, "a"), id="positional_arguments"),
    ],
)
def test_wrong_types_are_refused(make: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        make()


def test_values_are_frozen() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        FIRST.utterance = 3


def test_utterances_group_what_was_said_in_one_go() -> None:
    assert ARTICLE.utterances == ((FIRST, SECOND), (SCARE,))


@pytest.mark.parametrize(("quotation", "expected"), [(SECOND, SAID[1]), (SCARE, None)], ids=["attributed", "scare"])
def test_attribution_of(quotation: Quotation, expected: Attribution | None) -> None:
    assert ARTICLE.attribution_of(quotation) == expected


@given(articles())
def test_attribution_of_is_that_of_the_first_equal_quotation(article: Article) -> None:
    """Also where several quotations have the same span."""
    for quotation in article.quotations:
        expected = next((one for one in article.attributions if one.quotation == quotation), None)
        assert article.attribution_of(quotation) == expected


def test_attribution_of_a_stranger_is_refused() -> None:
    with pytest.raises(ValueError, match="not a quotation of this article"):
        ARTICLE.attribution_of(attrs.evolve(FIRST, utterance=7))


class Watched(tuple[Any, ...]):
    """A tuple that counts how many of its items were looked at."""

    looks = 0

    def __iter__(self) -> Iterator[Any]:
        for item in super().__iter__():
            self.looks += 1
            yield item


def test_a_loop_over_attribution_of_is_linear() -> None:
    """Looks are counted, since time is not the same on every machine."""
    many = 500
    text = "“Go,” " * many
    spans = [Span.of(text, 6 * number, 6 * number + 5) for number in range(many)]
    said = Watched(Quotation(span=span, kind=quoteattr.QuotationKind.DIRECT, utterance=0) for span in spans)
    attributions = Watched(attribution(one, speaker=None) for one in said)
    article = Article(text=text, quotations=said, attributions=attributions)
    made = said.looks + attributions.looks
    for number in range(many):
        assert article.attribution_of(said[number]) == attributions[number]
    assert said.looks + attributions.looks - made <= 4 * many


@given(articles())
def test_an_article_that_was_asked_is_the_same_value(article: Article) -> None:
    """What `attribution_of` remembers is in no comparison, hash, pickle, JSON or representation."""

    def appearance() -> tuple[object, ...]:
        return hash(article), pickle.dumps(article), article.to_json(), repr(article), attrs.asdict(article)

    untouched, before = copy(article), appearance()
    for quotation in article.quotations:
        article.attribution_of(quotation)
    assert (untouched, before) == (article, appearance())
    assert copy(article) == pickle.loads(pickle.dumps(article)) == article


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(ANN.mentions[0], "Span(start=11, end=18, text='Ann Obi')"),
        pytest.param(
            quoteattr.Cue(start=19, end=23, text="said", negated=True),
            "Cue(start=19, end=23, text='said', kind=CueKind.SPEECH, negated=True)",
        ),
        pytest.param(ARTICLE, "Article(49 characters, 3 quotations, 2 attributions, 1 speakers)"),
    ],
    ids=["span", "cue", "article"],
)
def test_repr_is_short(value: object, expected: str) -> None:
    assert repr(value) == expected


@given(articles())
def test_articles_are_values(article: Article) -> None:
    """Equal articles have equal hashes, and travel between processes unchanged."""
    copy = pickle.loads(pickle.dumps(article))
    assert copy == article
    assert hash(copy) == hash(article)


def test_a_repr_can_be_pasted() -> None:
    made = vars(quoteattr) | {name: getattr(quoteattr, name) for name in quoteattr.__all__}
    for value in (ANN, SAID[0], quoteattr.Cue(start=0, end=2, text="No", kind=quoteattr.CueKind.BELIEF)):
        assert eval(repr(value), made) == value


def test_a_line_can_be_read() -> None:
    sevo = quoteattr.Role(title=Span.of("the\nmayor of Sevo", 4, 9), organization=Span.of("the\nmayor of Sevo", 13, 17))
    speaker = attrs.evolve(ANN, roles=(sevo,))
    source = quoteattr.Source(kind=quoteattr.SourceKind.STATEMENT)
    assert str(speaker) == "Ann Obi, mayor, Sevo (person)"
    assert str(attribution(FIRST, speaker=speaker, role=sevo, source=source)) == (
        "Ann Obi, mayor, Sevo, statement: “We will,” (direct, 0.90)"
    )
    assert str(attribution(SECOND, speaker=None)) == "somebody: “not go.” (direct, 0.90)"
    assert ARTICLE.utterances[0].text == "“We will,” “not go.”"


def test_speakers_know_what_they_say() -> None:
    assert ARTICLE.by_speaker() == {ANN: SAID}
    assert ARTICLE.speakers[0].attributions == SAID
    assert all(said.speaker is ARTICLE.speakers[0] for said in ARTICLE.speakers[0].attributions)
    assert attrs.evolve(ANN).attributions == ()
    nobody = changed(attributions=(attribution(FIRST, speaker=None), SAID[1]))
    assert nobody.by_speaker() == {ANN: SAID[1:], None: nobody.attributions[:1]}
    assert (nobody.speakers[0].attributions, ARTICLE.speakers[0].attributions) == (SAID[1:], SAID)


@given(articles())
def test_speakers_know_it_wherever_the_article_goes(article: Article) -> None:
    for one in (article, pickle.loads(pickle.dumps(article)), copy(article), Article.from_json(article.to_json())):
        said = {speaker: attributions for speaker, attributions in one.by_speaker().items() if speaker is not None}
        assert {speaker: speaker.attributions for speaker in one.speakers} == said
        assert one == article
