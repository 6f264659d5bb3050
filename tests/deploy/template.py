"""A CloudFormation template as data, and what the policies in it allow."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import botocore.session
import yaml

TEMPLATE = Path(__file__).parents[2] / "deploy" / "aws" / "gumsole.yaml"

# What IAM calls operations on faces, people and who they are; botocore's model of Rekognition has them all.
OF_FACES = re.compile(r"Face|User|Liveness|Celebrit|Collection|Person|ProtectiveEquipment")
POLICIES = ("PolicyDocument", "KeyPolicy", "AssumeRolePolicyDocument", "AccessPolicies")


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    pass


def _intrinsic(loader: _Loader, suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return {suffix: loader.construct_scalar(node)}
    if isinstance(node, yaml.SequenceNode):
        return {suffix: loader.construct_sequence(node, deep=True)}
    assert isinstance(node, yaml.MappingNode)
    return {suffix: loader.construct_mapping(node, deep=True)}


_Loader.add_multi_constructor("!", _intrinsic)


def load(path: Path = TEMPLATE) -> dict[str, Any]:
    """The template; `!Ref X` is {"Ref": "X"}."""
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=_Loader)
    return loaded


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a policy, and where it stands."""

    where: str
    effect: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    raw: dict[str, Any]


def statements(node: Any, where: str = "") -> Iterator[Statement]:
    """Every statement of every policy below a node."""
    if isinstance(node, list):
        for at, child in enumerate(node):
            yield from statements(child, f"{where}/{at}")
    elif isinstance(node, dict):
        for key, child in node.items():
            if key in POLICIES:
                document = json.loads(child["Sub"]) if isinstance(child, dict) and "Sub" in child else child
                for raw in document["Statement"]:
                    yield _statement(raw, f"{where}/{key}")
            else:
                yield from statements(child, f"{where}/{key}")


def _statement(raw: dict[str, Any], where: str) -> Statement:
    return Statement(
        where, raw["Effect"], _texts(raw.get("Action", ())), _texts(raw.get("Resource", ())), raw
    )


def _texts(value: Any) -> tuple[str, ...]:
    """A text or several; `!Sub ${Domain.Arn}/x` and `!GetAtt Domain.Arn` are Domain/x and Domain."""
    several = value if isinstance(value, list | tuple) else [value]
    return tuple(_text(one) for one in several)


def _text(one: Any) -> str:
    if isinstance(one, str):
        return one
    ((_, value),) = one.items()
    return re.sub(r"\$\{(\w+)\.Arn\}", r"\1", value if "${" in value else value.removesuffix(".Arn"))


def roles(template: dict[str, Any]) -> dict[str, list[Statement]]:
    """What each role may do: its own policies and those that are attached to it."""
    resources = template["Resources"]
    found = {}
    for name, resource in resources.items():
        if resource["Type"] == "AWS::IAM::Role":
            properties = resource["Properties"]
            attached = [
                resources[one["Ref"]]["Properties"] for one in properties.get("ManagedPolicyArns", ())
            ]
            found[name] = list(statements([properties.get("Policies", []), *attached], name))
    return found


def may(role: list[Statement], action: str, resource: str = "anything") -> bool:
    """Whether a role may do it: some statement allows it, and none denies it."""
    effects = {
        one.effect
        for one in role
        if action in one.actions and any(fnmatchcase(resource, pattern) for pattern in one.resources)
    }
    return "Allow" in effects and "Deny" not in effects


def face_actions() -> set[str]:
    """Every operation of Rekognition on faces, people and who they are, as IAM names it."""
    names = botocore.session.get_session().get_service_model("rekognition").operation_names
    return {f"rekognition:{name}" for name in names if OF_FACES.search(name)}


def findings(template: dict[str, Any]) -> list[str]:
    """What is wrong with the policies of a template."""
    wrong = []
    for one in statements(template["Resources"]):
        if any(sign in action for action in one.actions for sign in "*?") or not one.actions:
            wrong.append(f"{one.where}: an action by a pattern: {one.actions}")
        if {"NotAction", "NotResource", "NotPrincipal"} & one.raw.keys():
            wrong.append(f"{one.where}: says what it is not for")
    for name, role in roles(template).items():
        denied = {
            action
            for one in role
            if one.effect == "Deny" and one.resources == ("*",) and "Condition" not in one.raw
            for action in one.actions
        }
        wrong += [f"{name}: does not deny {action}" for action in sorted(face_actions() - denied)]
    wrong += [f"Searcher: may write: {action} {path}" for action, path in writes(roles(template)["Searcher"])]
    return wrong


def writes(role: list[Statement]) -> Iterator[tuple[str, str]]:
    """What of a role changes the index, or reaches what shoppers' servers have no business with."""
    for one in role:
        for action in one.actions if one.effect == "Allow" else ():
            for path in one.resources:
                read = action == "es:ESHttpGet" or (
                    action == "es:ESHttpPost" and path.rsplit("/", 1)[-1] in ("_search", "_count", "_refresh")
                )
                sees = action in (
                    "rekognition:DetectLabels",
                    "rekognition:DetectModerationLabels",
                    "bedrock:InvokeModel",
                )
                if not read and not sees:
                    yield action, path
