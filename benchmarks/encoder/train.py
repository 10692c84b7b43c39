"""Fine-tune the encoder on windows made by prepare.py. Seeded; resumes after the last whole epoch.

    python -m benchmarks.encoder.train WINDOWS CHECKPOINTS

WINDOWS holds train.jsonl and dev.jsonl. After each epoch the token F1 of the dev set is printed, and the state kept in
CHECKPOINTS. Wants torch and transformers: the dependency group `encoder`.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from benchmarks.encoder.model import Reader
from torch import Tensor
from torch.nn.functional import cross_entropy
from torch.optim import AdamW
from torch.optim.lr_scheduler import OneCycleLR

BATCH = 12
# Epochs and highest rate of each cycle: the second starts warm from the first (Loshchilov and Hutter 2017).
CYCLES = ((3, 3e-4), (3, 2e-4))
# The heads, which start from nothing, learn faster than the encoder.
HEADS_FASTER = 10 / 3
POINTER_WEIGHT = 0.3
IGNORED = -1

type_of_tag = [0, *([1] * 4), *([2] * 4), *([3] * 4)]


def collate(rows: Sequence[dict]) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
    """Pieces, mask and answers of a batch, padded to its longest window."""
    width = max(len(row["pieces"]) for row in rows)

    def padded(field: str, filling: int) -> Tensor:
        return torch.tensor([[*row[field], *[filling] * (width - len(row[field]))] for row in rows])

    pieces = padded("pieces", 0)
    answers = {field: padded(field, IGNORED) for field in ("tags", "cues", "sources")}
    answers["tags"][:, 0] = IGNORED
    return pieces, (pieces != 0).long(), answers


def loss_of(model: Reader, rows: Sequence[dict]) -> Tensor:
    """Cross entropy of tags, and of the two pointers at the pieces of contents."""
    pieces, mask, answers = collate(rows)
    tags, cues, sources = model(pieces, mask)
    hidden = (mask == 0)[:, None, :]
    pointers = [
        cross_entropy(scores.masked_fill(hidden, -1e4).flatten(0, 1), answers[field].flatten(), ignore_index=IGNORED)
        for scores, field in ((cues, "cues"), (sources, "sources"))
    ]
    pointers = [p for p in pointers if not torch.isnan(p)]
    return cross_entropy(tags.flatten(0, 1), answers["tags"].flatten(), ignore_index=IGNORED) + POINTER_WEIGHT * sum(
        pointers
    )


def batches(rows: Sequence[dict], epoch: int) -> Iterator[list[dict]]:
    """Windows of like length together, in an order that the epoch's number decides."""
    dice = random.Random(epoch)
    order = sorted(range(len(rows)), key=lambda i: (len(rows[i]["pieces"]) // 32, dice.random()))
    chunks = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    dice.shuffle(chunks)
    yield from ([rows[i] for i in chunk] for chunk in chunks)


@torch.no_grad()
def evaluate(model: Reader, rows: Sequence[dict]) -> str:
    """Token F1 by kind of span, and how often the likeliest pointer is right."""
    model.eval()
    counts: Counter[tuple[str, int]] = Counter()
    right: Counter[str] = Counter()
    for row in rows:
        pieces, _, answers = collate([row])
        tags, cues, sources = model(pieces)
        for guess, tag in zip(tags[0].argmax(-1).tolist(), row["tags"], strict=True):
            p, g = type_of_tag[guess], type_of_tag[tag]
            counts.update([("predicted", p), ("gold", g)])
            counts["hit", p] += p == g
        for field, scores in (("cues", cues), ("sources", sources)):
            known = answers[field][0] >= 0
            right[field] += int((scores[0].argmax(-1) == answers[field][0])[known].sum())
            right[field + " of"] += int(known.sum())
    model.train()

    def f1(kinds: Sequence[int]) -> float:
        hit, predicted, gold = (sum(counts[name, k] for k in kinds) for name in ("hit", "predicted", "gold"))
        return 2 * hit / max(1, predicted + gold)

    pointers = " ".join(f"{f} {right[f] / right[f + ' of']:.3f}" for f in ("cues", "sources"))
    return (
        f"token F1 content {f1([1]):.4f} source {f1([2]):.4f} cue {f1([3]):.4f} micro {f1([1, 2, 3]):.4f}; "
        f"pointers {pointers}"
    )


def main() -> None:
    """Train, evaluate and keep a checkpoint epoch by epoch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("windows", type=Path)
    parser.add_argument("checkpoints", type=Path)
    options = parser.parse_args()
    torch.manual_seed(0)
    options.checkpoints.mkdir(parents=True, exist_ok=True)
    sets = {
        name: [json.loads(line) for line in (options.windows / f"{name}.jsonl").open()] for name in ("train", "dev")
    }
    model = Reader()
    done = 0
    started = time.time()
    for epochs, rate in CYCLES:
        optimizer, schedule = _fresh_start(model, rate, epochs * -(-len(sets["train"]) // BATCH))
        for epoch in range(done, done + epochs):
            kept = options.checkpoints / f"epoch{epoch + 1}.pt"
            if kept.exists():
                state = torch.load(kept)
                model.load_state_dict(state["model"])
                optimizer.load_state_dict(state["optimizer"])
                schedule.load_state_dict(state["schedule"])
                continue
            torch.manual_seed(epoch)
            for step, rows in enumerate(batches(sets["train"], epoch)):
                loss = loss_of(model, rows)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                optimizer.zero_grad()
                if step % 20 == 0:
                    seconds = time.time() - started
                    print(f"epoch {epoch + 1} step {step} loss {loss.item():.3f} {seconds:.0f} s", flush=True)
            print(evaluate(model, sets["dev"]), flush=True)
            parts = {"model": model, "optimizer": optimizer, "schedule": schedule}
            torch.save({name: part.state_dict() for name, part in parts.items()}, kept)
        done += epochs


def _fresh_start(model: Reader, rate: float, steps: int) -> tuple[AdamW, OneCycleLR]:
    encoder = list(model.encoder.parameters())
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    rates = [rate, rate * HEADS_FASTER]
    groups = [{"params": part, "lr": lr} for part, lr in zip((encoder, heads), rates, strict=True)]
    optimizer = AdamW(groups, weight_decay=0.01)
    return optimizer, OneCycleLR(optimizer, rates, total_steps=steps, pct_start=0.1)


if __name__ == "__main__":
    main()
