"""Routes about exports: a whole audit as a file."""

from __future__ import annotations

from typing import Any

from ninja import Router

from footfall.apps.accounts.api.caller import ApiRequest, Needs
from footfall.apps.accounts.api.shapes import Shown
from footfall.apps.accounts.rights import Right
from footfall.apps.sites.models import ExportForm

router = Router(tags=["exports"])
READ = Needs(Right.SEE)


class FormatOut(Shown):
    """What an audit can be exported as."""

    format: str
    """The ending of the file's name."""
    name: str


@router.get("/formats", response=list[FormatOut], auth=READ, operation_id="list_formats")
def list_formats(request: ApiRequest) -> list[dict[str, Any]]:  # noqa: ARG001
    """What an audit can be exported as."""
    return [{"format": form.value, "name": str(form.label)} for form in ExportForm]
