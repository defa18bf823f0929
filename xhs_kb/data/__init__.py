"""The data room: YAML files to marked trees, and texts to values. It knows no record and no rule."""
