"""How Sphinx builds the documentation: `sphinx-build -W --keep-going -n -b html docs docs/_build`."""

from __future__ import annotations

import importlib.metadata

project = "quoteattr"
author = "The quoteattr developers"
project_copyright = author
release = importlib.metadata.version("quoteattr")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build", "examples"]
myst_heading_anchors = 3

# Docstrings write code in single backticks.
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True

html_theme = "furo"
# Ninety characters of code fit beside the sidebar.
html_theme_options = {"light_css_variables": {"code-font-size": "var(--font-size--small--2)"}}
html_title = f"quoteattr {release}"

# Classes of Python's own and of spaCy's: where they are documented is on the network, which a build does without.
nitpick_ignore_regex = [("py:.*", r"(collections|enum|pathlib|spacy|typing)\..*")]
# What an extractor has to have for it: a protocol of the module's own.
nitpick_ignore = [("py:class", "quoteattr.evaluation.report._Pipe")]
