"""The form of a backup: a tar.gz whose last member tells name, size and hash of all others.

Nothing is unpacked that is not a plain file or is meant for another folder; what was unpacked must be what the list
says, no more and no less.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import zlib
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO

from footfall import __version__

MANIFEST = "footfall-backup.json"
FORMAT = 1
_PIECE = 1 << 20


class UnusableError(Exception):
    """The archive can't be used; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `engine` is "sqlite" or "postgresql"."""

    engine: str
    made_at: str
    version: str = __version__
    format: int = FORMAT
    members: list[Member] = field(default_factory=list)


def write(target: Path, engine: str, files: list[tuple[str, Path]]) -> Manifest:
    """Write an archive that only its owner can read; it appears under its name when it is complete.

    Args:
        files: names in the archive, and where the bytes are. A file that is gone by now is left out.
    """
    manifest = Manifest(engine, datetime.now(UTC).isoformat(timespec="seconds"))
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as raw:
            with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as tar:
                for name, path in files:
                    with suppress(FileNotFoundError), path.open("rb") as source:
                        manifest.members.append(_add(tar, name, source))
                _add(tar, MANIFEST, io.BytesIO(json.dumps(asdict(manifest), indent=1).encode()))
            raw.flush()
            os.fsync(raw.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack an archive into an empty folder, each byte checked.

    Raises:
        UnusableError: it is no backup of ours, damaged, incomplete, or made to write elsewhere.
    """
    found: list[Member] = []
    try:
        with tarfile.open(source, "r:gz") as tar:
            for entry in tar:
                if not entry.isreg():
                    raise UnusableError(f"{entry.name!r} in {source} is not a plain file, so this is no backup.")
                data = tar.extractfile(entry)
                assert data is not None, "a regular file has bytes"
                found.append(_place(data, entry.name, folder / _inside(entry.name)))
        manifest = _manifest(folder)
    except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, KeyError, TypeError) as error:
        raise UnusableError(f"{source} can't be read as a backup of Footfall: {error}") from error
    _compare(manifest, [member for member in found if member.name != MANIFEST])
    return manifest


def _manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    if not path.exists():
        raise UnusableError(f"This is no backup of Footfall, or not all of one: {MANIFEST} is missing.")
    said = json.loads(path.read_bytes())
    path.unlink()
    if said["format"] != FORMAT:
        raise UnusableError(f"This backup was made by Footfall {said['version']}, whose form this version can't read.")
    members = [Member(**member) for member in said.pop("members")]
    return Manifest(members=members, **said)


def _compare(manifest: Manifest, found: list[Member]) -> None:
    differing = set(manifest.members).symmetric_difference(found)
    if differing or len(found) != len(manifest.members):
        name = next((member.name for member in sorted(differing, key=lambda one: one.name)), "a file")
        raise UnusableError(f"The backup is damaged: {name!r} is not what the backup's own list says.")


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise UnusableError(f"{name!r} would be written outside of the data folder.")
    return path


def _add(tar: tarfile.TarFile, name: str, source: IO[bytes]) -> Member:
    """As many bytes as the file has now, also when it grows meanwhile."""
    entry, reader = tarfile.TarInfo(name), _Hashing(source)
    entry.size = source.seek(0, os.SEEK_END)
    source.seek(0)
    entry.mode, entry.mtime = 0o600, int(datetime.now(UTC).timestamp())
    tar.addfile(entry, reader)
    return Member(name, entry.size, reader.seen.hexdigest())


class _Hashing(io.RawIOBase):
    """A file that remembers the hash of what was read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.seen = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(size)
        self.seen.update(piece)
        return piece


def _place(data: IO[bytes], name: str, path: Path) -> Member:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    seen, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        while piece := data.read(_PIECE):
            seen.update(piece)
            size += len(piece)
            file.write(piece)
    return Member(name, size, seen.hexdigest())
