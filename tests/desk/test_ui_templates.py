"""What holds for every template and script of the desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from footfall import apps
from footfall.apps.ui.templatetags.ui import register
from footfall.smo.draw.card_html import card_css
from tests.desk.ui_markup import INLINE

APPS = Path(apps.__file__).parent
TEMPLATES = sorted(APPS.glob("*/templates/**/*.html"))
SCRIPTS = sorted(APPS.glob("*/static/**/*.js"))
OF_THE_FRAME = {"nav", "tone"}
"""Tags that the frame itself uses on every page, the style page among them."""


def short(path: Path) -> str:
    return str(path.relative_to(APPS))


@pytest.mark.parametrize("template", TEMPLATES, ids=short)
def test_no_template_carries_script_or_style(template: Path) -> None:
    assert INLINE.search(template.read_text("utf-8")) is None


@pytest.mark.parametrize("script", SCRIPTS, ids=short)
def test_scripts_stay_small(script: Path) -> None:
    assert len(script.read_text("utf-8").splitlines()) < 150


def test_the_style_page_shows_every_tag() -> None:
    shown = "".join(path.read_text("utf-8") for path in TEMPLATES if "examples" in path.parts)
    shown += (APPS / "ui/templates/ui/parts/fields.html").read_text("utf-8")
    names = {*register.tags, *register.filters} - OF_THE_FRAME
    assert {name for name in names if f"{{% {name} " not in shown} == set()


@pytest.mark.django_db
def test_the_style_page_draws_every_example_twice(owner_client: Client) -> None:
    page = owner_client.get("/ui/").content.decode()
    examples = [path for path in TEMPLATES if "examples" in path.parts]
    assert page.count('class="example-box') == 2 * len(examples)
    assert all(f'id="{path.stem.partition("-")[2]}"' in page for path in examples)


def test_cards_have_one_style_sheet() -> None:
    found = finders.find("ui/card.css")
    assert isinstance(found, str)
    assert Path(found).read_text("utf-8") == card_css()
