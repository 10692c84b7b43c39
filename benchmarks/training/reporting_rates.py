"""How often a verb reports: counted over the relations of a corpus, for verbs of a list and any other alike."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.training.corpora import TrainingArticle

__all__ = ["rates_of_verbs", "write_rates"]

RAREST = 4


def rates_of_verbs(articles: Iterable[TrainingArticle]) -> dict[str, int]:
    """For each lemma of verbs that occurs `RAREST` times or more, how many of ten occurrences are in a cue."""
    times: Counter[str] = Counter()
    reporting: Counter[str] = Counter()
    for article in articles:
        cues = sorted(piece for relation in article.relations or () for piece in relation.cue)
        for token in article.reading.parse:
            if token.pos_ == "VERB" and token.lemma_.isalpha():
                at = bisect_right(cues, (token.idx, len(article.gold.text))) - 1
                times[token.lemma_.lower()] += 1
                reporting[token.lemma_.lower()] += at >= 0 and token.idx < cues[at][1]
    return {verb: round(10 * reporting[verb] / count) for verb, count in sorted(times.items()) if count >= RAREST}


def write_rates(rates: Mapping[str, int], path: Path) -> None:
    """Write a table with a row a rate."""
    lines = ["# Of ten occurrences of a verb in news, how many report; counted by benchmarks/training/train.py."]
    for rate in sorted(set(rates.values())):
        verbs = json.dumps([verb for verb, r in rates.items() if r == rate], ensure_ascii=False)
        lines += ["", "[[row]]", f"rate = {rate}", f"verbs = {verbs}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf8")
