"""Routes about short links, for programs."""
