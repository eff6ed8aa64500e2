"""Background work: workers, periodic jobs, dead letters, the status page."""
