"""Work that waits for a disk or a processor, kept off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from fastapi import Request

from gumsole.errors import IndexMismatch
from gumsole.web.door import service_of
from gumsole.web.service import OpenShop, Service
from gumsole.web.throttle import household

Result = TypeVar("Result")


async def on_thread(request: Request, work: Callable[[Service], Result]) -> Result:
    """Do short work on one of the threads that answer."""
    service = service_of(request)
    return await asyncio.get_running_loop().run_in_executor(service.pool, work, service)


async def computed(service: Service, client: str, work: Callable[[OpenShop], Result]) -> Result:
    """Work in the open store done on a thread, once there is room for it.

    Parameters
    ----------
    client : str
        Address of whoever waits for it.
    """

    def done() -> Result:
        shop = service.live.now
        try:
            return work(shop)
        except IndexMismatch:
            service.live.renew(instead_of=shop)
            return work(service.live.now)

    async with service.slots.taken(household(client)):
        return await asyncio.get_running_loop().run_in_executor(service.pool, done)
