"""`python -m quoteattr`: the command line."""

from quoteattr.cli import main

main()
