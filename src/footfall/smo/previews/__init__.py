"""One consumer a file: how each builds a link's preview, as data, and the engine that reads it."""

from footfall.smo.previews.engine import PreviewSet, preview, preview_all
from footfall.smo.previews.model import Card, Chosen, Lost, Mark, Preview, Why
from footfall.smo.previews.profile import Leaf, Profile, ProfileError, profiles

__all__ = [
    "Card",
    "Chosen",
    "Leaf",
    "Lost",
    "Mark",
    "Preview",
    "PreviewSet",
    "Profile",
    "ProfileError",
    "Why",
    "preview",
    "preview_all",
    "profiles",
]
