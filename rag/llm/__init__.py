"""Language models behind OpenAI-compatible addresses: finding them, asking them, their failures."""
