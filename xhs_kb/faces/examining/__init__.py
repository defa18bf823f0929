"""The examples of a knowledge base as its tests: do they hold, which rules do they reach, what would they notice."""
