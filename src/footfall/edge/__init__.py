"""The only way in for visitors: ASGI in front of Django."""
