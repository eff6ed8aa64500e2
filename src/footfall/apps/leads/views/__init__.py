"""Pages of offers and leads: those of the desk, and those that strangers see."""
