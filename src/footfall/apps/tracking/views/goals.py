"""Goals of a site."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from footfall.apps.accounts.access import DeskRequest, desk_view
from footfall.apps.accounts.rights import Right
from footfall.apps.tracking import actions, money
from footfall.apps.tracking.forms import GoalForm, NewGoalForm, TryForm
from footfall.apps.tracking.models import Goal
from footfall.apps.tracking.rules import rules_of
from footfall.apps.tracking.trying import reached
from footfall.apps.tracking.views.found import said_of, site_of


@desk_view(Right.LOOK_INSIDE)
def goals(request: DeskRequest, site: int) -> HttpResponse:
    """All of them, and which an address would reach."""
    found = site_of(request, site)
    form = TryForm(request.GET or None)
    path = form.cleaned_data["path"].strip() if form.is_bound and form.is_valid() else ""
    rows = [(goal, money.spoken(goal.value, goal.currency)) for goal in found.goals.all()]
    answer = said_of(found, rows=rows, form=form, path=path, reached=reached(rules_of(found), path) if path else [])
    return render(request, "tracking/goals.html", answer)


@desk_view(Right.EDIT)
def add(request: DeskRequest, site: int) -> HttpResponse:
    """A new one."""
    found = site_of(request, site)
    form = NewGoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            goal = actions.add_goal(found, by=request.user, **form.cleaned_data)
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("“%(goal)s” counts from now on.") % {"goal": goal.name})
            return redirect("tracking:goals", request.workspace.slug, found.pk)
    return render(request, "tracking/goal_add.html", said_of(found, form=form), status=422 if form.errors else 200)


@desk_view(Right.EDIT)
def change(request: DeskRequest, site: int, goal: int) -> HttpResponse:
    """What it is reached by and worth; and the way to remove it."""
    found = site_of(request, site)
    one = get_object_or_404(found.goals.select_related("site__workspace"), pk=goal)
    form = GoalForm(request.POST or None, initial=_present(one))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_goal(one, by=request.user, **form.cleaned_data)
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The goal is changed. What was counted before stays as it was."))
            return redirect("tracking:goals", request.workspace.slug, found.pk)
    answer = said_of(found, form=form, goal=one)
    return render(request, "tracking/goal.html", answer, status=422 if form.errors else 200)


@require_POST
@desk_view(Right.EDIT)
def remove(request: DeskRequest, site: int, goal: int) -> HttpResponse:
    """Counts it no more."""
    found = site_of(request, site)
    one = get_object_or_404(found.goals.select_related("site__workspace"), pk=goal)
    actions.remove_goal(one, by=request.user)
    messages.success(request, _("“%(goal)s” is removed. What was counted stays in the reports.") % {"goal": one.name})
    return redirect("tracking:goals", request.workspace.slug, found.pk)


def _present(goal: Goal) -> dict[str, str]:
    amount = str(money.major(goal.value, goal.currency)) if goal.value else ""
    return {"pattern": goal.pattern, "event": goal.event, "amount": amount, "currency": goal.currency}
