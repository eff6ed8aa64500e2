"""The API's ground: who calls, what may be answered, how lists and errors look; and the routes about people."""
