"""What runs the templates: slots, what counts as wrong, and what is said of files that cannot be understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import pytest
from attrs import field, frozen
from typer.testing import CliRunner

from case_tables import cases
from made_articles import spoken
from quoteattr import Article, Speaker, SpeakerKind
from quoteattr.evaluation import BehaviourReport, run_behaviour
from quoteattr.evaluation.behaviour.templates import draw, read_lexicon

WORDS = """
city = ["Gdansk", "Lima"]
agency = ["AP"]
job = ["engineer", "welder"]
speech = ["It rained"]
person = [
  { name = "Despina Kalfas", surname = "Kalfas", gender = "female" },
  { name = "Gülay Erdemir", surname = "Erdemir", gender = "female" },
  { name = "Joost Wildeboer", surname = "Wildeboer", gender = "male" },
  { name = "Orhan Tasdelen", surname = "Tasdelen", gender = "male" },
]
"""
SAID = 'quotations = [{ text = "“{speech},”", kind = "direct", speaker = "{person}" }]'


@frozen
class Reader:
    """Finds what is in double marks; its speaker is what `speaker` finds in the text, and it is always as sure."""

    speaker: str
    confidence: float = 0.95
    marks: str = "“[^”]*”"
    read: list[str] = field(factory=list)

    def pipe(self, texts: Iterable[str]) -> Iterator[Article]:
        """Read each text."""
        for text in texts:
            self.read.append(text)
            yield self._article(text)

    def _article(self, text: str) -> Article:
        name = re.search(self.speaker, text)
        speaker = Speaker(name=name[0], kind=SpeakerKind.PERSON) if name else None
        said = (found.span() for found in re.finditer(self.marks, text))
        return spoken(text, *said, speakers=(speaker,) if speaker else (), confidence=self.confidence)


NAME = "Despina Kalfas|Gülay Erdemir|Joost Wildeboer|Orhan Tasdelen"


def run(folder: Path, template: str, reader: Reader, samples: int = 2) -> BehaviourReport:
    (folder / "lexicon.test.toml").write_text(WORDS, encoding="utf8")
    (folder / "telling.toml").write_text(f'says = "Who speaks."\n{template}', encoding="utf8")
    return run_behaviour(reader, folder, samples=samples)


def problems(report: BehaviourReport) -> list[str]:
    return [problem for failure in report.capabilities[0].failures for problem in failure.problems]


def test_what_is_right_does_not_fail(tmp_path: Path) -> None:
    template = f'[[minimum]]\ntext = ["“{{speech}},” said {{person}}.", "“{{speech}},” {{person}} said."]\n{SAID}'
    report = run(tmp_path, template, Reader(NAME))
    assert (report.capabilities[0].cases, problems(report)) == (4, [])
    assert (report.sure, report.sure_and_wrong) == (4, 0)


@pytest.mark.parametrize(("confidence", "sure"), [(0.95, 2), (0.5, 0)])
def test_a_wrong_speaker_fails_and_is_counted_where_it_is_sure(tmp_path: Path, confidence: float, sure: int) -> None:
    report = run(tmp_path, f'[[minimum]]\ntext = "“{{speech}},” said {{person}}."\n{SAID}', Reader("said", confidence))
    assert report.capabilities[0].failure_rate == 1.0
    assert all(problem.startswith("speaker of \"It rained,\": 'said', not ") for problem in problems(report))
    assert (report.sure, report.sure_and_wrong, report.sure_failure_rate) == (sure, sure, float(sure > 0))


@cases("behaviour/running/nobody")
def test_speech_that_is_none(tmp_path: Path, more: str, expected: list[str]) -> None:
    template = f'[[minimum]]\ntext = "“{{speech}},” said {{person}} of “{{city}}”."\n{more}{SAID}'
    report = run(tmp_path, template, Reader(NAME))
    found = [re.sub("Gdansk", "Lima", problem).partition(",")[0] for problem in problems(report)]
    assert found == expected * 2
    assert report.sure_and_wrong == 2 * len(expected)


def test_what_is_not_found_fails_unless_it_may_be_missing(tmp_path: Path) -> None:
    template = '[[minimum]]\ntext = "“{speech},” said {person}."\nquotations = [{ text = "“{speech},”", kind = KIND }]'
    deaf = Reader(NAME, marks="$^")
    assert problems(run(tmp_path, template.replace("KIND", '"direct"'), deaf, 1)) == ['not found: "It rained,"']
    assert problems(run(tmp_path, template.replace("KIND", '["direct", ""]'), deaf, 1)) == []


@pytest.mark.parametrize("change", ["person", "gender", "city", "job", "dateline", "marks", "guillemets", "blank_line"])
def test_a_change_that_changes_nothing_else_holds(tmp_path: Path, change: str) -> None:
    text = '"“{speech},” said {person}, {job:a} in {city}. {person.he:capital} left.\\n\\n“{speech}.”"'
    reader = Reader(NAME, marks='“[^”]*”|"[^"]*"|«[^»]*»')
    report = run(tmp_path, f'[[invariance]]\ntext = {text}\nchange = ["{change}"]', reader)
    assert problems(report) == []
    for before, after in zip(reader.read[::2], reader.read[1::2], strict=True):
        assert before != after


@cases("behaviour/running/changes")
def test_a_change_that_changes_answers_fails(tmp_path: Path, change: str, speaker: str, wrong: str) -> None:
    template = f'[[invariance]]\ntext = "“{{speech}},” said {{person}} in {{city}}."\nchange = ["{change}"]'
    report = run(tmp_path, template, Reader(speaker), samples=8)
    assert [problem for problem in problems(report) if problem.startswith(wrong)]


@pytest.mark.parametrize(
    ("stronger", "fails"), [("“{speech},” said {person}, {job:a}.", False), ("{person} left.", True)]
)
def test_the_stronger_text_must_have_the_speaker(tmp_path: Path, stronger: str, fails: bool) -> None:
    template = f"""[[direction]]
text = "“{{speech}},” said {{person}}."
stronger = "{stronger}"
quotation = "“{{speech}},”"
speaker = "{{person}}"
"""
    if fails:
        template = template.replace("{person} left.", "“{speech}.” {person} left.")
    assert bool(problems(run(tmp_path, template, Reader(NAME if not fails else "said")))) is fails


@frozen
class Doubter(Reader):
    """Is less sure of a longer text."""

    def _article(self, text: str) -> Article:
        return Reader(self.speaker, 10 / len(text))._article(text)


def test_confidence_must_not_fall(tmp_path: Path) -> None:
    template = """[[direction]]
text = "“{speech},” said {person}."
stronger = "“{speech},” said {person}, {job:a}, in {city} by the river."
quotation = "“{speech},”"
speaker = "{person}"
"""
    assert re.fullmatch(
        r'confidence of "It rained,": 0\.\d\d before, 0\.\d\d after',
        problems(run(tmp_path, template, Doubter(NAME), 1))[0],
    )


def test_few_samples_are_the_first_of_many(tmp_path: Path) -> None:
    template = f'[[minimum]]\ntext = "“{{speech}},” said {{person}} of {{city}}."\n{SAID}'
    few, many = Reader(NAME), Reader(NAME)
    run(tmp_path, template, few, 2)
    run(tmp_path, template, many, 6)
    assert many.read[:2] == few.read
    assert len(set(many.read)) > 1


def test_forms_of_a_slot(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text(WORDS, encoding="utf8")
    template = (
        "{woman.surname} {woman.he} {woman.his:capital} {woman.mr} {woman.initials} {man.he} {job:a} {city:upper}"
    )
    texts = {draw(read_lexicon(tmp_path / "words.toml"), template, Random(seed)).fill(template) for seed in range(40)}
    assert "Kalfas she Her Ms. DK he an engineer LIMA" in texts
    assert "Erdemir she Her Ms. GE he a welder GDANSK" in texts


@cases("behaviour/running/broken")
def test_a_file_that_cannot_be_understood_is_named(tmp_path: Path, template: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        run(tmp_path, template, Reader(NAME))


def test_floors_and_ceiling(tmp_path: Path) -> None:
    template = f'[[minimum]]\ntext = "“{{speech}},” said {{person}}."\n{SAID}'
    floors = tmp_path / "floors.toml"
    floors.write_text("[floors]\ntelling = 0.5\n[ceilings]\nsure_failure_rate = 0.5\n", encoding="utf8")
    right, wrong = run(tmp_path, template, Reader(NAME)), run(tmp_path, template, Reader("said"))
    assert (right.holds, right.below) == (True, ())
    assert (wrong.holds, [figure.name for figure in wrong.below]) == (False, ["telling"])
    floors.write_text("[ceilings]\nsure_failure_rate = 0.5\n", encoding="utf8")
    wrong = run(tmp_path, template, Reader("said"))
    assert (wrong.holds, wrong.below) == (False, ())
    floors.write_text("[floors]\nteling = 0.5\n", encoding="utf8")
    with pytest.raises(ValueError, match=r"floors\.toml: there is no teling"):
        run(tmp_path, template, Reader(NAME))


def test_the_command_shows_rates_and_exits_by_the_floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import typer

    from quoteattr.evaluation.behaviour import __main__ as command

    run(tmp_path, f'[[minimum]]\ntext = "“{{speech}},” said {{person}}."\n{SAID}', Reader(NAME))
    (tmp_path / "floors.toml").write_text("[floors]\ntelling = 0.5\n", encoding="utf8")
    app = typer.Typer()
    app.command()(command.main)
    codes = []
    for speaker in (NAME, "said"):
        monkeypatch.setattr("quoteattr.load", lambda *_args, speaker=speaker, **_options: Reader(speaker))
        done = CliRunner().invoke(app, [str(tmp_path), "--samples", "3"])
        codes.append(done.exit_code)
        assert "telling" in done.stdout
    assert codes == [0, 1]
    assert "under its floor 0.5" in done.stdout
