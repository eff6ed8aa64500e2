"""Tags and filters of the desk, loaded in every template; each is shown with its markup at /ui/."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django import template
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()

SIGNS: Final = {"good": "✓", "bad": "▲", "doubt": "◆", "plain": "○"}
"""Tones and their shapes: nothing is said by colour alone."""
SEVERITIES: Final = {
    "critical": ("bad", "▲", gettext_lazy("Critical")),
    "high": ("bad", "▲", gettext_lazy("High")),
    "medium": ("doubt", "◆", gettext_lazy("Medium")),
    "low": ("plain", "◇", gettext_lazy("Low")),
    "info": ("plain", "○", gettext_lazy("Note")),
}
STATES: Final = {
    **dict.fromkeys(("done", "successful", "delivered", "alive", "works", "accepted", "ready"), "good"),
    **dict.fromkeys(("failed", "dead", "broken"), "bad"),
    **dict.fromkeys(("stopped", "late", "expired", "revoked", "doubtful", "paused"), "doubt"),
}
"""The tone of a state by its value; what is not named here is neither good nor bad."""
LONG_AGO: Final = timedelta(days=60)
"""After this a date says more than "nine weeks ago". Our choice."""


# ---- signs and words


def signed(tone: str, word: object, sign: str = "") -> SafeString:
    """A shape in the tone's colour, and the word."""
    shape = sign or SIGNS.get(tone, SIGNS["plain"])
    return format_html(
        '<span class="badge is-{}"><span class="sign" aria-hidden="true">{}</span>{}</span>', tone, shape, word
    )


@register.simple_tag
def badge(tone: str, word: str) -> SafeString:
    """`{% badge "doubt" _("Expires soon") %}`; tones: good, bad, doubt, plain."""
    return signed(tone, word)


@register.simple_tag
def severity(value: str, count: int | None = None) -> SafeString:
    """`{% severity finding.severity %}`, with a count where several are meant."""
    tone, sign, word = SEVERITIES[value]
    return signed(tone, word if count is None else f"{count} {str(word).lower()}", sign)


@register.simple_tag
def state(value: str, word: str = "") -> SafeString:
    """`{% state audit.state audit.get_state_display %}`: the tone follows from the value."""
    return signed(STATES.get(value.lower(), "plain"), word or value)


@register.filter
def tone(message: Message) -> str:
    """The tone of a message of django.contrib.messages."""
    return {"success": "good", "warning": "doubt", "error": "bad"}.get(message.level_tag, "plain")


@register.simple_tag
def ago(value: datetime | None, never: str = "", *, full: bool = False) -> SafeString | str:
    """`{% ago site.added_at %}`: "3 hours ago", the exact time on hover; with `full=True` both are written out."""
    if value is None:
        return never or _("never")
    exact = date_format(timezone.localtime(value), "j M Y, H:i e")
    relative = _relative(value, timezone.now())
    shown = f"{exact} ({relative})" if full else relative
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(timespec="seconds"), exact, shown)


def _relative(value: datetime, now: datetime) -> str:
    distance = abs(now - value)
    if distance < timedelta(minutes=1):
        return _("just now") if value <= now else _("in a moment")
    if distance > LONG_AGO:
        return date_format(timezone.localtime(value), "j M Y")
    if value <= now:
        return _("%(time)s ago") % {"time": timesince(value, now, depth=1)}
    return _("in %(time)s") % {"time": timesince(now, value, depth=1)}


# ---- the frame


@register.inclusion_tag("ui/parts/nav_item.html", takes_context=True)
def nav(
    context: Context,
    name: str,
    *args: str,
    label: str,
    family: str = "",
    but: str = "",
    count: int | None = None,
    go: str = "",
) -> dict[str, Any]:
    """One line of the sidebar, left out where no such address exists.

    Args:
        family: beginnings of view names that belong under this line, as "sites:"; those in `but` do not.
        go: the key that leads here after "g".
    """
    try:
        href = reverse(name, args=args)
    except NoReverseMatch:
        href = ""
    match = getattr(context.get("request"), "resolver_match", None)
    view = match.view_name if match else ""
    same_place = not args or (match is not None and match.kwargs.get("workspace") == args[0])
    inside = view.startswith(tuple(family.split())) and view not in but.split()
    current = ("page" if view == name else "true" if inside else "") if same_place else ""
    return {"href": href, "label": label, "current": current, "count": count, "go": go}


@register.inclusion_tag("ui/parts/crumbs.html")
def crumbs(*pairs: str) -> dict[str, Any]:
    """`{% crumbs _("Sites") sites_url site.name site_url %}`: the way here, without the page itself."""
    return {"crumbs": list(zip(pairs[::2], pairs[1::2], strict=True))}


@register.simple_tag(takes_context=True)
def tab(context: Context, href: str, label: str, *, current: bool | None = None) -> SafeString:
    """A link inside `<nav class="tabs" aria-label="…">`; current where its address is the request's."""
    request = context.get("request")
    here = current if current is not None else request is not None and request.path == href
    return format_html('<a href="{}"{}>{}</a>', href, SafeString(' aria-current="page"' if here else ""), label)


@register.inclusion_tag("ui/parts/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any]) -> dict[str, Any]:
    """`{% pages page %}` under a list; keeps the other parameters of the address."""
    return {"page": page, "request": context.get("request")}


# ---- forms


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, **attributes: str | bool) -> dict[str, Any]:
    """Label, widget, help and error of one field: `{% field form.address placeholder="https://" %}`.

    Django itself ties help and error to the widget by aria-describedby and marks it aria-invalid.
    """
    names = {name.replace("_", "-"): value for name, value in attributes.items()}
    return {
        "field": bound,
        "widget": bound.as_widget(attrs=names),
        "is_choice": isinstance(bound.field.widget, CheckboxInput),
        "is_group": bound.use_fieldset,
    }


@register.inclusion_tag("ui/parts/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form, its own errors first."""
    return {"form": form}


@register.inclusion_tag("ui/parts/errors.html")
def errors(form: BaseForm) -> dict[str, Any]:
    """What is wrong with a form as a whole; `{% fields %}` shows it by itself."""
    return {"form": form}


# ---- things


@register.simple_block_tag
def notice(content: str, tone: str = "plain", title: str = "", role: str = "") -> SafeString:
    """`{% notice "bad" title=… %}<p>…</p>{% endnotice %}`; role="alert" for what has just gone wrong."""
    return format_html(
        '<div class="notice is-{}"{}><span class="sign" aria-hidden="true">{}</span><div class="notice-body">{}{}</div>'
        "</div>",
        tone,
        format_html(' role="{}"', role) if role else "",
        SIGNS.get(tone, SIGNS["plain"]),
        format_html("<strong>{}</strong>", title) if title else "",
        content,
    )


@register.simple_block_tag
def nothing(content: str, title: str, level: int = 2) -> SafeString:
    """`{% nothing title=… %}` what will appear here, and the button of the first step `{% endnothing %}`."""
    return format_html('<div class="nothing"><h{0}>{1}</h{0}>{2}</div>', level, title, content)


@register.simple_block_tag
def confirm(content: str, label: str, kind: str = "danger") -> SafeString:
    """`{% confirm _("Delete") %}` the consequence and the form that does it `{% endconfirm %}`; needs no script."""
    return format_html(
        '<details class="confirm"><summary class="button {}">{}</summary><div class="confirm-body">{}</div></details>',
        kind,
        label,
        content,
    )


@register.inclusion_tag("ui/parts/progress.html")
def progress(done: int, total: int, words: str, label: str = "") -> dict[str, Any]:
    """`{% progress 12 40 "12 of 40 pages" %}`; a total of 0 means that nobody knows yet."""
    return {"done": done, "total": total, "words": words, "label": label or _("Progress")}


@register.inclusion_tag("ui/parts/stat.html")
def stat(
    label: str,
    figure: object,
    *,
    against: str,
    change: str = "",
    tone: str = "",
    sure: str = "",
    half: str = "smo",
    small: str = "",
) -> dict[str, Any]:
    """One figure inside `<dl class="stats">`.

    Args:
        against: with what it is compared, as words; a figure without it says nothing.
        change: the difference with its sign, coloured by `tone` (good, bad or nothing).
        sure: how sure it is.
        half: smo, smm or loop.
        small: the unit or whole after the figure: "of 100".
    """
    keys = ("label", "figure", "against", "change", "tone", "sure", "half", "small")
    return dict(zip(keys, (label, figure, against, change, tone, sure, half, small), strict=True))


@register.inclusion_tag("ui/parts/copy.html")
def copy(value: str, *, block: bool = False, label: str = "") -> dict[str, Any]:
    """`{% copy token %}`: text with a button that copies it; `block=True` for several lines."""
    return {"value": value, "block": block, "label": label or _("Copy")}


@register.simple_tag
def diff(text: str, label: str = "") -> SafeString:
    """`{% diff unified_diff %}`: lines added and removed, by sign and colour."""
    lines = format_html_join("", "{}", ((line,) for line in _diff_lines(text.splitlines())))
    return format_html(
        '<pre class="diff" tabindex="0" role="region" aria-label="{}"><code>{}</code></pre>',
        label or _("Changes"),
        lines,
    )


def _diff_lines(lines: Iterable[str]) -> Iterable[SafeString]:
    for line in lines:
        if line.startswith(("+++", "---", "@@")):
            yield format_html('<span class="diff-line place">{}</span>', line)
        elif line.startswith("+"):
            yield format_html('<ins class="diff-line added">{}</ins>', line)
        elif line.startswith("-"):
            yield format_html('<del class="diff-line removed">{}</del>', line)
        else:
            yield format_html('<span class="diff-line">{}</span>', line)
