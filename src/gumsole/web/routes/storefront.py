"""The web component, as pages of any store load it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gumsole.web.assets import COMPONENT, asset

router = APIRouter(prefix="/storefront", include_in_schema=False)


@router.get("/component/{name:path}")
async def component(request: Request, name: str) -> Response:
    """Send a module, style sheet or text of the component; no key is asked."""
    return asset(COMPONENT, name).answer(request)
