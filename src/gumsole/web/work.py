"""Work that waits for a disk or a processor, kept off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from fastapi import Request

from gumsole.web.door import service_of
from gumsole.web.service import Service

Result = TypeVar("Result")


async def on_thread(request: Request, work: Callable[[Service], Result]) -> Result:
    """Do short work on one of the threads that answer."""
    service = service_of(request)
    return await asyncio.get_running_loop().run_in_executor(service.pool, work, service)
