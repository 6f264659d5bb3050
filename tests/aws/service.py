"""AWS on loopback: verifies each signature, and holds request and answer against the SDK's own models."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.model import OperationModel
from botocore.validate import ParamValidator

REGION = "eu-central-1"
KEY_ID, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": KEY_ID,
    "AWS_SECRET_ACCESS_KEY": SECRET,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/nowhere",
    "AWS_SHARED_CREDENTIALS_FILE": "/nowhere",
}
_SIGNED = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d+)/([^/]+)/([^/]+)/aws4_request, "
    r"SignedHeaders=([^,]+), Signature=([0-9a-f]{64})"
)

# An answer, or an error as (status, code).
Answer = dict[str, Any] | tuple[int, str] | bytes


class Aws(ThreadingHTTPServer):
    """Answers by operation with functions of its parameters; remembers what it was asked."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Callable[[dict[str, Any]], Answer]] = {}
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.faults: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self.lock = threading.Lock()

    @property
    def environ(self) -> dict[str, str]:
        """The environment in which the SDK asks this server."""
        url = f"http://127.0.0.1:{self.server_port}"
        services = ("REKOGNITION", "BEDROCK_RUNTIME")
        return CREDENTIALS | {f"AWS_ENDPOINT_URL_{service}": url for service in services}

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up on purpose are no news."""


@contextmanager
def aws() -> Iterator[Aws]:
    """A running server; afterwards it must have found no fault in any request or answer."""
    server = Aws()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert not server.faults


class _Handler(BaseHTTPRequestHandler):
    server: Aws
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        server, body = self.server, self.rfile.read(int(self.headers["content-length"]))
        with server.lock:
            server.at_once += 1
            server.most_at_once = max(server.most_at_once, server.at_once)
        try:
            model, params = self._asked(body)
            with server.lock:
                server.asked.append((model.name, params))
                if fault := self._fault(body) or invalid(params, model.input_shape):
                    server.faults.append(fault)
            self._answer(model, server.answers[model.name](params))
        finally:
            with server.lock:
                server.at_once -= 1

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class's name
        """Quiet."""

    def _asked(self, body: bytes) -> tuple[OperationModel, dict[str, Any]]:
        if invoked := re.fullmatch(r"/model/([^/]+)/invoke", self.path):
            params = {
                "modelId": invoked[1],
                "body": body,
                "contentType": self.headers["content-type"],
                "accept": self.headers["accept"],
            }
            return operation("bedrock-runtime", "InvokeModel"), params
        params = json.loads(body)
        params["Image"]["Bytes"] = base64.b64decode(params["Image"]["Bytes"], validate=True)
        target, _, name = self.headers["x-amz-target"].partition(".")
        assert target == "RekognitionService"
        return operation("rekognition", name), params

    def _fault(self, body: bytes) -> str:
        """What is wrong with the signature."""
        signed = _SIGNED.fullmatch(self.headers["authorization"] or "")
        if not signed:
            return f"not signed: {self.headers['authorization']}"
        key_id, _, region, service, names, signature = signed.groups()
        headers = {name: self.headers[name] for name in names.split(";")}
        request = AWSRequest(
            method="POST", url=f"http://{self.headers['host']}{self.path}", data=body, headers=headers
        )
        request.context["timestamp"] = self.headers["x-amz-date"]
        signer = SigV4Auth(Credentials(KEY_ID, SECRET), service, region)
        expected = signer.signature(
            signer.string_to_sign(request, signer.canonical_request(request)), request
        )
        known = {"rekognition", "bedrock"}
        if (key_id, region, signature) != (KEY_ID, REGION, expected) or service not in known:
            return f"signed wrongly: {signed[0]}"
        return ""

    def _answer(self, model: OperationModel, answer: Answer) -> None:
        status, headers = 200, {"content-type": "application/x-amz-json-1.1"}
        if isinstance(answer, bytes):
            data = answer
        elif isinstance(answer, tuple):
            status, code = answer
            data = json.dumps({"__type": code, "message": f"made to answer {code}"}).encode()
            headers["x-amzn-errortype"] = code
        else:
            if fault := invalid(answer, model.output_shape):
                self.server.faults.append(fault)
            headers["content-type"] = str(answer.get("contentType", headers["content-type"]))
            data = answer["body"] if "body" in answer else json.dumps(answer).encode()
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


@lru_cache
def operation(service: str, name: str) -> OperationModel:
    """What the SDK knows of an operation."""
    return botocore.session.get_session().get_service_model(service).operation_model(name)


def invalid(params: dict[str, Any], shape: Any) -> str:
    """What of the parameters is not as the model has it, sizes of bytes included; empty where all is."""
    report = str(ParamValidator().validate(params, shape).generate_report())
    for name, value in params.items():
        member = shape.members.get(name)
        if isinstance(value, dict) and member is not None:
            report += invalid(value, member)
        elif isinstance(value, bytes) and member is not None and len(value) > member.metadata["max"]:
            report += f"{name} has {len(value)} bytes"
    return report
