"""A second opinion on verdicts: brute force by definition, sharing no code with the engine."""
