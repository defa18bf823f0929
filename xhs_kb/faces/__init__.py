"""Faces: everything that a user touches. Renderers turn an answer into text; each door goes through `api` alone."""
