"""A Django app with jobs that tests of real worker processes have done."""
