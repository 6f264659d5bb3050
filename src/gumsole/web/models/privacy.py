"""What shoppers are told of their photos."""

from __future__ import annotations

from pydantic import Field

from gumsole.web.models.answers import Model


class KeptView(Model):
    """One thing that is kept of shoppers."""

    name: str = Field(examples=["ranked-lists"])
    what: str = Field(description="In plain words.")
    seconds: float = Field(description="For how long at most.")


class PrivacyView(Model):
    """Why photos are looked at, what is kept and for how long, and who else sees them."""

    purpose: str
    uploads_kept_seconds: float = Field(description="0: a photo is held in memory while it is searched with.")
    kept: list[KeptView] = Field(description="All that is kept; what is not named here is not.")
    processors: list[str] = Field(
        description="Others who are given photos, where and what for; empty where there are none."
    )
    faces: str
