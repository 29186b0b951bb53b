"""From a question to fused passages."""
