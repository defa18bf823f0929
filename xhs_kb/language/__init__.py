"""The language: grammars, syntax trees, reading, writing and binding to a vocabulary. It evaluates nothing."""
