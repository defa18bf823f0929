"""The engine: expressions, plans, verdicts. It knows nothing of wording, files or terminals."""
