"""Sites, their audits, the wall, findings, fixes, reports."""
