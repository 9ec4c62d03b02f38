"""The command line: one module a command; errors become exit codes in ``main`` and nowhere else."""
