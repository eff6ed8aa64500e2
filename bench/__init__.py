"""Measurements beside peers, in one run. `make bench` runs them all; FOOTFALL_BENCH=small makes them short."""
