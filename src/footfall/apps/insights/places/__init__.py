"""What each place of insights shows, as values: reports asked, estimates made, nothing drawn yet."""
