"""The documentation of a knowledge base: one model of pages, written as HTML, Markdown and JSON."""
