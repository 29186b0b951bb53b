"""From passages to checked statements, or an abstention."""
