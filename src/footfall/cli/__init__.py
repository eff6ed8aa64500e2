"""The command line: parse what was typed, call one thing, say what came of it."""
