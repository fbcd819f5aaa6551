"""The widgets: a Python side of traits and wiring, and a JavaScript side that draws arrays."""
