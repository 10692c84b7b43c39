"""The spaCy component (being written)."""


def make_quoteattr(nlp, name):
    """Make the component."""
    raise NotImplementedError
