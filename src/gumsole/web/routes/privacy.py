"""What a storefront shows its shoppers before they send a photo."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gumsole.web.door import service_of
from gumsole.web.models.privacy import KeptView, PrivacyView

router = APIRouter(prefix="/v1", tags=["operation"])

PURPOSE = "A photo is looked at for one purpose: to find products of this store that look like what it shows."
FACES = "Faces are not detected, compared or identified."
# It changes when the operator changes a setting and starts the server anew.
CACHED = "public, max-age=300"
UPLOADS = "uploads"


@router.get("/privacy")
async def privacy(request: Request, response: Response) -> PrivacyView:
    """State purpose, retention and processors; no key is asked."""
    service = service_of(request)
    kept = [place.kept for place in service.kept]
    response.headers["Cache-Control"] = CACHED
    return PrivacyView(
        purpose=PURPOSE,
        uploads_kept_seconds=max((one.seconds for one in kept if one.name == UPLOADS), default=0.0),
        kept=[KeptView(name=one.name, what=one.what, seconds=one.seconds) for one in kept if one.seconds],
        processors=list(service.processors),
        faces=FACES,
    )
