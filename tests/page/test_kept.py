"""A kept property is worked out once for each instance, and read from its class without being worked out."""

from __future__ import annotations

from footfall.page.kept import kept


class Loaf:
    def __init__(self) -> None:
        self.weighed = 0

    @kept
    def weight(self) -> int:
        """Grams."""
        self.weighed += 1
        return 900 + self.weighed


def test_it_is_worked_out_once_for_each_instance() -> None:
    one, other = Loaf(), Loaf()
    assert (one.weight, one.weight, other.weight) == (901, 901, 901)
    assert (one.weighed, other.weighed) == (1, 1)


def test_the_class_shows_its_docstring() -> None:
    assert Loaf.weight.__doc__ == "Grams."
