"""coreference."""
