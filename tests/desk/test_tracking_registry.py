"""What the edge knows of the desk's records: it follows in every process, and outlives the database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from footfall.apps.accounts.models import Workspace
from footfall.apps.links.models import Domain, Link
from footfall.apps.links.revisions import begin_change
from footfall.apps.sites.models import Site
from footfall.apps.tracking import actions, keys, rules, salts
from footfall.apps.tracking.models import Measuring, Salt
from footfall.apps.tracking.registry import DeskRegistry
from footfall.flywheel.event import DAY

pytestmark = pytest.mark.django_db
NOON = 20_779 * DAY + DAY // 2


@pytest.fixture
def site(workspace: Workspace) -> Site:
    return Site.objects.create(workspace=workspace, name="Bakery", address="https://www.bakery.example/blog/")


def a_link(site: Site, code: str, **fields: Any) -> Link:
    return Link.objects.create(
        workspace=site.workspace,
        site=site,
        code=code,
        token=f"{code:A<12}",
        target="https://bakery.example/",
        revision=begin_change(),
        **fields,
    )


def test_a_site_is_measured_by_its_defaults(site: Site) -> None:
    registry = DeskRegistry()
    registry.refresh()
    found = registry.site(site.pk)
    assert found is not None
    assert found.hosts == {"www.bakery.example", "bakery.example"}
    assert (found.on, found.days, found.secret, found.goals) == (True, 760, "", ())
    assert registry.sites() == [found]


def test_every_change_of_a_site_is_followed(site: Site) -> None:
    registry = DeskRegistry()
    registry.refresh()
    actions.change_measuring(site, by=None, hosts=["https://Shop.example/x"], keeps=["id"], on=False, days=91)
    actions.add_goal(site, by=None, name="order", pattern="/thanks", amount="12.50", currency="eur")
    key = actions.make_key(site, by=None)
    registry.refresh()
    found = registry.site(site.pk)
    assert found is not None
    assert found.hosts == {"bakery.example", "www.bakery.example", "shop.example"}
    assert (found.on, found.keeps, found.days, found.secret) == (False, {"id"}, 91, key)
    assert [tuple(goal)[:4] for goal in found.goals] == [("order", "/thanks", 1250, "EUR")]
    site.delete()
    registry.refresh()
    assert registry.site(site.pk) is None


def test_nothing_is_loaded_again_while_nothing_changes(site: Site, django_assert_num_queries: Any) -> None:
    registry = DeskRegistry(now=lambda: NOON)
    registry.refresh()
    with django_assert_num_queries(2):
        registry.refresh()


def test_links_are_followed_one_by_one(site: Site) -> None:
    registry = DeskRegistry()
    registry.refresh()
    link = a_link(site, "abc")
    a_link(site, "def", host="go.bakery.example")
    registry.refresh()
    found = registry.link("", "abc")
    assert found is not None
    assert (found.id, found.site) == (link.pk, site.pk)
    assert registry.link("go.bakery.example", "def") is not None
    assert registry.link("", "def") is None
    Link.objects.filter(pk=link.pk).update(state="off", revision=begin_change())
    registry.refresh()
    found = registry.link("", "abc")
    assert found is not None
    assert found.state == "off"


def test_an_older_database_is_read_anew(site: Site) -> None:
    """A backup was brought back below a running process."""
    registry = DeskRegistry()
    link = a_link(site, "abc")
    registry.refresh()
    registry._seen_links += 10
    Link.objects.filter(pk=link.pk).delete()
    registry.refresh()
    assert registry.link("", "abc") is None


def test_the_last_state_stays_while_the_database_is_away(site: Site, monkeypatch: Any) -> None:
    registry = DeskRegistry(now=lambda: NOON)
    registry._try()
    before = registry.salts(NOON)

    def away() -> int:
        raise OperationalError("gone")

    monkeypatch.setattr("footfall.apps.tracking.revision.current", away)
    monkeypatch.setattr(connection, "close", lambda: None)
    registry._try()
    assert registry.site(site.pk) is not None
    assert registry.salts(NOON) == before
    makeshift = registry.salts(NOON + DAY)
    assert makeshift == registry.salts(NOON + DAY)
    assert len(makeshift[0]) >= 16
    assert makeshift[1] == before[0]


def test_all_processes_have_one_salt_a_day(db: None) -> None:
    one, two = DeskRegistry(now=lambda: NOON), DeskRegistry(now=lambda: NOON)
    one.refresh()
    two.refresh()
    assert one.salts(NOON) == two.salts(NOON)
    assert one.salts(NOON)[1] == b""


def test_tomorrows_salt_is_there_before_midnight(db: None) -> None:
    late = (NOON // DAY + 1) * DAY - 60_000
    one, two = DeskRegistry(now=lambda: late), DeskRegistry(now=lambda: late + 120_000)
    one.refresh()
    two.refresh()
    assert one.salts(late + 120_000) == two.salts(late + 120_000)
    assert one.salts(late)[0] == two.salts(late + 120_000)[1]


def test_salts_go_after_two_days() -> None:
    days = range(NOON // DAY - 3, NOON // DAY + 1)
    Salt.objects.bulk_create(Salt(day=day) for day in days)
    assert salts.forget(NOON) == 2
    assert sorted(Salt.objects.values_list("day", flat=True)) == [NOON // DAY - 1, NOON // DAY]
    registry = DeskRegistry(now=lambda: NOON + 3 * DAY)
    registry._salts = {NOON // DAY: b"old"}
    registry.refresh()
    assert NOON // DAY not in registry._salts
    assert not Salt.objects.filter(day__lte=NOON // DAY).exists()


def test_the_lasting_key_is_one_and_outlives_the_desks_own(settings: Any) -> None:
    one, two = DeskRegistry(), DeskRegistry()
    one.refresh()
    two.refresh()
    assert one.key() == two.key()
    assert len(one.key()) == 32
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    keys.reseal()
    settings.SECRET_KEY_FALLBACKS = []
    assert keys.lasting() == one.key()
    settings.SECRET_KEY = "lost"
    assert keys.lasting() not in (b"", one.key())


def test_custom_domains_are_known_before_they_are_checked(workspace: Workspace) -> None:
    Domain.objects.create(workspace=workspace, host="go.bakery.example", probe="p", revision=begin_change())
    registry = DeskRegistry()
    registry.refresh()
    assert registry.domains() == {"go.bakery.example"}


def test_a_key_that_no_key_opens_is_none(site: Site) -> None:
    Measuring.objects.create(site=site, sealed_secret="nonsense")
    assert rules.load()[site.pk].secret == ""


WATCH = """
import sys, time
import django; django.setup()
from footfall.apps.tracking.registry import DeskRegistry
registry = DeskRegistry().start()
print("ready", registry.salts(int(time.time() * 1000))[0].hex(), flush=True)
state = None
until = time.monotonic() + 30
while time.monotonic() < until:
    link = registry.link("", "abc")
    if (link.target if link else None) != state:
        state = link.target
        print(time.time(), state, flush=True)
        if state.endswith("/two"):
            break
    time.sleep(0.01)
registry.stop()
"""
CHANGE = """
import sys, time
import django; django.setup()
from django.db import transaction
from footfall.apps.links.models import Domain, Link
from footfall.apps.links.revisions import begin_change
from footfall.apps.sites.models import Site
from footfall.apps.accounts.models import Workspace
if sys.argv[1] == "make":
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    space = Workspace.objects.create(name="A", slug="a")
    Site.objects.create(workspace=space, name="B", address="https://b.example/")
else:
    site = Site.objects.get()
    for target in ("one", "two"):
        with transaction.atomic():
            Link.objects.update_or_create(code="abc", host="", defaults={"workspace": site.workspace, "site": site,
                "token": "A" * 12, "target": "https://b.example/" + target, "revision": begin_change()})
        print(time.time(), flush=True)
        time.sleep(2)
"""


@pytest.mark.heavy
def test_two_processes_see_a_changed_link(tmp_path: Path) -> None:
    """The limit is loose, because machines of tests are busy; `-s` shows the seconds that it took."""
    environment = os.environ | {"FOOTFALL_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "footfall.project.settings"}
    environment.pop("DATABASE_URL", None)

    def python(code: str, *more: str) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", code, *more], env=environment, stdout=subprocess.PIPE, text=True)

    made = python(CHANGE, "make")
    made.communicate(timeout=60)
    assert made.returncode == 0
    watchers = [python(WATCH), python(WATCH)]
    try:
        salts_seen = {watcher.stdout.readline() for watcher in watchers if watcher.stdout}
        changed = python(CHANGE, "change").communicate(timeout=60)[0].split()
        heard = [watcher.stdout.read().splitlines() for watcher in watchers if watcher.stdout]
    finally:
        for watcher in watchers:
            with watcher:
                watcher.kill()
    assert len(salts_seen) == 1
    assert len(changed) == 2
    for lines in heard:
        assert [line.split()[1].rsplit("/", 1)[1] for line in lines] == ["one", "two"]
        delays = [float(line.split()[0]) - float(at) for line, at in zip(lines, changed, strict=True)]
        print(delays)
        assert max(delays) < 10
