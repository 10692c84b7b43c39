"""The benchmark beside peers: finding quotations back, what counts when a peer crashes, the tables."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest
from benchmarks.peers.articles import article_of
from benchmarks.peers.environments import reason_of
from benchmarks.peers.measuring import measure
from benchmarks.peers.placing import place
from benchmarks.peers.results import Answer, Found, Measurement, Piece, Round, read_measurement, write_events
from benchmarks.peers.roster import Peer, read_roster
from benchmarks.peers.scoring import Scores, score
from benchmarks.peers.tables import BEGIN, END, corpus_table, published_table, replace_generated
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases, plain
from quoteattr.evaluation import Corpus, GoldArticle, GoldString

pytestmark = pytest.mark.slow

WORKERS = Path("benchmarks/peers/workers")
TEXT = "“It’s a café,” he said. “They left.” Zoë Mårten then said: “They left.” The workers’ union left, she said."


@cases("slow/peers/places")
def test_words_are_found_back(wanted: str, near: int, expected: list[int] | None) -> None:
    assert plain(place(TEXT, wanted, near)) == expected


WORDS = st.lists(st.text("abé", min_size=1, max_size=3), min_size=1, max_size=30)


@given(WORDS, st.data())
def test_words_of_the_text_are_found_where_they_stand(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    text, start = " ".join(words), len(" ".join(["", *words[:first]]))
    wanted = " ".join(words[first:last])
    assert place(text, wanted.upper(), start) == (start, start + len(wanted))


@given(st.text(max_size=60), st.text(max_size=20), st.integers(0, 60))
def test_any_text_has_a_place_within_it_or_none(text: str, wanted: str, near: int) -> None:
    found = place(text, wanted, near)
    assert found is None or 0 <= found[0] < found[1] <= len(text)


def test_what_a_peer_found_in_its_own_text_stands_in_the_article() -> None:
    # Without “he said.”, with straight marks and without accents.
    moved = '"It\'s a cafe," "They left." Zoe Marten then said: "They left." The workers\' union left, she said.'
    answer = Answer(
        id="a",
        quotations=(
            Found(
                content=_piece(moved, '"They left."', 20),
                speaker="Zoe  Marten",
                mention=_piece(moved, "Zoe Marten"),
                cue=_piece(moved, "said"),
            ),
            Found(content=Piece(start=0, end=14, text="nowhere at all")),
            Found(content=_piece(moved, '"They left."')),
        ),
    )
    article = article_of(TEXT, answer)
    first, second = article.attributions
    assert [str(a.quotation.quoted[0]) for a in article.attributions] == ["They left", "They left"]
    assert (first.quotation.span.start, second.quotation.span.start) == (25, 60)
    assert (first.speaker, second.speaker and second.speaker.name) == (None, "Zoe Marten")
    assert (str(second.mention), str(second.cue), second.cue and second.cue.start) == ("Zoë Mårten", "said", 53)


def test_the_first_of_two_answers_to_the_same_words_counts() -> None:
    content = _piece(TEXT, "“It’s a café,”")
    quotations = (Found(content=content, speaker="Ann Obi"), Found(content=content, speaker="Ben Ash"))
    article = article_of(TEXT, Answer(id="a", quotations=quotations))
    assert [a.speaker and a.speaker.name for a in article.attributions] == ["Ann Obi"]
    assert str(article.quotations[0].quoted[0]) == "It’s a café,"


WORKER = """
import os, sys, time
print("so they do when they are imported")
sys.path.insert(0, {workers!r})
from protocol import attempt, piece, serve

def found(text):
    print("peers print what they like")
    if text == "raise":
        raise ValueError("an odd mark")
    if text == "die":
        os._exit(3)
    if text == "sleep":
        time.sleep(60)
    yield {{"content": piece(0, len(text), text), "speaker": None, "mention": None, "cue": None}}

def load(unit):
    if unit == "broken":
        raise RuntimeError("no weights")
    return lambda texts: (attempt(found, *text.split()) for text in texts)

serve(load)
"""


def _toy(folder: Path, option: str) -> Peer:
    script = folder / "worker.py"
    script.write_text(WORKER.format(workers=str(WORKERS.resolve())), encoding="utf8")
    return Peer(name="toy", title="Toy", worker=str(script), options=(option,), requirements=(), packages=("attrs",))


def _measured(folder: Path, texts: list[str], option: str = "words", rounds: int = 0) -> Measurement:
    peer = _toy(folder, option)
    ids = [str(number) for number in range(len(texts))]
    articles = folder / "articles.jsonl"
    articles.write_text("".join(f'{{"id": "{id_}", "text": "{text}"}}\n' for id_, text in zip(ids, texts, strict=True)))
    events = measure(
        peer,
        _toy(folder, "words"),
        articles,
        ids,
        pythons=dict.fromkeys((peer, _toy(folder, "words")), Path(sys.executable)),
        rounds=rounds,
        limit=3.0,
        advance=lambda: None,
    )
    write_events(folder / "toy.jsonl", events)
    return read_measurement(folder / "toy.jsonl", ids)


def test_a_crash_costs_what_it_crashed_on_and_is_counted(tmp_path: Path) -> None:
    measured = _measured(tmp_path, ["one", "one raise two", "die", "sleep", "last"])
    assert [len(answer.quotations) for answer in measured.answers] == [1, 2, 0, 0, 1]
    assert [answer.errors for answer in measured.crashed] == [
        ("ValueError: an odd mark",),
        ("the process ended: peers print what they like",),
        ("the process ended: no answer within 3 seconds",),
    ]


def test_rounds_tell_what_a_peer_costs_beside_plain(tmp_path: Path) -> None:
    measured = _measured(tmp_path, ["one", "two"], rounds=2)
    assert len(measured.rounds) == 2
    assert all(each.plain >= 0.0 and each.own >= 0.0 for each in measured.rounds)
    assert "attrs" in measured.versions


def test_a_peer_that_does_not_load_is_a_failure_with_its_reason(tmp_path: Path) -> None:
    measured = _measured(tmp_path, ["one"], option="broken")
    assert measured.failure == "does not load: RuntimeError: no weights"


@cases("slow/peers/reasons_of_pip")
def test_the_reason_of_pip_is_found_in_what_it_wrote(log: str, expected: str) -> None:
    assert reason_of(log) == expected


def test_what_was_written_before_a_stop_is_read(tmp_path: Path) -> None:
    path = tmp_path / "toy.jsonl"
    write_events(path, [{"versions": {"toy": "1"}}, {"answer": {"id": "a", "quotations": [], "errors": []}}])
    path.write_text(path.read_text() + '{"answer": {"id": "b", "quo', encoding="utf8")
    measured = read_measurement(path, ["a", "b"])
    assert (measured.failure, len(measured.answers)) == ("stopped after 1 of 2 articles", 1)
    assert read_measurement(path, ["a"]).failure is None
    assert read_measurement(tmp_path / "none.jsonl", ["a"]).failure == "not measured"


def _scores(failure: str | None = None) -> Scores:
    accepted = {
        "kind": ("direct",),
        "speaker": ("Ann Obi",),
        "speaker_type": ("person",),
        "mention": ("Obi",),
        "cue": ("said",),
    }
    text = "“We will go,” Obi said. “Now.”"
    strings = (GoldString(extent=(0, 13), accepted=accepted), GoldString(extent=(24, 30), accepted=accepted))
    corpus = Corpus(articles=(GoldArticle(id="a", text=text, strings=strings),))
    found = Found(content=_piece(text, "“We will go,”"), speaker="Obi", mention=_piece(text, "Obi"))
    answer = Answer(id="a", quotations=(found,), errors=("ValueError: an odd mark",))
    peers = [Peer(name=n, title=n, worker="", options=(), requirements=(), packages=()) for n in ("failed", "half")]
    rounds = (Round(plain=1.0, own=1.5), Round(plain=1.0, own=2.5), Round(plain=2.0, own=4.0))
    measured = Measurement(answers=(answer,), rounds=rounds)
    return score("Toy", corpus, dict(zip(peers, (Measurement(failure=failure), measured), strict=True)))


def test_table_tells_figures_crashes_and_costs_and_why_there_are_none() -> None:
    lines = corpus_table(_scores("does not install: no wheel")).splitlines()
    # Detection: precision 1, recall 1/2. No cue was ever named. 6 words in 2.5 seconds.
    assert lines[2:] == [
        "| half | 0.500 (0.50 to 0.50) | 1.000 | 0.667 | 0.500 | – | 1 of 1 | 2.00 | 416.667 |",
        "| failed | – | – | – | – | – | – | – | – |",
        "",
        "- failed – does not install: no wheel",
    ]


def test_picture_is_the_same_for_the_same_scores(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    draw = import_module("benchmarks.peers.plot").draw
    for name in ("one.svg", "two.svg"):
        draw([_scores("not measured")], tmp_path / name)
    picture = (tmp_path / "one.svg").read_text(encoding="utf8")
    assert picture == (tmp_path / "two.svg").read_text(encoding="utf8")
    assert ">half<" in picture
    assert ">failed<" not in picture


def test_tables_take_the_place_between_the_marks_of_a_document() -> None:
    document = f"Before.\n\n{BEGIN}\nold\n{END}\n\nAfter.\n"
    once = replace_generated(document, "new\n")
    assert once == f"Before.\n\n{BEGIN}\n\nnew\n\n{END}\n\nAfter.\n"
    assert replace_generated(once, "new\n") == once
    with pytest.raises(ValueError, match="needs the lines"):
        replace_generated("Before.", "new")


def test_every_peer_has_its_own_name_and_a_worker() -> None:
    roster = read_roster()
    assert len({peer.name for peer in roster.peers}) == len(roster.peers)
    assert all(peer.script.is_file() and peer.packages for peer in (roster.plain, *roster.peers))


def test_published_figures_are_marked_with_their_source() -> None:
    rows = [line.split(" | ") for line in published_table().splitlines()[2:]]
    assert {len(row) for row in rows} == {6}
    assert {row[-1] for row in rows} == {"read |", "excerpt |"}


def test_files_of_booknlp_are_read_in_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(WORKERS.resolve()))
    folder = Path(__file__).parent / "peers" / "booknlp"
    named, unnamed = import_module("booknlp_files").read_files(folder, 'Zoë Obi left.\n\n"It\'s over," she said.')
    assert named["content"] == {"start": 15, "end": 27, "text": '"It\'s over,"'}
    assert (named["speaker"], named["mention"]["text"]) == ("Zoë Obi", "she")
    assert (unnamed["speaker"], unnamed["mention"]) == (None, None)


def _piece(text: str, words: str, after: int = 0) -> Piece:
    start = text.index(words, after)
    return Piece(start=start, end=start + len(words), text=words)
