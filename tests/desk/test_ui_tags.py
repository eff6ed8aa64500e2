"""Tags and filters of the desk's templates."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.urls import ResolverMatch

from footfall.apps.ui.templatetags.ui import SEVERITIES, _relative
from footfall.smo.rule import Severity

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def drawn(template: str, path: str = "/", view: str = "", workspace: str = "", **context: Any) -> str:
    request = RequestFactory().get(path)
    namespace, _colon, name = view.rpartition(":")
    kwargs = {"workspace": workspace} if workspace else {}
    spaces = [namespace] if namespace else None
    request.resolver_match = ResolverMatch(lambda: None, (), kwargs, url_name=name, namespaces=spaces)
    return Template(template).render(RequestContext(request, context))


class SiteForm(forms.Form):
    address = forms.URLField(help_text="With https.", assume_scheme="https")
    name = forms.CharField(required=False)
    kinds = forms.MultipleChoiceField(choices=[("a", "One"), ("b", "Two")], widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField(required=False)

    def clean(self) -> None:
        raise forms.ValidationError("The two do not fit together.")


def test_a_field_ties_help_and_error_to_its_widget() -> None:
    page = drawn("{% fields form %}", form=SiteForm({"address": "bakery"}))
    described = re.findall(r'aria-describedby="([^"]+)"', page)
    assert 'aria-invalid="true"' in page
    assert described
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    assert {name for group in described for name in group.split()} <= ids


def test_a_form_says_what_is_wrong_with_it_as_a_whole() -> None:
    page = drawn("{% fields form %}", form=SiteForm({}))
    assert 'role="alert"' in page
    assert "The two do not fit together." in page


def test_fields_that_may_stay_empty_say_so() -> None:
    page = drawn("{% field form.name %}{% field form.address %}", form=SiteForm())
    assert page.count("(optional)") == 1


def test_attributes_of_a_field_reach_its_widget() -> None:
    page = drawn('{% field form.address placeholder="https://" aria_label="Address" %}', form=SiteForm())
    assert 'placeholder="https://"' in page
    assert 'aria-label="Address"' in page


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(seconds=-20), "in a moment"),
        (timedelta(hours=3, minutes=50), "3\xa0hours ago"),
        (timedelta(days=-2), "in 2\xa0days"),
        (timedelta(days=90), "24 Aug 2026"),
    ],
)
def test_times_are_told_from_now(distance: timedelta, words: str) -> None:
    assert _relative(NOW - distance, NOW) == words


def test_a_time_keeps_its_exact_value() -> None:
    page = drawn("{% ago when %}", when=NOW)
    assert 'datetime="2026-11-22T12:00:00+00:00"' in page
    assert 'title="22 Nov 2026, 12:00 UTC"' in page


def test_what_never_was_says_so() -> None:
    assert drawn("{% ago when %}", when=None) == "never"


def test_every_severity_of_the_engine_has_a_shape_and_a_word() -> None:
    assert {str(severity) for severity in Severity} == set(SEVERITIES)


@pytest.mark.parametrize(
    ("view", "workspace", "current"),
    [
        ("sites:list", "bakery", ' aria-current="page"'),
        ("sites:audit", "bakery", ' aria-current="true"'),
        ("sites:today", "bakery", ""),
        ("sites:list", "hotel", ""),
    ],
)
def test_the_sidebar_marks_where_one_is(view: str, workspace: str, current: str) -> None:
    template = '{% nav "sites:list" "bakery" label="Sites" family="sites:" but="sites:today" %}'
    page = drawn(template, view=view, workspace=workspace)
    assert re.findall(r' aria-current="\w+"', page) == ([current] if current else [])


def test_the_sidebar_leaves_out_what_does_not_exist() -> None:
    assert drawn('{% nav "sites:flying" "bakery" label="Flying" %}').strip() == ""


def test_pages_keep_the_other_parameters() -> None:
    page = drawn("{% pages page %}", path="/?severity=high&page=2", page=Paginator(range(90), 30).page(2))
    assert "31–60 of 90" in page
    assert 'href="?severity=high&amp;page=1"' in page
    assert 'href="?severity=high&amp;page=3"' in page


def test_a_list_of_one_page_needs_no_pages() -> None:
    assert drawn("{% pages page %}", page=Paginator(range(3), 30).page(1)).strip() == ""


def test_changes_show_by_sign_and_element() -> None:
    page = drawn("{% diff text %}", text="@@ -1 +1 @@\n-<old>\n+<new>\n same")
    assert '<del class="diff-line removed">-&lt;old&gt;</del>' in page
    assert '<ins class="diff-line added">+&lt;new&gt;</ins>' in page
    assert '<span class="diff-line"> same</span>' in page


@pytest.mark.parametrize(
    "template",
    [
        "{% copy bad %}",
        "{% badge 'good' bad %}",
        "{% state 'done' bad %}",
        "{% progress 1 2 bad %}",
        "{% stat bad 1 against=bad %}",
        "{% crumbs bad '/' %}",
        "{% tab '/' bad %}",
        "{% notice 'bad' title=bad %}x{% endnotice %}",
        "{% nothing title=bad %}x{% endnothing %}",
        "{% confirm bad %}x{% endconfirm %}",
        "{% notice 'bad' %}{{ bad }}{% endnotice %}",
    ],
)
def test_what_people_wrote_stays_text(template: str) -> None:
    page = drawn(template, bad="<script>alert(1)</script>")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_progress_without_a_known_end_has_no_value() -> None:
    assert "value=" not in drawn('{% progress 0 0 "Waiting." %}')
    assert 'value="3" max="9"' in drawn('{% progress 3 9 "3 of 9 pages" %}')
