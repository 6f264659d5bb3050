"""No face detection, comparison or identity: not in our code, not in the package, not among what it needs."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PLACES = ("src", "tools", "benchmarks")

# Operations of Amazon Rekognition and calls of well-known libraries, without case and underscores.
CALLS = re.compile(
    r"comparefaces|detectfaces|indexfaces|searchfaces|searchusers|recognizecelebrities|startface|"
    r"getface|listfaces|associatefaces|facelivenesssession|createcollection|facerecognition|"
    r"facelocations|facelandmarks|faceencodings|facemesh|facedetector|cascadeclassifier"
)
MODELS = re.compile(
    r"haarcascade|retinaface|arcface|facenet|mtcnn|blazeface|insightface|deepface|yunet|sface|facelandmark"
)
LIBRARIES = re.compile(
    r"opencv.*|dlib|mediapipe|insightface|face[-_]?recognition|deepface|facenet.*|mtcnn|retina.?face"
)


def findings(text: str) -> list[str]:
    """Names of face calls and models in a source."""
    folded = text.lower().replace("_", "").replace("-", "")
    return CALLS.findall(folded) + MODELS.findall(folded)


def needed(name: str) -> set[str]:
    """Distributions that a package needs to run, extras left out."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        try:
            wanted = [Requirement(text) for text in requires(one) or []]
        except PackageNotFoundError:
            continue  # for another platform
        for requirement in wanted:
            known = requirement.name.lower()
            if known not in found and (
                requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            ):
                found.add(known)
                waiting.append(known)
    return found


def test_no_source_of_ours_calls_or_names_one() -> None:
    sources = [path for place in PLACES for path in (ROOT / place).rglob("*.py")]
    assert len(sources) > 300
    assert not {str(path): found for path in sources if (found := findings(path.read_text("utf-8")))}


@pytest.mark.parametrize(
    "planted",
    [
        'client.detect_faces(Image={"Bytes": photo})',
        'boto3.client("rekognition").compare_faces()',
        "rekognition:SearchFacesByImage",
        'cv2.CascadeClassifier("haarcascade_frontalface_default.xml")',
        "from facenet_pytorch import MTCNN",
        "face_recognition.face_encodings(image)",
    ],
)
def test_what_is_looked_for_would_be_found(planted: str) -> None:
    assert findings(planted)


def test_nothing_that_is_needed_to_run_is_a_face_library() -> None:
    runtime = needed("gumsole")
    assert {"numpy", "onnxruntime", "fastapi", "pydantic"} <= runtime
    assert not [name for name in runtime if LIBRARIES.fullmatch(name)]
    assert all(map(LIBRARIES.fullmatch, ["opencv-python-headless", "dlib", "face_recognition", "mediapipe"]))


def test_no_file_of_the_package_is_named_like_a_face_model() -> None:
    names = [path.name.lower() for path in (ROOT / "src").rglob("*") if path.is_file()]
    assert any(name.endswith(".onnx") for name in names)
    assert not [name for name in names if MODELS.search(name.replace("_", "").replace("-", ""))]
