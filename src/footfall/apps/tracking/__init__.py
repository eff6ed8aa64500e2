"""How a site is measured: tracker, goals, consent, retention, people's data."""
