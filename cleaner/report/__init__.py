"""A page about a run: what was cut by which rule, what was refused, which documents changed most."""

from cleaner.report.gathering import Gathered
from cleaner.report.page import check_report, render, write_report

__all__ = ["Gathered", "check_report", "render", "write_report"]
