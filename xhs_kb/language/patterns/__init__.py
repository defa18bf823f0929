"""The pattern language, read only, with openCypher's syntax: syntax tree, reader, binder."""
