"""Accuracy and CPU time of quoteattr beside other tools that attribute quotations."""
