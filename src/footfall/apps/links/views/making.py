"""New links: one, or many as a list."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.links import actions, bulk
from footfall.apps.links.forms import BulkForm, LinkForm
from footfall.apps.links.wishes import Rules, Unfit


@desk_view(Right.EDIT)
def new(request: DeskRequest) -> HttpResponse:
    """One link. The address may bring what is known already: `?target=…&campaign=…`."""
    given = {name: request.GET[name] for name in ("target", "network", "campaign") if name in request.GET}
    form = LinkForm(request.POST or None, Rules(request.workspace), initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            link = actions.create_link(request.workspace, form.wish(), by=request.user)
        except Unfit as unfit:
            form.add_error(unfit.field if unfit.field in form.fields else None, str(unfit))
        else:
            messages.success(request, _("The link is made. Copy it, and put it where it belongs."))
            return redirect("links:link", request.workspace.slug, link.pk)
    answer = {"form": form, "has_sites": request.workspace.sites.exists()}
    return render(request, "links/new.html", answer, status=422 if form.errors else 200)


@desk_view(Right.EDIT)
def many(request: DeskRequest) -> HttpResponse:
    """Many links at once: all of them, or none and every line's mistake beside it."""
    form = BulkForm(request.POST or None, request.FILES or None)
    wrong: list[tuple[int, Unfit]] = []
    if request.method == "POST" and form.is_valid():
        text = ""
        try:
            text = form.text()
            wishes, lines, unread = bulk.read(text, as_written=form.cleaned_data["as_written"])
            if unread:
                raise actions.Manifold(unread)
            made = actions.create_links(request.workspace, wishes, by=request.user)
        except forms.ValidationError as problem:
            form.add_error("file", problem)
        except actions.Manifold as manifold:
            wrong = [(lines[place], unfit) for place, unfit in sorted(manifold.wrong.items())]
            form = _with_text(form, text)
            form.add_error(None, str(manifold))
        except actions.Refused as refused:
            form = _with_text(form, text)
            form.add_error("lines", str(refused))
        else:
            said = ngettext("%(count)d link is made.", "%(count)d links are made.", len(made)) % {"count": len(made)}
            messages.success(request, said)
            return redirect("links:list", request.workspace.slug)
    answer = {"form": form, "wrong": wrong, "most": actions.MOST_AT_ONCE}
    return render(request, "links/many.html", answer, status=422 if form.errors else 200)


def _with_text(form: BulkForm, text: str) -> BulkForm:
    """The form with what was uploaded in its box, so that it can be mended there."""
    again = BulkForm({"lines": text, "as_written": form.cleaned_data["as_written"]})
    again.is_valid()
    return again
