"""The encoder, the second reader: windows to learn from, its training, its export, and how often it is right."""
