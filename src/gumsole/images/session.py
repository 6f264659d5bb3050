"""A narrow door to ONNX Runtime: a model's bytes in, arrays out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from gumsole.errors import BrokenEncoder

_ERRORS_ONLY = 3  # ONNX Runtime's severity scale: 0 verbose … 4 fatal


@dataclass(frozen=True, slots=True)
class Port:
    """A named input or output of a model.

    Attributes
    ----------
    kind : str
        Element type as ONNX Runtime says it, such as `tensor(float)`.
    shape : tuple of int or None
        None is a side that the model leaves open.
    """

    name: str
    kind: str
    shape: tuple[int | None, ...]


class Session:
    """A loaded model; one may be shared by many threads."""

    def __init__(self, model: bytes, *, name: str) -> None:
        """Load a model.

        Parameters
        ----------
        model : bytes
            An ONNX file.
        name : str
            What messages call it.

        Raises
        ------
        BrokenEncoder
            If ONNX Runtime cannot load it.
        """
        self._name = name
        try:
            self._session = onnxruntime.InferenceSession(
                model, _options(), providers=["CPUExecutionProvider"]
            )
        except Exception as fault:  # its exceptions share no base class of their own
            raise BrokenEncoder(
                f"{name} is no model that ONNX Runtime can load: {_first_line(fault)}"
            ) from fault
        self.inputs = tuple(_port(node) for node in self._session.get_inputs())
        self.outputs = tuple(_port(node) for node in self._session.get_outputs())

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


def _options() -> Any:
    """One thread per call and no spinning: requests run side by side on a pool of their own."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def _port(node: Any) -> Port:
    return Port(node.name, node.type, tuple(side if isinstance(side, int) else None for side in node.shape))


def _first_line(fault: Exception) -> str:
    return str(fault).partition("\n")[0]
