"""What goes wrong at AWS, sorted by who can act."""

from __future__ import annotations

from typing import Any

from gumsole.aws.operations import Operation
from gumsole.errors import BadPhoto, GumsoleError, NotFound, PhotoFault, ServiceDown, ServiceRefused

# Error codes of the service models, read in botocore's.
PASSING = frozenset({
    "InternalError", "InternalServerError", "InternalServerException", "ModelErrorException",
    "ModelNotReadyException", "ModelTimeoutException", "ProvisionedThroughputExceededException",
    "RequestLimitExceeded", "RequestTimeout", "ServiceQuotaExceededException", "ServiceUnavailable",
    "ServiceUnavailableException", "SlowDown", "Throttling", "ThrottlingException",
    "TooManyRequestsException",
})  # fmt: skip
PHOTO = frozenset({
    "ImageTooLargeException", "InvalidImageFormatException", "InvalidParameterException",
    "ValidationException",
})  # fmt: skip
MISSING = frozenset({"404", "NoSuchBucket", "NoSuchKey"})
DENIED = frozenset({"403", "AccessDenied", "AccessDeniedException"})
NOT_MODIFIED = 304
TOO_MANY, SERVER_FAULT = 429, 500


class Denied(ServiceRefused):
    """The credentials are good, and do not allow this."""


class NotModified(Exception):
    """The object is as it was known."""


class MayPass(Exception):
    """Something that another attempt may not meet."""


def fault_of(operation: Operation, response: dict[str, Any]) -> Exception:
    """What an error response of AWS means: `MayPass`, `NotModified` or an error of the tree."""
    error, status = response.get("Error", {}), response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    code, message = str(error.get("Code", "")), str(error.get("Message", "")) or "no reason given"
    if status == NOT_MODIFIED:
        return NotModified()
    if code in PASSING or status == TOO_MANY or status >= SERVER_FAULT:
        return MayPass(f"answered {code or status}")
    return _lasting(operation, code, message)


def _lasting(operation: Operation, code: str, message: str) -> GumsoleError:
    if code in DENIED:
        return Denied(f"AWS denies {operation.action} ({message}); allow it in the role's policy")
    if code in MISSING:
        return NotFound(f"AWS has no such thing ({code})")
    if code == "ImageTooLargeException":
        return BadPhoto(f"{operation.action} finds the photo too large", PhotoFault.TOO_LARGE)
    if code in PHOTO and "model identifier" not in message:
        return BadPhoto(f"{operation.action} takes no such photo: {message}")
    return ServiceRefused(f"AWS refuses {operation.action}: {code}: {message}; check credentials and region")


def unreachable(operation: Operation, why: object, attempts: int, *, retry_after_s: float) -> ServiceDown:
    """What is told when there are no more attempts."""
    return ServiceDown(
        f"{operation.action} {why} ({attempts} attempts); try again later", retry_after_s=retry_after_s
    )
