"""Rules: declared identities, read from YAML rule books, parsed once."""
