"""API tokens of a workspace."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.actions.tokens import give_token, revoke_token
from footfall.apps.accounts.forms import TokenForm
from footfall.apps.accounts.rights import Right, Scope


@desk_view(Right.MANAGE)
def tokens(request: DeskRequest) -> HttpResponse:
    """All tokens: what they may do, when they were last used, until when they work."""
    rows = request.workspace.api_tokens.select_related("made_by")
    labels = dict(Scope.choices)
    found = [(token, [labels.get(scope, scope) for scope in token.scopes]) for token in rows]
    return render(request, "accounts/tokens.html", {"tokens": found})


@desk_view(Right.MANAGE)
@never_cache
def new_token(request: DeskRequest) -> HttpResponse:
    """Makes a token and shows it: this once, because only its hash is kept."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        raw, token = give_token(
            request.workspace,
            name=form.cleaned_data["name"],
            scopes=form.cleaned_data["scopes"],
            expires_at=form.expires_at(),
            by=request.user,
        )
        return render(request, "accounts/token_made.html", {"raw": raw, "token": token})
    return render(request, "accounts/new_token.html", {"form": form}, status=422 if form.errors else 200)


@desk_view(Right.MANAGE)
@require_POST
def revoke(request: DeskRequest, token: int) -> HttpResponse:
    """The token stops working at once."""
    found = get_object_or_404(request.workspace.api_tokens, pk=token)
    revoke_token(found, by=request.user)
    messages.success(request, _("The token “%(name)s” no longer works.") % {"name": found.name})
    return redirect("accounts:tokens", workspace=request.workspace.slug)
