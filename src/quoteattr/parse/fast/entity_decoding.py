"""The entities of spaCy's NER, its transitions decided for all tokens at once: same weights, same greedy choices.

Outside an entity a choice depends on its token alone, so that one product decides all of them; inside one it depends on
where the entity began, and all open entities of a batch go on by a token together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.tokens import Doc

from quoteattr.parse.fast.token_vectors import Floats, TokenVectors, product

__all__ = ["EntityFinder"]

Ints = NDArray[np.int64]


@frozen(eq=False)
class EntityFinder:
    """The transitions of an entity recognizer as arrays."""

    vectors: TokenVectors
    project: tuple[Floats, Floats]  # weights and bias of the layer after the vectors
    slots: tuple[Floats, ...]  # of the token, the entity's first and the token before: (inputs, pieces · hidden)
    padding: Floats  # a row for each slot, where it is empty
    bias: Floats
    output: tuple[Floats, Floats]
    labels: tuple[str, ...]
    begin: Ints  # classes of B-, I-, L- and U- by label
    inside: Ints
    last: Ints
    unit: Ints
    outside: int

    @classmethod
    def of(cls, ner: Any) -> EntityFinder:
        """Read the weights of a spaCy `EntityRecognizer`, whose arrays are laid anew for products."""
        tok2vec, lower, upper = (ner.model.get_ref(name) for name in ("tok2vec", "lower", "upper"))
        vectors, *_, linear = tok2vec.layers
        weights, bias, padding = (lower.get_param(name) for name in ("W", "b", "pad"))
        slots, _, _, inputs = weights.shape
        moves = {ner.moves.get_class_name(n): n for n in range(ner.moves.n_moves)}
        labels = tuple(move[2:] for move in moves if move.startswith("B-"))
        numbers = {p: np.array([moves[f"{p}-{label}"] for label in labels]) for p in "BILU"}
        return cls(
            TokenVectors.of(vectors),
            (np.ascontiguousarray(linear.get_param("W").T), linear.get_param("b")),
            tuple(np.ascontiguousarray(w.transpose(2, 1, 0).reshape(inputs, -1)) for w in weights),
            np.ascontiguousarray(padding[0].transpose(0, 2, 1).reshape(slots, -1)),
            np.ascontiguousarray(bias.T.reshape(-1)),
            (np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b")),
            labels,
            numbers["B"],
            numbers["I"],
            numbers["L"],
            numbers["U"],
            moves["O"],
        )

    def __call__(self, docs: Sequence[Doc]) -> list[list[tuple[int, int, str]]]:
        """For each of `docs` its entities, (first token, token behind the last, label)."""
        lengths = np.array([len(doc) for doc in docs])
        if not lengths.sum():
            return [[] for _ in docs]
        ends = np.cumsum(lengths)
        flags = np.concatenate([doc.to_array([SENT_START]).reshape(-1) for doc in docs])
        starts_sentence = flags.astype(np.int64) == 1
        spaces = np.concatenate([doc.to_array([IS_SPACE]).reshape(-1) for doc in docs]).astype(bool)
        # Tokens that no entity may go on behind: the last of a sentence, the last of a text.
        closes = np.append(starts_sentence[1:], True)
        closes[ends[lengths > 0] - 1] = True

        tokens = product(self.vectors(docs), self.project[0]) + self.project[1]
        first = product(tokens, self.slots[0]) + self.bias
        choice = self._outside(first, closes, spaces)
        spans = self._spans(tokens, first, choice, closes)
        return self._by_doc(spans, ends)

    def _scores(self, sums: Floats) -> Floats:
        half = sums.shape[1] // 2
        return product(np.maximum(sums[:, :half], sums[:, half:]), self.output[0]) + self.output[1]

    def _outside(self, first: Floats, closes: NDArray[np.bool_], spaces: NDArray[np.bool_]) -> Ints:
        """The class that each token would choose if no entity were open there."""
        scores = self._scores(first + self.padding[1] + self.padding[2])
        scores[:, [*self.inside, *self.last]] = -np.inf
        barred = np.ones(scores.shape[1], bool)
        barred[[*self.begin, *self.inside, *self.last, *self.unit, self.outside]] = False
        scores[:, barred] = -np.inf
        scores[np.ix_(closes, self.begin)] = -np.inf
        scores[np.ix_(spaces, np.concatenate([self.begin, self.unit]))] = -np.inf
        best: Ints = scores.argmax(axis=1)
        return best

    def _spans(
        self, tokens: Floats, first: Floats, choice: Ints, closes: NDArray[np.bool_]
    ) -> dict[int, tuple[int, int]]:
        """For each token that would begin an entity: where that ends, and the number of its label."""
        number = {int(c): n for n, c in enumerate(self.begin)}
        found = {int(at): (int(at) + 1, n) for n, c in enumerate(self.unit) for at in np.flatnonzero(choice == c)}
        starts = np.flatnonzero(np.isin(choice, self.begin))
        label = np.array([number[int(c)] for c in choice[starts]], np.int64)
        from_start = product(tokens[starts], self.slots[1])
        at = starts + 1
        while len(starts):
            sums = first[at] + from_start + product(tokens[at - 1], self.slots[2])
            scores = self._scores(sums)
            row = np.arange(len(starts))
            go_on = (scores[row, self.inside[label]] >= scores[row, self.last[label]]) & ~closes[at]
            for start, end, n in zip(starts[~go_on], at[~go_on], label[~go_on], strict=True):
                found[int(start)] = (int(end) + 1, int(n))
            starts, label, from_start, at = starts[go_on], label[go_on], from_start[go_on], at[go_on] + 1
        return found

    def _by_doc(self, spans: dict[int, tuple[int, int]], ends: Ints) -> list[list[tuple[int, int, str]]]:
        """The spans of each doc, without those that would begin inside another."""
        result: list[list[tuple[int, int, str]]] = [[] for _ in ends]
        behind, number, offset = 0, 0, 0
        for start in sorted(spans):
            if start < behind:
                continue
            behind, label = spans[start]
            while start >= ends[number]:
                offset, number = int(ends[number]), number + 1
            result[number].append((start - offset, behind - offset, self.labels[label]))
        return result
