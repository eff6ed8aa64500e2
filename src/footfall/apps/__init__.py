"""The desk: Django applications, each above those it imports."""
