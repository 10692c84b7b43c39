"""Layout: the form of a text, by its characters alone, before anything of it is parsed.

In: a text, and the tables. Out: its passages, each with a kind; the spans in quotation marks, paired by the cheapest
reading of a paragraph's marks (a search over paths, as Viterbi's of 1967); blocks set off without marks; and where the
article itself comes from: agency, dateline and byline.
"""
