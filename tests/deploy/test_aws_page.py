"""The page "Gumsole on AWS": each figure on it is what the table of prices makes of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import botocore.session
import pytest

from gumsole.planning import Workload, plan, shipped_prices
from gumsole.planning.cluster import BUSY
from gumsole.planning.front import (
    MEAN_SHARE,
    SEARCHES_PER_CORE_S,
    TASK_VCPU,
    UNIT_BYTES_H,
    UPLOAD_BYTES,
    task_usd_hour,
)
from gumsole.planning.prices import Machine
from tests.deploy.template import load, roles

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "aws.md").read_text("utf-8")
PRICES = shipped_prices()
RATES, HOURS = PRICES.rates, PRICES.hours_per_month
STACK = load()
SEARCHES = 100_000
LOG_BYTES = 1_000


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def usd(value: float) -> str:
    return f"${value:,.2f}"


def default(parameter: str) -> str:
    return str(STACK["Parameters"][parameter]["Default"])


def called(machines: tuple[Machine, ...], name: str) -> Machine:
    return next(one for one in machines if one.name == name)


def stack_rows() -> list[tuple[str, str, float]]:
    """What the stack costs a month as it is, by part: arithmetic and dollars."""
    resources = STACK["Resources"]
    node, master = called(PRICES.opensearch, default("NodeType")), PRICES.masters[0]
    redis = called(PRICES.redis, resources["Redis"]["Properties"]["CacheNodeType"])
    nodes, disk, tasks = int(default("Nodes")), int(default("NodeDiskGiB")), int(default("Tasks"))
    masters = resources["Domain"]["Properties"]["ClusterConfig"]["DedicatedMasterCount"]
    endpoints = sum(
        len(one["Properties"]["SubnetIds"])
        for one in resources.values()
        if one["Type"] == "AWS::EC2::VPCEndpoint" and one["Properties"]["VpcEndpointType"] == "Interface"
    )
    alarms = sum(one["Type"] == "AWS::CloudWatch::Alarm" for one in resources.values())
    units = SEARCHES * UPLOAD_BYTES / HOURS / UNIT_BYTES_H
    hourly = f"{HOURS:g} h"
    vcpu, gb = RATES["fargate_vcpu_hour"], RATES["fargate_gb_hour"]
    balancer, unit = RATES["load_balancer_hour"], RATES["load_balancer_unit_hour"]
    key, logs, alarm = RATES["kms_key_month"], RATES["logs_gb"], RATES["alarm_month"]
    return [
        (
            f"OpenSearch, {nodes} {node.name}",
            f"{nodes} × {hourly} × ${node.usd_per_hour:g}",
            PRICES.a_month(node, nodes),
        ),
        (
            f"OpenSearch, {masters} masters {master.name}",
            f"{masters} × {hourly} × ${master.usd_per_hour:g}",
            PRICES.a_month(master, masters),
        ),
        (
            "OpenSearch, volumes",
            f"{nodes} × {disk} GiB × ${RATES['opensearch_gp3_gb_month']:g}",
            nodes * disk * RATES["opensearch_gp3_gb_month"],
        ),
        (
            f"{tasks} servers, 2 vCPU and 4 GB",
            f"{tasks} × {hourly} × (2 × ${vcpu:g} + 4 × ${gb:g})",
            tasks * HOURS * task_usd_hour(PRICES),
        ),
        (
            f"Redis, 2 {redis.name}",
            f"2 × {hourly} × ${redis.usd_per_hour:g}",
            PRICES.a_month(redis, 2),
        ),
        (
            "Load balancer",
            f"{hourly} × (${balancer:g} + {units:.3f} LCU × ${unit:g})",
            HOURS * (balancer + units * unit),
        ),
        (
            "Endpoints of AWS services",
            f"{endpoints} × {hourly} × ${RATES['endpoint_hour']:g}",
            endpoints * HOURS * RATES["endpoint_hour"],
        ),
        (
            "Key, logs, alarms",
            f"${key:g} + {SEARCHES:,} × 1 kB × ${logs:g}/GB + {alarms} × ${alarm:g}",
            key + SEARCHES * LOG_BYTES / 1e9 * logs + alarms * alarm,
        ),
    ]


STACK_USD = sum(dollars for _, _, dollars in stack_rows())


def test_the_stack_is_priced_part_by_part() -> None:
    for what, arithmetic, dollars in stack_rows():
        assert row(what, arithmetic, usd(dollars)) in PAGE
    assert row("**the stack**", "all of it", f"**{usd(STACK_USD)}**") in PAGE


def test_one_machine_is_priced_as_it_is_planned() -> None:
    mean_per_s = SEARCHES / HOURS / 3600
    made = plan(Workload(100_000, mean_per_s / MEAN_SHARE), PRICES)
    assert made.embedded is not None
    machine, disk = made.embedded.machine, made.embedded.disk_gib
    arithmetic = f"{HOURS:g} h × ${machine.usd_per_hour:g} + {disk} GiB × ${RATES['ec2_gp3_gb_month']:g}"
    assert row(f"One {machine.name}, embedded engine", arithmetic, usd(made.embedded.usd_a_month)) in PAGE


def test_what_an_adapter_adds_is_priced_by_the_photo() -> None:
    titan = SEARCHES * RATES["titan_image"]
    assert (
        row("Titan embeds uploads", f"{SEARCHES:,} × ${RATES['titan_image']:.5f}", f"+ {usd(titan)}") in PAGE
    )
    labels, properties = RATES["rekognition_labels_image"], RATES["rekognition_properties_image"]
    arithmetic = f"{SEARCHES:,} × (${labels:g} + ${properties:g})"
    added = f"+ {usd(SEARCHES * (labels + properties))}"
    assert row("Rekognition labels uploads", arithmetic, added) in PAGE


def test_what_a_busy_stack_pays_for_100_000_searches() -> None:
    # The two servers at the load they are planned for: two thirds of the time idle, and .6 busy at most.
    tasks = int(default("Tasks"))
    busiest = tasks * TASK_VCPU * SEARCHES_PER_CORE_S * BUSY
    searches = busiest * MEAN_SHARE * HOURS * 3600
    units = busiest * MEAN_SHARE * 3600 * UPLOAD_BYTES / UNIT_BYTES_H
    idle_units = SEARCHES * UPLOAD_BYTES / HOURS / UNIT_BYTES_H
    month = STACK_USD + (units - idle_units) * HOURS * RATES["load_balancer_unit_hour"]
    month += (searches - SEARCHES) * LOG_BYTES / 1e9 * RATES["logs_gb"]
    assert f"{busiest:.1f} searches a second at the busiest time" in PAGE
    assert f"{searches / 1e6:.0f} million a month" in PAGE
    each = usd(month / searches * SEARCHES)
    assert f"**{each}** for 100,000" in PAGE
    assert f"the stack at most {each}" in PAGE


@pytest.fixture
def guidance() -> dict[str, float]:
    """The lines of the guidance's own table, as the page repeats them."""
    section = PAGE.split("## Beside the public guidance")[1]
    return {
        what: float(dollars)
        for what, _, dollars in re.findall(r"^\| (.+?) \| (.+?) \| \$([\d.]+) \|$", section, re.MULTILINE)
    }


def test_the_guidances_table_adds_up_to_what_the_page_says(guidance: dict[str, float]) -> None:
    assert len(guidance) == 5
    assert f"add up to **{usd(sum(guidance.values()))}**" in PAGE
    assert "$412.43" in PAGE
    growing = sum(dollars for what, dollars in guidance.items() if what != "OpenSearch Serverless")
    assert f"**{usd(growing)}** grow" in PAGE
    assert f"100,000 cost the guidance {usd(growing)}" in PAGE
    assert f"the stack ({usd(STACK_USD)})" in PAGE
    assert f"{usd(guidance['OpenSearch Serverless'])} are paid at once" in PAGE


def test_lines_of_the_guidance_that_state_their_arithmetic_are_right(guidance: dict[str, float]) -> None:
    assert guidance["API Gateway"] == pytest.approx(
        SEARCHES / 1e6 * RATES["api_gateway_million_calls"], abs=0.005
    )
    assert guidance["Bedrock, Titan embeddings"] == pytest.approx(
        SEARCHES * RATES["titan_image"] + 1_200_000 / 1000 * RATES["titan_thousand_tokens"], abs=0.005
    )
    serverless = (
        2 * HOURS * RATES["opensearch_serverless_unit_hour"] + RATES["opensearch_serverless_gb_month"]
    )
    assert guidance["OpenSearch Serverless"] == pytest.approx(serverless, abs=0.005)


def test_prices_are_dated_on_the_page() -> None:
    assert f"{PRICES.region}, {PRICES.as_of}" in PAGE


def test_the_page_names_each_role_and_what_it_may() -> None:
    for name, role in roles(STACK).items():
        (line,) = [line for line in PAGE.split("\n") if line.startswith(f"| `gumsole-{name.lower()}`")]
        allowed = {action for one in role if one.effect == "Allow" for action in one.actions}
        named = set(re.findall(r"`([a-z0-9]+:[A-Za-z]+)`", line))
        assert named == allowed, name


def test_the_opt_out_policy_is_one_that_organizations_know() -> None:
    policy = json.loads((ROOT / "deploy" / "aws" / "ai-opt-out.json").read_text("utf-8"))
    assert policy == {"services": {"default": {"opt_out_policy": {"@@assign": "optOut"}}}}
    model = botocore.session.get_session().get_service_model("organizations")
    kinds = model.operation_model("CreatePolicy").input_shape.members["Type"].enum
    assert "AISERVICES_OPT_OUT_POLICY" in kinds
    assert PAGE.count("AISERVICES_OPT_OUT_POLICY") == 2
