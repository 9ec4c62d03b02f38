"""``cleaner check`` without its printing: from paths to a report.

``targets`` finds pages, ``reading`` opens them with care, ``examining`` says everything about one page, ``running``
does so for many and remembers, ``choosing`` and ``reporting`` make the report, ``fixing``, ``writing`` and ``mending``
put pages right.
"""
