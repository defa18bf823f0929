"""Answers: what the engine recorded, as one object with reasons, citations and wording. It knows no terminal."""
