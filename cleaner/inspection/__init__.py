"""``cleaner check`` without its printing: from paths to a report.

``targets`` finds files, ``reading`` opens them with care, ``examining`` says everything about one page, ``rows`` cuts
files of many pages in parts, ``running`` does so for many and remembers (``cache``, ``identity``), ``choosing`` and
``reporting`` make the report of ``outcome``s, ``fixing``, ``writing`` and ``mending`` put pages right.
"""
