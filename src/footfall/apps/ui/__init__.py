"""The look of the desk: page frame, components, style page, error pages."""
