"""Uploads are decoded behind a gate: in processes that hold nothing, can open nothing, and can be killed."""

from gumsole.web.gate.gate import Gate
from gumsole.web.gate.limits import GateLimits

__all__ = ["Gate", "GateLimits"]
