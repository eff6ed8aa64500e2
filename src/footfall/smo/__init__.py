"""Your own pages made worth sharing: rules, previews, fixes, score, audit, reports."""
