"""Somebody else's encoder is registered: from a folder or a hub, its manifest known or written."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from gumsole.assembly.encoders import own_shelf
from gumsole.errors import BadQuery, BrokenEncoder
from gumsole.images.hub import Hub, HubId
from gumsole.images.manifest import MANIFEST, read_manifest
from gumsole.images.pinning import Pin, install, named
from gumsole.images.presets import (
    IMAGE_FILES,
    PRESETS,
    TEXT_FILES,
    TOKENIZER,
    Graph,
    Preset,
    manifest_of,
    preset_named,
)
from gumsole.images.session import DATA_SUFFIX, Session
from gumsole.images.tower import Tower
from gumsole.store.layout import ENCODERS_FOLDER


def add_encoder(folder: Path, source: str, *, hub: Hub, preset: str = "", for_user: bool = False) -> Tower:
    """Register an encoder for the store in `folder`, or for all stores of this user; nothing is switched.

    Parameters
    ----------
    source : str
        A folder with ONNX towers, or a hub id.
    preset : str
        Family whose manifest is written where the files have none; by default what the id tells.

    Raises
    ------
    BadQuery
        If the source is neither, or another encoder has the same id.
    BrokenEncoder
        If there is no manifest to be had, or the towers do not compute what it says.
    TryLater
        If the hub does not answer.
    """
    shelf = own_shelf() if for_user else folder / ENCODERS_FOLDER
    if Path(source).is_dir():
        return _registered(shelf, Path(source), str(Path(source).resolve()), _preset(preset, source))
    hub_id = HubId.parse(source)
    with TemporaryDirectory(prefix="gumsole-") as scratch:
        hub.fetch(hub_id, Path(scratch))
        return _registered(shelf, Path(scratch), f"hub:{hub_id}", _preset(preset, hub_id.repository))


def _preset(name: str, source: str) -> Preset | None:
    if name and preset_named(name) is None:
        raise BadQuery(f"no preset {name!r}; known: {', '.join(one.name for one in PRESETS)}")
    return preset_named(name or source)


def _registered(shelf: Path, source: Path, origin: str, preset: Preset | None) -> Tower:
    """Check what lies in a folder by computing with it, then pin a copy."""
    written = source / MANIFEST
    with TemporaryDirectory(prefix="gumsole-") as scratch:
        if not written.is_file():
            if preset is None:
                known = ", ".join(one.name for one in PRESETS)
                raise BrokenEncoder(f"{source} has no {MANIFEST}; write one, or give --preset: {known}")
            written = Path(scratch, MANIFEST)
            written.write_text(_manifest(source, preset), "utf-8")
        manifest = read_manifest(written.parent)
        text = manifest.text
        names = [manifest.image.file] + ([text.file, text.tokenizer] if text else [])
        names += [apart for name in names if (source / (apart := name + DATA_SUFFIX)).is_file()]
        if missing := [name for name in names if not (source / name).is_file()]:
            raise BrokenEncoder(f"{source / missing[0]}, named in the manifest, is not there")
        if astray := [name for name in names if Path(name).name != name]:
            raise BrokenEncoder(f"{astray[0]}: the manifest must name files beside itself")
        files: dict[str, bytes | Path] = {MANIFEST: written, **{name: source / name for name in names}}
        trial = install(Path(scratch, ENCODERS_FOLDER), Pin(named(manifest.id), "", origin, {}), files)
        Tower.load(trial)
        return Tower.load(install(shelf, Pin(manifest.id, "", origin, {}), files))


def _manifest(source: Path, preset: Preset) -> str:
    image, text = (_graph(source, names) for names in (IMAGE_FILES, TEXT_FILES))
    if image is None:
        raise BrokenEncoder(f"{source} has no image tower; looked for {', '.join(IMAGE_FILES)}")
    return manifest_of(preset, image, text if (source / TOKENIZER).is_file() else None)


def _graph(source: Path, names: tuple[str, ...]) -> Graph | None:
    """What the first of several files says of itself; None where none is there."""
    file = next((source / name for name in names if (source / name).is_file()), None)
    if file is None:
        return None
    session = Session(file, name=str(file))
    return Graph(file.name, session.inputs, session.outputs)
