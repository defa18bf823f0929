"""The ground floor: text, spans, troubles, values and places. It imports no other room."""
