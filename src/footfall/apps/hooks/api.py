"""Routes about webhooks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Status
from pydantic import Field

from footfall.apps.accounts.api.caller import ApiRequest, Needs
from footfall.apps.accounts.api.limits import RARELY
from footfall.apps.accounts.api.shapes import Address, InPath, InQuery, Listed, Sent, Shown, listed
from footfall.apps.accounts.rights import Right
from footfall.apps.hooks import actions
from footfall.apps.hooks.events import Event
from footfall.apps.hooks.models import Attempt, Delivery, DeliveryState, Endpoint

router = Router(tags=["webhooks"], auth=Needs(Right.MANAGE), throttle=RARELY)


class WebhookIn(Sent):
    """Where to, and what of."""

    url: Address
    """Public, http or https."""
    events: list[Event] = Field(min_length=1, max_length=10)
    """Of audit.finished, audit.worse, audit.failed."""


class WebhookChange(Sent):
    """What is to change; the rest stays."""

    url: Address | None = None
    events: list[Event] | None = Field(None, min_length=1, max_length=10)
    active: bool | None = None


class WebhookOut(Shown):
    """An endpoint that is told of events."""

    id: int
    url: str
    events: list[str]
    active: bool
    failing_since: datetime | None
    turned_off_why: str
    """A sentence, where Footfall turned it off by itself."""
    made_at: datetime


class SecretOut(Shown):
    """The signing secret, which is shown this once."""

    secret: str


class WebhookMade(WebhookOut, SecretOut):
    """A new endpoint with its signing secret, which is shown this once."""


class DeliveryOut(Shown):
    """One event on its way to an endpoint."""

    id: int
    webhook: int
    message_id: str
    """The header webhook-id, the same however often it is repeated."""
    event: str
    state: DeliveryState
    tries: int
    made_at: datetime
    next_at: datetime | None
    """When it is tried next, while it waits."""
    problem: str


class AttemptOut(Shown):
    """One call."""

    began_at: datetime
    ended_at: datetime | None
    status: int | None
    answer: str
    """The first 2,000 bytes."""
    problem: str


class DeliveryDetail(DeliveryOut):
    """A delivery with what was sent, and its newest attempts."""

    body: str
    attempts: list[AttemptOut]


@router.get("/webhooks", response=Listed[WebhookOut], operation_id="list_webhooks")
def list_webhooks(request: ApiRequest, part: InQuery) -> dict[str, Any]:
    """All endpoints, the oldest first."""
    return listed(Endpoint.objects.filter(workspace=request.auth.workspace), part, _endpoint)


@router.post("/webhooks", response={201: WebhookMade}, operation_id="add_webhook")
def add_webhook(request: ApiRequest, data: WebhookIn) -> Status[dict[str, Any]]:
    """Add an endpoint. Keep the secret: it can't be shown again, only replaced."""
    caller = request.auth
    made, secret = actions.add_endpoint(caller.workspace, url=data.url, events=data.events, by=caller.by)
    return Status(201, {**_endpoint(made), "secret": secret})


@router.get("/webhooks/{webhook}", response=WebhookOut, operation_id="get_webhook")
def get_webhook(request: ApiRequest, webhook: InPath) -> dict[str, Any]:
    """One endpoint."""
    return _endpoint(_found(request, webhook))


@router.patch("/webhooks/{webhook}", response=WebhookOut, operation_id="change_webhook")
def change_webhook(request: ApiRequest, webhook: InPath, data: WebhookChange) -> dict[str, Any]:
    """Another address, other events, or on and off. Turning on forgets past failures."""
    found = _found(request, webhook)
    wanted = {"url": found.url, "events": found.events, "active": found.active}
    wanted |= {name: value for name, value in data.dict(exclude_unset=True).items() if value is not None}
    return _endpoint(actions.change_endpoint(found, **wanted, by=request.auth.by))


@router.delete("/webhooks/{webhook}", response={204: None}, operation_id="remove_webhook")
def remove_webhook(request: ApiRequest, webhook: InPath) -> Status[None]:
    """Remove an endpoint with its log."""
    actions.remove_endpoint(_found(request, webhook), request.auth.by)
    return Status(204, None)


@router.post("/webhooks/{webhook}/test", response={202: DeliveryOut}, operation_id="test_webhook")
def test_webhook(request: ApiRequest, webhook: InPath) -> Status[dict[str, Any]]:
    """Send a ping; look at the delivery for what was answered."""
    return Status(202, _delivery(actions.ping(_found(request, webhook), request.auth.by)))


@router.post("/webhooks/{webhook}/secret", response=SecretOut, operation_id="replace_webhook_secret")
def replace_secret(request: ApiRequest, webhook: InPath) -> dict[str, Any]:
    """A new signing secret. For a day the former one signs too."""
    return {"secret": actions.rotate_secret(_found(request, webhook), request.auth.by)}


@router.get("/webhooks/{webhook}/deliveries", response=Listed[DeliveryOut], operation_id="list_deliveries")
def list_deliveries(request: ApiRequest, webhook: InPath, part: InQuery) -> dict[str, Any]:
    """The log, the newest first; it goes back 30 days."""
    return listed(_found(request, webhook).deliveries.defer("body"), part, _delivery)


@router.get("/deliveries/{delivery}", response=DeliveryDetail, operation_id="get_delivery")
def get_delivery(request: ApiRequest, delivery: InPath) -> dict[str, Any]:
    """One delivery with what was sent and answered."""
    return _detail(_sent(request, delivery))


@router.post("/deliveries/{delivery}/repeat", response={202: DeliveryOut}, operation_id="repeat_delivery")
def repeat_delivery(request: ApiRequest, delivery: InPath) -> Status[dict[str, Any]]:
    """Send it once more, under the same message id. One that is on its way stays so."""
    return Status(202, _delivery(actions.redeliver(_sent(request, delivery), request.auth.by)))


def _found(request: ApiRequest, pk: int) -> Endpoint:
    return get_object_or_404(Endpoint.objects.select_related("workspace"), workspace=request.auth.workspace, pk=pk)


def _sent(request: ApiRequest, pk: int) -> Delivery:
    rows = Delivery.objects.select_related("endpoint__workspace")
    return get_object_or_404(rows, endpoint__workspace=request.auth.workspace, pk=pk)


def _endpoint(endpoint: Endpoint) -> dict[str, Any]:
    names = ("url", "events", "active", "failing_since", "turned_off_why", "made_at")
    return {"id": endpoint.pk, **{name: getattr(endpoint, name) for name in names}}


def _delivery(delivery: Delivery) -> dict[str, Any]:
    names = ("message_id", "event", "state", "tries", "made_at", "problem")
    waits = delivery.state == DeliveryState.WAITING
    return {
        "id": delivery.pk,
        "webhook": delivery.endpoint_id,
        "next_at": delivery.next_at if waits else None,
        **{name: getattr(delivery, name) for name in names},
    }


def _detail(delivery: Delivery) -> dict[str, Any]:
    attempts = [_attempt(one) for one in delivery.attempts.all()[:20]]
    return {**_delivery(delivery), "body": delivery.body, "attempts": attempts}


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {name: getattr(attempt, name) for name in ("began_at", "ended_at", "status", "answer", "problem")}
