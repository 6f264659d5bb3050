"""Files are written here as the old torch wrote them: five pickles, then storages."""

from __future__ import annotations

import io
import pickle
import struct
from collections import OrderedDict
from typing import Any

import numpy as np
import pytest

from gumsole.errors import BrokenEncoder
from tools.encoder.weights import MAGIC, PROTOCOL, read_weights


class Global:
    """Pickles as a name that the writer's machine does not have."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name


class Call:
    """Pickles as a call of a name."""

    def __init__(self, function: Global, *arguments: Any) -> None:
        self.function, self.arguments = function, arguments


class Stored:
    """Pickles as a reference to a storage."""

    def __init__(self, kind: str, key: str, length: int) -> None:
        self.pid = ("storage", Global("torch", kind), key, "cpu", length, None)


# The pickler written in Python, which lets names be written that cannot be imported; it has no stubs.
PythonPickler: Any = vars(pickle)["_Pickler"]


class Writer(PythonPickler):  # type: ignore[misc]
    """Writes our stand-ins as what they stand for."""

    def persistent_id(self, thing: Any) -> Any:
        return thing.pid if isinstance(thing, Stored) else None

    def save(self, thing: Any, save_persistent_id: bool = True) -> None:
        if isinstance(thing, Global):
            self.write(b"c" + f"{thing.module}\n{thing.name}\n".encode())
        elif isinstance(thing, Call):
            self.save(thing.function)
            self.save(thing.arguments)
            self.write(b"R")
        else:
            super().save(thing, save_persistent_id)


def pickled(thing: Any) -> bytes:
    out = io.BytesIO()
    Writer(out, 2).dump(thing)
    return out.getvalue()


def tensor(
    kind: str, key: str, length: int, shape: tuple[int, ...], stride: tuple[int, ...], offset: int = 0
) -> Call:
    rebuild = Global("torch._utils", "_rebuild_tensor_v2")
    return Call(rebuild, Stored(kind, key, length), offset, shape, stride, False, OrderedDict())


def stream(state: Any, storages: dict[str, bytes], *, protocol: int = PROTOCOL, itemsize: int = 4) -> bytes:
    parts: list[Any] = [MAGIC, protocol, {}, state, list(storages)]
    head = b"".join(pickled(thing) for thing in parts)
    return head + b"".join(struct.pack("<q", len(raw) // itemsize) + raw for raw in storages.values())


SIX = np.arange(6, dtype="<f4").tobytes()


def test_tensors_are_read_with_their_shape_and_order() -> None:
    state = {
        "rows": tensor("FloatStorage", "0", 6, (2, 3), (3, 1)),
        "columns": tensor("FloatStorage", "0", 6, (2, 3), (1, 2)),
        "tail": tensor("FloatStorage", "0", 6, (2,), (1,), offset=4),
        "scalar": tensor("FloatStorage", "0", 6, (), (), offset=5),
    }
    weights = read_weights(stream(state, {"0": SIX}))
    assert weights["rows"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert weights["columns"].tolist() == [[0, 2, 4], [1, 3, 5]]
    assert weights["tail"].tolist() == [4, 5]
    assert weights["scalar"].tolist() == 5


def test_counters_are_whole_numbers() -> None:
    state = {"count": tensor("LongStorage", "0", 1, (), ())}
    weights = read_weights(stream(state, {"0": np.array([7], "<i8").tobytes()}, itemsize=8))
    assert weights["count"] == 7


@pytest.mark.parametrize(
    "name", [("os", "system"), ("builtins", "eval"), ("torch", "load"), ("torch", "HalfStorage")]
)
def test_a_file_that_names_anything_else_is_refused_before_it_acts(name: tuple[str, str]) -> None:
    state = {"x": Call(Global(*name), "exit 1")}
    with pytest.raises(BrokenEncoder, match=f"names {name[0]}.{name[1]}, which no weights need"):
        read_weights(stream(state, {}))


@pytest.mark.parametrize(
    ("shape", "stride", "offset"),
    [
        ((7,), (1,), 0),
        ((2,), (1,), 5),
        ((2,), (-1,), 3),
        ((2,), (1,), -1),
        ((0,), (1,), 0),
        ((2, 3), (6, 1), 0),
    ],
)
def test_a_tensor_outside_its_storage_is_refused(shape: Any, stride: Any, offset: int) -> None:
    state = {"x": tensor("FloatStorage", "0", 6, shape, stride, offset)}
    with pytest.raises(BrokenEncoder, match="lies outside its storage"):
        read_weights(stream(state, {"0": SIX}))


def test_a_storage_of_absurd_length_is_refused_before_it_is_read() -> None:
    state = {"x": tensor("FloatStorage", "0", 1 << 40, (1,), (1,))}
    with pytest.raises(BrokenEncoder, match="do not use it"):
        read_weights(stream(state, {"0": SIX}))


def test_a_storage_of_another_length_than_said_is_refused() -> None:
    state = {"x": tensor("FloatStorage", "0", 5, (5,), (1,))}
    with pytest.raises(BrokenEncoder, match="a storage of 5 numbers is followed by 6"):
        read_weights(stream(state, {"0": SIX}))


def test_another_protocol_is_refused() -> None:
    with pytest.raises(BrokenEncoder, match="got protocol 1002"):
        read_weights(stream({}, {}, protocol=1002))


@pytest.mark.parametrize("cut", [0, 10, 60, -1])
def test_a_file_that_was_cut_is_refused(cut: int) -> None:
    raw = stream({"x": tensor("FloatStorage", "0", 6, (6,), (1,))}, {"0": SIX})
    with pytest.raises(BrokenEncoder, match="is damaged"):
        read_weights(raw[:cut])
