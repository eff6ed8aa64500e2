"""The API's routes about sites, audits, pages, and what is known of rules and consumers."""
