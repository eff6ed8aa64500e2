"""A world whose truth is known: people, browsers, networks and bots, drawn from a seed. For the demo and the tests.

`World` and `Emission` make what the edge would see; `columns` makes many sealed events quickly, to measure stores.
"""

from footfall.flywheel.simulation.branching import Habits
from footfall.flywheel.simulation.columns import FIRST, columns, days
from footfall.flywheel.simulation.emission import Emission
from footfall.flywheel.simulation.world import Place, Post, Settings, World

__all__ = ["FIRST", "Emission", "Habits", "Place", "Post", "Settings", "World", "columns", "days"]
