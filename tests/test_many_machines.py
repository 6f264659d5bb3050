"""The job files of the page on many machines: they parse, and they say what the command line takes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import botocore.session
import pytest
import yaml
from botocore.validate import ParamValidator

from gumsole.cli import main
from gumsole.cli.doors import EXIT_CODES
from gumsole.errors import InputError, SetupError
from gumsole.records import Shard

PAGE = (Path(__file__).parent.parent / "docs" / "many-machines.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def blocks(start: str) -> dict[str, Any]:
    (found,) = [block for block in BLOCKS if block.startswith(start)]
    loaded: dict[str, Any] = yaml.safe_load(found)
    return loaded


def given(words: list[str]) -> dict[str, Any]:
    """The parameters that `gumsole` makes of these words; it refuses options that it does not know."""
    command = main.commands[words[0]]
    return command.make_context(words[0], list(words[1:])).params


@pytest.fixture
def job() -> dict[str, Any]:
    return blocks("apiVersion: batch/v1")


@pytest.fixture
def definition() -> dict[str, Any]:
    return blocks("# batch: register_job_definition")


def test_the_kubernetes_job_gives_every_part_to_one_pod(job: dict[str, Any]) -> None:
    spec = job["spec"]
    (container,) = spec["template"]["spec"]["containers"]
    assert spec["completionMode"] == "Indexed"
    parts = [
        Shard.parse(
            given([word.replace("$(JOB_COMPLETION_INDEX)", str(n)) for word in container["args"]])["shard"]
        )
        for n in range(spec["completions"])
    ]
    assert parts == [Shard(n, spec["completions"]) for n in range(spec["completions"])]


def test_the_kubernetes_job_tries_again_but_not_what_ends_the_same(job: dict[str, Any]) -> None:
    (rule,) = job["spec"]["podFailurePolicy"]["rules"]
    codes = dict(EXIT_CODES)
    assert rule["onExitCodes"]["values"] == [codes[InputError], codes[SetupError]]
    assert rule["onExitCodes"]["containerName"] == job["spec"]["template"]["spec"]["containers"][0]["name"]
    assert job["spec"]["template"]["spec"]["restartPolicy"] == "Never"


def test_the_kubernetes_job_runs_without_rights(job: dict[str, Any]) -> None:
    pod = job["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["allowPrivilegeEscalation"] is False
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    writable = {mount["mountPath"] for mount in container["volumeMounts"]}
    assert any(given(container["args"])["folder"].is_relative_to(path) for path in writable)
    assert {mount["name"] for mount in container["volumeMounts"]} == {
        volume["name"] for volume in pod["volumes"]
    }


def test_the_batch_job_gives_every_part_to_one_child(definition: dict[str, Any]) -> None:
    shell, flag, line = definition["containerProperties"]["command"]
    assert (shell, flag) == ("sh", "-c")
    size = blocks("# batch: submit_job")["arrayProperties"]["size"]
    parts = []
    for n in range(size):
        words = shlex.split(line.replace("$AWS_BATCH_JOB_ARRAY_INDEX", str(n)))
        assert words[:2] == ["exec", "gumsole"]
        parts.append(Shard.parse(given(words[2:])["shard"]))
    assert parts == [Shard(n, size) for n in range(size)]


@pytest.mark.parametrize("operation", ["register_job_definition", "submit_job"])
def test_the_batch_files_have_the_fields_that_batch_takes(operation: str) -> None:
    model = botocore.session.get_session().get_service_model("batch")
    name = "".join(word.capitalize() for word in operation.split("_"))
    shape = model.operation_model(name).input_shape
    report = ParamValidator().validate(blocks(f"# batch: {operation}"), shape)
    assert not report.has_errors(), report.generate_report()


def test_the_batch_job_tries_again_but_not_what_ends_the_same(definition: dict[str, Any]) -> None:
    codes = dict(EXIT_CODES)
    outcomes = definition["retryStrategy"]["evaluateOnExit"]
    stopped = [int(one["onExitCode"]) for one in outcomes if one["action"] == "EXIT"]
    assert stopped == [codes[InputError], codes[SetupError]]
    assert outcomes[-1] == {"onReason": "*", "action": "RETRY"}
