"""The encoder: a small transformer that reads reports word piece by word piece. It wants the extra `encoder`.

In: a document. Out: contents, cues and sources as spans with pointers between them, as reports.
"""

__all__: list[str] = []
