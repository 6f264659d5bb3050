"""The one list of what Gumsole may ask of AWS; whatever is not on it is refused before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from gumsole.errors import ServiceRefused

TITAN = "amazon.titan-embed-image-v1"


class Operation(Enum):
    """An operation by its service and its name there."""

    DETECT_LABELS = ("rekognition", "DetectLabels")
    DETECT_MODERATION_LABELS = ("rekognition", "DetectModerationLabels")
    INVOKE_MODEL = ("bedrock-runtime", "InvokeModel")
    GET_OBJECT = ("s3", "GetObject")
    # What the SDK asks by itself where credentials come by a role or a sign-in.
    ASSUME_ROLE = ("sts", "AssumeRole")
    ASSUME_ROLE_WITH_WEB_IDENTITY = ("sts", "AssumeRoleWithWebIdentity")
    ROLE_CREDENTIALS = ("sso", "GetRoleCredentials")
    CREATE_TOKEN = ("sso-oidc", "CreateToken")

    @property
    def service(self) -> str:
        """The service's name in the SDK."""
        return str(self.value[0])

    @property
    def action(self) -> str:
        """What a policy of IAM calls it."""
        return f"{self.service.removesuffix('-runtime')}:{self.value[1]}"


# Those that our own code asks; a policy of IAM has to allow the ones in use.
ASKED = (
    Operation.DETECT_LABELS,
    Operation.DETECT_MODERATION_LABELS,
    Operation.INVOKE_MODEL,
    Operation.GET_OBJECT,
)


def refuse_unlisted(params: Mapping[str, Any], model: Any, **_: object) -> None:
    """Refuse what is not on the list; the SDK calls it before it builds a request, for every client.

    Raises
    ------
    ServiceRefused
        If the operation is not on the list, or it would invoke another model than Titan's.
    """
    asked = (model.service_model.service_name, model.name)
    if asked not in {operation.value for operation in Operation}:
        raise ServiceRefused(f"{asked[0]}:{asked[1]} is not on the list of what Gumsole may ask of AWS")
    if asked == Operation.INVOKE_MODEL.value and params.get("modelId") != TITAN:
        raise ServiceRefused(f"Gumsole invokes {TITAN} alone, not {params.get('modelId')!r}")
