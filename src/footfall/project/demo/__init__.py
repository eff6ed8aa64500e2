"""The demo: a small bakery with invented visitors, whose true figures are known."""
