"""A knowledge base for other tools: its graph in their formats, and a JSON Schema for the editors of its files."""
