"""The CloudFormation stack: it is one, its roles may what they must and no more, all of it is encrypted."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gumsole.cli.serve import PORT
from gumsole.settings import ENVIRONMENT_PREFIX, documented
from tests.deploy.template import TEMPLATE, face_actions, findings, load, may, roles, statements, writes

STACK = load()
RESOURCES: dict[str, dict[str, Any]] = STACK["Resources"]
DOCKERFILE = (Path(__file__).parents[2] / "deploy" / "Dockerfile").read_text("utf-8")
PEOPLE_AND_PROGRAMS = ("Searcher", "Indexer", "Analyst", "Operator")


def of_type(kind: str) -> dict[str, dict[str, Any]]:
    found = {name: one["Properties"] for name, one in RESOURCES.items() if one["Type"] == f"AWS::{kind}"}
    assert found, kind
    return found


def test_it_is_a_template() -> None:
    linter = Path(sys.executable).parent / "cfn-lint"
    done = subprocess.run([linter, str(TEMPLATE)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_policies_name_their_actions_deny_faces_and_searchers_write_nothing() -> None:
    assert len(list(statements(RESOURCES))) > 30
    assert findings(STACK) == []


def test_the_list_of_face_operations_is_that_of_the_service() -> None:
    known = face_actions()
    assert {
        "rekognition:CompareFaces",
        "rekognition:DetectFaces",
        "rekognition:CreateFaceLivenessSession",
    } <= known
    assert {"rekognition:SearchUsersByImage", "rekognition:RecognizeCelebrities"} <= known
    assert not {"rekognition:DetectLabels", "rekognition:DetectModerationLabels"} & known
    assert len(known) >= 25


@pytest.mark.parametrize("name", [*PEOPLE_AND_PROGRAMS, "Execution"])
def test_no_role_may_look_at_faces_even_if_it_were_allowed(name: str) -> None:
    role = roles(STACK)[name]
    generous = [*role, *(one for one in role if one.effect == "Deny")]
    assert not [action for action in face_actions() if may(generous, action)]


def planted_wildcard(stack: dict[str, Any]) -> None:
    policy = stack["Resources"]["Indexer"]["Properties"]["Policies"][0]["PolicyDocument"]
    policy["Statement"][0]["Action"] = "es:ESHttp*"


def planted_wildcard_in_the_key(stack: dict[str, Any]) -> None:
    stack["Resources"]["Key"]["Properties"]["KeyPolicy"]["Statement"][0]["Action"] = ["kms:*"]


def planted_missing_deny(stack: dict[str, Any]) -> None:
    del stack["Resources"]["Analyst"]["Properties"]["ManagedPolicyArns"]


def planted_shorter_deny(stack: dict[str, Any]) -> None:
    policy = stack["Resources"]["NoFaces"]["Properties"]["PolicyDocument"]
    policy["Statement"][0]["Action"].remove("rekognition:SearchUsers")


def planted_deny_with_a_condition(stack: dict[str, Any]) -> None:
    policy = stack["Resources"]["NoFaces"]["Properties"]["PolicyDocument"]
    policy["Statement"][0]["Condition"] = {"Bool": {"aws:SecureTransport": "false"}}


def planted_write(stack: dict[str, Any]) -> None:
    policy = stack["Resources"]["Searcher"]["Properties"]["Policies"][0]["PolicyDocument"]
    policy["Statement"][0]["Action"] = ["es:ESHttpGet", "es:ESHttpPut"]


def planted_post_anywhere(stack: dict[str, Any]) -> None:
    policy = stack["Resources"]["Searcher"]["Properties"]["Policies"][0]["PolicyDocument"]
    policy["Statement"][1]["Resource"] = {"Sub": "${Domain.Arn}/gumsole*"}


def planted_not_action(stack: dict[str, Any]) -> None:
    policy = stack["Resources"]["Operator"]["Properties"]["Policies"][0]["PolicyDocument"]
    policy["Statement"].append({"Effect": "Allow", "NotAction": ["iam:CreateUser"], "Resource": "*"})


@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (planted_wildcard, "by a pattern"),
        (planted_wildcard_in_the_key, "by a pattern"),
        (planted_missing_deny, "Analyst: does not deny rekognition:CompareFaces"),
        (planted_shorter_deny, "does not deny rekognition:SearchUsers"),
        (planted_deny_with_a_condition, "does not deny"),
        (planted_write, "may write: es:ESHttpPut"),
        (planted_post_anywhere, "may write: es:ESHttpPost"),
        (planted_not_action, "what it is not for"),
    ],
)
def test_what_would_be_wrong_is_found(plant: Any, found: str) -> None:
    stack = copy.deepcopy(STACK)
    plant(stack)
    assert any(found in one for one in findings(stack))


@pytest.mark.parametrize(
    ("role", "action", "path", "allowed"),
    [
        ("Searcher", "es:ESHttpPost", "Domain/gumsole-v3/_search", True),
        ("Searcher", "es:ESHttpGet", "Domain/gumsole-p1-000001/_doc/position", True),
        ("Searcher", "es:ESHttpGet", "Domain/_alias/gumsole-p1", True),
        ("Searcher", "es:ESHttpPost", "Domain/gumsole-v3/_bulk", False),
        ("Searcher", "es:ESHttpPost", "Domain/gumsole-v3/_doc", False),
        ("Searcher", "es:ESHttpPost", "Domain/gumsole-v3/_update/1", False),
        ("Searcher", "es:ESHttpPost", "Domain/gumsole-v3/_delete_by_query", False),
        ("Searcher", "es:ESHttpPut", "Domain/gumsole-v4", False),
        ("Searcher", "es:ESHttpDelete", "Domain/gumsole-v3", False),
        ("Searcher", "es:ESHttpPost", "Domain/_aliases", False),
        ("Searcher", "s3:GetObject", "Catalog/feed.xml", False),
        ("Indexer", "es:ESHttpPost", "Domain/gumsole-v3/_bulk", True),
        ("Indexer", "es:ESHttpPut", "Domain/gumsole-v4", True),
        ("Indexer", "es:ESHttpPost", "Domain/_aliases", True),
        ("Indexer", "s3:GetObject", "Catalog/feed.xml", True),
        ("Indexer", "s3:GetObject", "Backups/monday.gumsole", False),
        ("Indexer", "s3:PutObject", "Catalog/feed.xml", False),
        ("Indexer", "es:ESHttpDelete", "Domain/_all", False),
        ("Analyst", "logs:StartQuery", "ServerLogs", True),
        ("Analyst", "es:ESHttpPost", "Domain/gumsole/_search", False),
        ("Analyst", "s3:GetObject", "Catalog/feed.xml", False),
        ("Operator", "ecs:UpdateService", "*", False),
        ("Operator", "s3:PutObject", "Backups/monday.gumsole", True),
        ("Operator", "es:ESHttpGet", "Domain/_cluster/health", True),
        ("Operator", "es:ESHttpGet", "Domain/gumsole/_doc/1", False),
        ("Operator", "rekognition:DetectLabels", "anything", False),
    ],
)
def test_a_role_may_what_it_is_for(role: str, action: str, path: str, *, allowed: bool) -> None:
    assert may(roles(STACK)[role], action, path) is allowed


def test_programs_take_programs_roles_and_people_need_a_second_factor() -> None:
    for name in ("Searcher", "Indexer", "Execution"):
        (trust,) = RESOURCES[name]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
        assert trust["Principal"] == {"Service": "ecs-tasks.amazonaws.com"}
        assert trust["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    for name in ("Analyst", "Operator"):
        (trust,) = RESOURCES[name]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
        assert trust["Condition"] == {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


def test_an_operator_hands_over_no_more_than_the_roles_of_an_ingest() -> None:
    (passing,) = [one for one in roles(STACK)["Operator"] if "iam:PassRole" in one.actions]
    assert set(passing.resources) == {"Indexer", "Execution"}
    assert passing.raw["Condition"] == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}


def test_all_that_rests_is_encrypted_with_the_one_key() -> None:
    key = {"GetAtt": "Key.Arn"}
    for bucket in of_type("S3::Bucket").values():
        (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert rule["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}
    (domain,) = of_type("OpenSearchService::Domain").values()
    assert domain["EncryptionAtRestOptions"] == {"Enabled": True, "KmsKeyId": key}
    (redis,) = of_type("ElastiCache::ReplicationGroup").values()
    assert (redis["AtRestEncryptionEnabled"], redis["KmsKeyId"]) == (True, key)
    assert all(group["KmsKeyId"] == key for group in of_type("Logs::LogGroup").values())
    assert all(topic["KmsMasterKeyId"] == {"Ref": "Key"} for topic in of_type("SNS::Topic").values())
    assert all(one["EnableKeyRotation"] is True for one in of_type("KMS::Key").values())


def test_all_that_travels_is_encrypted() -> None:
    (domain,) = of_type("OpenSearchService::Domain").values()
    assert domain["DomainEndpointOptions"]["EnforceHTTPS"] is True
    assert domain["NodeToNodeEncryptionOptions"] == {"Enabled": True}
    assert "1-2" in domain["DomainEndpointOptions"]["TLSSecurityPolicy"]
    (redis,) = of_type("ElastiCache::ReplicationGroup").values()
    assert redis["TransitEncryptionEnabled"] is True
    listeners = of_type("ElasticLoadBalancingV2::Listener").values()
    for listener in listeners:
        (action,) = listener["DefaultActions"]
        assert listener["Protocol"] == "HTTPS" or action["RedirectConfig"]["Protocol"] == "HTTPS"
    guarded = {
        policy["Bucket"]["Ref"]
        for policy in of_type("S3::BucketPolicy").values()
        for one in policy["PolicyDocument"]["Statement"]
        if one["Effect"] == "Deny" and one["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    }
    assert guarded == set(of_type("S3::Bucket"))


def test_only_the_load_balancer_is_open_to_the_world() -> None:
    for name, group in of_type("EC2::SecurityGroup").items():
        ports = {
            rule["FromPort"] for rule in group["SecurityGroupIngress"] if rule.get("CidrIp") == "0.0.0.0/0"
        }
        assert ports == ({443, 80} if name == "BalancerGuard" else set()), name
    for bucket in of_type("S3::Bucket").values():
        assert all(bucket["PublicAccessBlockConfiguration"].values())
        assert bucket["LifecycleConfiguration"]["Rules"]
    (service,) = of_type("ECS::Service").values()
    assert service["NetworkConfiguration"]["AwsvpcConfiguration"]["AssignPublicIp"] == "DISABLED"


def test_the_network_has_no_way_out_unless_asked_for() -> None:
    out = [name for name, one in RESOURCES.items() if one.get("Condition") == "WayOut"]
    assert set(out) == {"OutAddress", "OutGateway", "OutRoute"}
    assert STACK["Parameters"]["CatalogFromInternet"]["Default"] == "false"
    (rekognition,) = [
        one for one in of_type("EC2::VPCEndpoint").values() if "rekognition" in one["ServiceName"]["Sub"]
    ]
    (statement,) = rekognition["PolicyDocument"]["Statement"]
    assert statement["Action"] == ["rekognition:DetectLabels", "rekognition:DetectModerationLabels"]


def test_tasks_run_the_image_as_it_promises() -> None:
    (user,) = re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE)
    for task in of_type("ECS::TaskDefinition").values():
        (container,) = task["ContainerDefinitions"]
        assert container["ReadonlyRootFilesystem"] is True
        assert container["User"] == user
        assert container["LinuxParameters"]["Capabilities"] == {"Drop": ["ALL"]}
        assert {point["ContainerPath"] for point in container["MountPoints"]} == {"/var/lib/gumsole", "/tmp"}
        assert task["RequiresCompatibilities"] == ["FARGATE"]
    (server,) = RESOURCES["ServerTask"]["Properties"]["ContainerDefinitions"]
    assert server["PortMappings"] == [{"ContainerPort": PORT}]
    assert RESOURCES["ServerTask"]["Properties"]["TaskRoleArn"] == {"GetAtt": "Searcher.Arn"}
    assert RESOURCES["IngestTask"]["Properties"]["TaskRoleArn"] == {"GetAtt": "Indexer.Arn"}


def test_tasks_are_given_settings_that_there_are_and_no_secret() -> None:
    known = {f"{ENVIRONMENT_PREFIX}{key.upper()}" for key, _, _ in documented()}
    for task in of_type("ECS::TaskDefinition").values():
        (container,) = task["ContainerDefinitions"]
        given = {one["Name"] for one in container.get("Environment", ())}
        assert given <= known
    assert not re.search(r"password|AuthToken|MasterUser|AKIA", TEMPLATE.read_text("utf-8"), re.IGNORECASE)


def test_what_holds_the_stores_truth_outlives_the_stack() -> None:
    for name, one in RESOURCES.items():
        if one["Type"] in ("AWS::S3::Bucket", "AWS::OpenSearchService::Domain", "AWS::KMS::Key"):
            assert (one["DeletionPolicy"], one["UpdateReplacePolicy"]) == ("Retain", "Retain"), name


def test_every_alarm_reaches_somebody_and_says_what_it_means() -> None:
    alarms = of_type("CloudWatch::Alarm")
    assert {"ServerErrors", "SlowAnswers", "LostServers", "IndexRed", "IndexDisk", "IndexKey"} <= set(alarms)
    for alarm in alarms.values():
        assert alarm["AlarmActions"] == [{"Ref": "Alarms"}]
        assert alarm["AlarmDescription"]


def test_what_writes_is_told_from_what_reads() -> None:
    assert list(writes(roles(STACK)["Searcher"])) == []
    assert {action for action, _ in writes(roles(STACK)["Indexer"])} >= {"es:ESHttpPut", "es:ESHttpDelete"}
