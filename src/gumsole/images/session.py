"""A narrow door to ONNX Runtime: a model's bytes in, arrays out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from gumsole.errors import BrokenEncoder
from gumsole.records import Vector

_ERRORS_ONLY = 3  # ONNX Runtime's severity scale: 0 verbose … 4 fatal


# Exports that keep weights apart have them beside the graph, under its name with this behind it.
DATA_SUFFIX = "_data"


class Session:
    """A loaded model; one may be shared by many threads."""

    def __init__(self, model: bytes | Path, *, name: str, sizes: Mapping[str, int] | None = None) -> None:
        """Load a model.

        Parameters
        ----------
        model : bytes or Path
            An ONNX file; the path of one whose weights lie beside it.
        name : str
            What messages call it.
        sizes : mapping, optional
            Of dimensions that the file leaves free, by name: ONNX Runtime then plans for them as if the file
            had fixed them.

        Raises
        ------
        BrokenEncoder
            If ONNX Runtime cannot load it.
        """
        self._name = name
        try:
            self._session = onnxruntime.InferenceSession(
                str(model) if isinstance(model, Path) else model,
                _options(sizes or {}),
                providers=["CPUExecutionProvider"],
            )
        except Exception as fault:  # its exceptions share no base class of their own
            raise BrokenEncoder(
                f"{name} is no model that ONNX Runtime can load: {_first_line(fault)}"
            ) from fault
        self.inputs = tuple(node.name for node in self._session.get_inputs())
        self.outputs = tuple(node.name for node in self._session.get_outputs())

    def run(self, outputs: Sequence[str], feed: Mapping[str, NDArray[Any]]) -> list[NDArray[np.float32]]:
        """Compute the named outputs.

        Raises
        ------
        BrokenEncoder
            If the model refuses what it is fed.
        """
        try:
            found: list[NDArray[np.float32]] = self._session.run(list(outputs), dict(feed))
        except Exception as fault:  # as above
            raise BrokenEncoder(
                f"{self._name} cannot compute {', '.join(outputs)}: {_first_line(fault)}"
            ) from fault
        return found


def open_model(file: Path, *, inputs: Sequence[str], outputs: Sequence[str]) -> Session:
    """Load a model from disk and check that it takes exactly `inputs` and has at least `outputs`.

    Raises
    ------
    BrokenEncoder
        If the file is missing, does not load, or has other inputs or outputs.
    """
    try:
        apart = file.with_name(file.name + DATA_SUFFIX).exists()
        model = file if apart else file.read_bytes()
    except OSError as fault:
        raise BrokenEncoder(
            f"{file} cannot be read ({fault.strerror}); check the manifest beside it"
        ) from fault
    session = Session(model, name=str(file))
    if set(session.inputs) != set(inputs):
        raise BrokenEncoder(
            f"{file} takes {', '.join(session.inputs)}; the manifest says {', '.join(inputs)}"
        )
    missing = [name for name in outputs if name not in session.outputs]
    if missing:
        raise BrokenEncoder(f"{file} has no output {missing[0]}, only {', '.join(session.outputs)}")
    return session


def one_vector(found: NDArray[Any], dimension: int, name: str) -> Vector:
    """A model's output for one photo or text as a vector, float32.

    Raises
    ------
    BrokenEncoder
        If it has another shape than (1, dimension), or is not finite.
    """
    if found.shape != (1, dimension):
        raise BrokenEncoder(f"{name} computes shape {found.shape}; the manifest says (1, {dimension})")
    if not np.isfinite(found).all():
        raise BrokenEncoder(f"{name} computes numbers that are not finite; check its mean and std")
    vector: Vector = found[0].astype(np.float32)
    return vector


def _options(sizes: Mapping[str, int]) -> Any:
    """One thread per call and no spinning: requests run side by side on a pool of their own."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    for name, size in sizes.items():
        options.add_free_dimension_override_by_name(name, size)
    return options


def _first_line(fault: Exception) -> str:
    return str(fault).partition("\n")[0]
