"""The model: schema, records, rules as unread text, the vocabulary and the graph. It knows no query syntax."""
