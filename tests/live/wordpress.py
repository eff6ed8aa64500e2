"""A WordPress of one's own: Debian's files copied, a database in a temporary folder, PHP's web server on loopback."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (['AUTH','SECURE_AUTH','LOGGED_IN','NONCE'] as $k) {{ define($k.'_KEY', 'k'.$k); define($k.'_SALT', 's'.$k); }}
$table_prefix = 'wp_';
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_ENVIRONMENT_TYPE', 'local'); define('WP_HOME', '{home}'); define('WP_SITEURL', '{home}');
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
INSTALL = """<?php
define('WP_INSTALLING', true); $_SERVER['HTTP_HOST'] = '{host}';
require '{root}/wp-load.php'; require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Corner Bakery', 'owner', 'owner@bakery.example', true, '', 'a-long-password');
update_option('permalink_structure', '/%postname%/'); update_option('blogdescription', 'Bread that takes its time');
wp_insert_post(['post_title' => 'Sourdough in 10 steps', 'post_name' => 'sourdough', 'post_status' => 'publish',
  'post_excerpt' => 'Flour, water, salt and time: how we bake the loaf that our neighbours queue for.',
  'post_content' => '<p>Flour, water, salt and time. A good sourdough asks for nothing else, but it asks for all four'
  . ' in the right order, and for patience above all.</p>']);
flush_rewrite_rules();
"""
ROUTER = """<?php
$path = __DIR__ . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (is_file($path) && substr($path, -4) !== '.php') return false;
if (is_dir($path) && is_file($path . '/index.php') && $path !== __DIR__ . '/') { require $path . '/index.php'; return; }
require is_file($path) ? $path : __DIR__ . '/index.php';
"""
HEAD = """<?php
add_action('wp_head', function () {{ if (is_single('sourdough')) {{ ?>
{snippet}
<?php }} }}, 1);
"""


@dataclass(frozen=True, slots=True)
class WordPress:
    """A running WordPress: its address without a final slash, and its folder."""

    address: str
    folder: Path

    @property
    def post(self) -> str:
        return f"{self.address}/sourdough/"

    def add_to_head(self, snippet: str) -> Path:
        """Print the snippet at the top of the post's head, as a theme's header would; gives the plug-in's file."""
        plugin = self.folder / "wp-content/mu-plugins/footfall.php"
        plugin.parent.mkdir(exist_ok=True)
        plugin.write_text(HEAD.format(snippet=snippet), "utf-8")
        return plugin

    def get(self, url: str) -> bytes:
        with urllib.request.urlopen(url, timeout=30) as answer:
            data: bytes = answer.read()
        return data


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running(folder: Path, source: Path = Path("/usr/share/wordpress")) -> Iterator[WordPress]:
    """Install and start everything below `folder`; all of it is gone afterwards."""
    root = folder / "site"
    shutil.copytree(source, root, symlinks=False, ignore_dangling_symlinks=True)
    os.chmod(root, 0o755)
    address = f"http://127.0.0.1:{_port()}"
    with _database(folder / "data") as db_socket:
        (root / "wp-config.php").unlink(missing_ok=True)
        (root / "wp-config.php").write_text(CONFIG.format(socket=db_socket, home=address))
        (root / "router.php").write_text(ROUTER)
        install = folder / "install.php"
        install.write_text(INSTALL.format(host=address.removeprefix("http://"), root=root))
        subprocess.run(["php", str(install)], check=True, capture_output=True, timeout=120)
        server = subprocess.Popen(
            ["php", "-S", address.removeprefix("http://"), "-t", str(root), str(root / "router.php")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PHP_CLI_SERVER_WORKERS": "2"},
            start_new_session=True,
        )  # fmt: skip
        try:
            site = WordPress(address, root)
            _until_it_answers(site)
            yield site
        finally:
            # PHP's server has forked its workers; they share its group.
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=10)


@contextmanager
def _database(data: Path) -> Iterator[Path]:
    data.mkdir()
    user = ["--user=root"] if os.geteuid() == 0 else []
    subprocess.run(
        ["mariadb-install-db", f"--datadir={data}", "--auth-root-authentication-method=normal", *user],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    db_socket = data / "db.sock"
    program = shutil.which("mariadbd", path=os.environ.get("PATH", "") + ":/usr/sbin") or "mariadbd"
    server = subprocess.Popen(
        [program, "--no-defaults", f"--datadir={data}", f"--socket={db_socket}", "--skip-networking", *user,
         f"--pid-file={data / 'pid'}", "--innodb-flush-log-at-trx-commit=0"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        create = ["mariadb", f"--socket={db_socket}", "-uroot", "-e", "create database wordpress"]
        end = time.monotonic() + 60
        while subprocess.run(create, capture_output=True).returncode != 0:
            if time.monotonic() > end or server.poll() is not None:
                raise RuntimeError("MariaDB did not start.")
            time.sleep(0.1)
        yield db_socket
    finally:
        server.terminate()
        server.wait(timeout=30)


def _until_it_answers(site: WordPress) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            site.get(site.address)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return
