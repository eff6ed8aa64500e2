"""The only way out: HTTP client, address guard, politeness, crawler."""
