"""Token vectors of a spaCy pipeline, computed cheaper: the same weights, each word embedded once, products in blocks.

What a token embeds to depends on its norm, prefix, suffix and shape alone, so that a batch needs each form once (a
third of its tokens). The convolutions run over blocks of a fixed number of rows: a product of one shape gives a row the
same bits wherever it stands, so that a paragraph alone and in a batch is read alike, and a block stays in the cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import Model

__all__ = ["Layer", "TokenVectors", "product"]

Floats = NDArray[np.float32]

# Rows of a block: a multiple of what the kernels of all processors unroll, small enough for the second-level cache.
BLOCK = 192
# Layer norm's own guard against a division by zero, from thinc.
EPSILON = np.float32(1e-8)


def product(rows: Floats, weights: Floats) -> Floats:
    """`rows @ weights`, in blocks of one shape."""
    count = len(rows)
    result = np.empty((count, weights.shape[1]), np.float32)
    whole = count - count % BLOCK
    for start in range(0, whole, BLOCK):
        np.dot(rows[start : start + BLOCK], weights, out=result[start : start + BLOCK])
    if whole < count:
        rest = np.zeros((BLOCK, rows.shape[1]), np.float32)
        rest[: count - whole] = rows[whole:]
        result[whole:] = (rest @ weights)[: count - whole]
    return result


@frozen(eq=False)
class Layer:
    """A maxout layer with layer norm: `weights` (inputs, pieces · outputs), each piece's columns together."""

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats
    pieces: int

    @classmethod
    def of(cls, maxout: Any, norm: Any) -> Layer:
        """The layer of two thinc models."""
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        outputs, pieces, inputs = weights.shape
        return cls(
            np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, pieces * outputs)),
            np.ascontiguousarray(bias.T.reshape(-1)),
            norm.get_param("G"),
            norm.get_param("b"),
            pieces,
        )

    def __call__(self, rows: Floats) -> Floats:
        """The output for `rows`, whose number is that of a block or any where bits do not matter."""
        pieces = np.dot(rows, self.weights)
        pieces += self.bias
        width = len(self.gain)
        best = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        for piece in range(2, self.pieces):
            np.maximum(best, pieces[:, piece * width : (piece + 1) * width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        deviation = np.sqrt(np.einsum("ij,ij->i", best, best) / np.float32(width) + EPSILON)
        best /= deviation[:, None]
        best *= self.gain
        best += self.shift
        result: Floats = best
        return result


@frozen(eq=False)
class TokenVectors:
    """The `Tok2Vec` of a pipeline: hash embeddings, one mixing layer, convolutions over windows of three."""

    columns: tuple[int, ...]
    embeddings: Model[Any, Any]
    mix: Layer
    layers: tuple[Layer, ...]

    @classmethod
    def of(cls, model: Any) -> TokenVectors:
        """Those of the weights of a thinc model as `spacy.Tok2Vec.v2` makes it."""
        embed, encode = model.layers[:2]
        extract, _, hashes, mix = embed.layers[:4]
        norms = [(m.layers[0], m.layers[1]) for m in mix.walk() if m.name == "maxout>>layernorm"]
        inner = [(m.layers[0], m.layers[1]) for m in encode.walk() if m.name == "maxout>>layernorm"]
        return cls(
            tuple(extract.attrs["columns"]),
            hashes.layers[0],
            Layer.of(*norms[0]),
            tuple(Layer.of(*pair) for pair in inner),
        )

    def __call__(self, docs: Sequence[Doc]) -> Floats:
        """A row for each token of `docs`, one after the other."""
        lengths = [len(doc) for doc in docs]
        total = sum(lengths)
        if not total:
            return np.zeros((0, self.width), np.float32)
        keys = np.concatenate([doc.to_array(list(self.columns)).reshape(len(doc), -1) for doc in docs])
        forms, places = _distinct(keys)
        embedded = _in_blocks(self.mix, self.embeddings.predict(forms))
        # Between two docs, and at both ends, stand as many empty rows as a token sees to either side.
        reach = len(self.layers)
        padded = total + reach * (len(docs) + 1)
        at = np.arange(total) + np.repeat(np.arange(1, len(docs) + 1) * reach, lengths)
        rows = np.zeros((padded, self.width), np.float32)
        rows[at] = embedded[places]
        return self._convolved(rows)[at]

    @property
    def width(self) -> int:
        """The number of a vector's elements."""
        return len(self.mix.gain)

    def _convolved(self, rows: Floats) -> Floats:
        """Each block with the rows around it that its tokens see, so that all layers run over it at once."""
        reach, width = len(self.layers), self.width
        inside = BLOCK - 2 * reach
        result = np.empty_like(rows)
        window = np.zeros((BLOCK, 3 * width), np.float32)
        for start in range(0, len(rows), inside):
            low, high = max(0, start - reach), min(len(rows), start + inside + reach)
            block = np.zeros((BLOCK, width), np.float32)
            offset = low - (start - reach)
            block[offset : offset + high - low] = rows[low:high]
            for layer in self.layers:
                window[1:, :width] = block[:-1]
                window[:, width : 2 * width] = block
                window[:-1, 2 * width :] = block[1:]
                block += layer(window)
            end = min(len(rows), start + inside)
            result[start:end] = block[reach : reach + end - start]
        return result


def _in_blocks(layer: Layer, rows: Floats) -> Floats:
    count = len(rows)
    whole = count - count % BLOCK
    result = np.empty((count, len(layer.gain)), np.float32)
    for start in range(0, whole, BLOCK):
        result[start : start + BLOCK] = layer(rows[start : start + BLOCK])
    if whole < count:
        rest = np.zeros((BLOCK, rows.shape[1]), np.float32)
        rest[: count - whole] = rows[whole:]
        result[whole:] = layer(rest)[: count - whole]
    return result


_ODD = np.array(
    [
        0x9E3779B97F4A7C15,
        0xC2B2AE3D27D4EB4F,
        0x165667B19E3779F9,
        0xD6E8FEB86659FD93,
        0xA0761D6478BD642F,
        0xE7037ED1A0B428DB,
    ],
    np.uint64,
)


def _distinct(keys: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """The distinct rows of `keys`, and for each row which of them it is."""
    with np.errstate(over="ignore"):
        mixed = (keys * _ODD[: keys.shape[1]]).sum(axis=1, dtype=np.uint64)
    _, first, places = np.unique(mixed, return_index=True, return_inverse=True)
    forms = keys[first]
    if not np.array_equal(forms[places], keys):  # two forms in a billion billion are mixed alike
        forms, places = np.unique(keys, axis=0, return_inverse=True)
    return forms, places
