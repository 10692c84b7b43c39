"""Export the mean of checkpoints as the package's encoder: int8 ONNX, the tokenizer beside it.

    python -m benchmarks.encoder.export OUT.onnx CHECKPOINT.pt...

The mean of the weights of several epochs errs less than each of them (Wortsman et al. 2022).
Weights are int8 for each channel; the scale of activations is found for each window, so that windows are run one a
call.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import torch
from benchmarks.encoder.model import Reader, base_model
from onnxruntime.quantization import QuantType, quantize_dynamic

QUANTIZED = ["MatMul", "Gather"]


def main() -> None:
    """Export, quantize, and copy the tokenizer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    options = parser.parse_args()
    model = Reader()
    states = [torch.load(file)["model"] for file in options.checkpoints]
    model.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    model.eval()
    pieces = torch.randint(1000, 20000, (1, 40))
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            model,
            (pieces,),
            str(full),
            input_names=["pieces"],
            output_names=["tags", "cues", "sources"],
            dynamic_axes={"pieces": {1: "n"}, "tags": {1: "n"}, "cues": {1: "n", 2: "n"}, "sources": {1: "n", 2: "n"}},
            opset_version=17,
            dynamo=False,
        )
        options.out.parent.mkdir(parents=True, exist_ok=True)
        quantize_dynamic(
            full, options.out, op_types_to_quantize=QUANTIZED, weight_type=QuantType.QInt8, per_channel=True
        )
    shutil.copy(base_model() / "tokenizer.json", options.out.parent / "tokenizer.json")
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
