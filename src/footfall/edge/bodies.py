"""Why a request's body could not be read."""

from __future__ import annotations


class TooLargeError(Exception):
    """The body is larger than allowed."""


class TooSlowError(Exception):
    """The body did not come in time."""


class LeftError(Exception):
    """The client left in the middle of its body."""
