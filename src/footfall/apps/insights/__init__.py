"""What the events say, as pictures first."""
