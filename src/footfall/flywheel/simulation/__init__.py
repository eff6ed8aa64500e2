"""A world whose truth is known: people, browsers, networks and bots, drawn from a seed. For the demo and the tests.

`columns` makes many sealed events quickly, for measuring the store; the other modules make what the edge would see.
"""

from footfall.flywheel.simulation.columns import FIRST, columns, days

__all__ = ["FIRST", "columns", "days"]
