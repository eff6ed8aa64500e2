"""Asks pip-audit for known advisories against everything that the desk installs, and says where it got no answer."""

from __future__ import annotations

import json
import subprocess
import sys

COMMAND = [sys.executable, "-m", "pip_audit", "-r", "requirements/desk.lock", "--no-deps", "--disable-pip"]


def main() -> None:
    done = subprocess.run([*COMMAND, "--format", "json", "--progress-spinner", "off"], capture_output=True, text=True)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print("The advisory service cannot be reached from here, so nothing was audited.")
        return
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    faulty = [package for package in packages if package.get("vulns")]
    for package in faulty:
        for advisory in package["vulns"]:
            print(f"{package['name']} {package['version']}: {advisory['id']}, mended in {advisory['fix_versions']}")
    asked = len(packages) - len(unknown)
    print(f"{asked} of {len(packages)} pinned packages were audited, {len(faulty)} have advisories.")
    if unknown:
        print(
            f"The service knows nothing of the other {len(unknown)}; where it is a mirror, ask it from another network."
        )
    sys.exit(1 if faulty else 0)


if __name__ == "__main__":
    main()
