"""What stops a claim: guards look at how much running text it would take, and at what stands below it."""

from cleaner.rule import Guard
from cleaner.view import View


def refusal(view: View, guard: Guard, first: int, last: int, whole: bool) -> str | None:
    """Say which guard strikes for a claim of lines ``first`` to ``last`` (``whole``, or part of one), or None."""
    shown = [at for at in range(first, last + 1) if not view.blank[at]]
    if guard.max_lines is not None and len(shown) > guard.max_lines:
        return f"{len(shown)} lines, the rule allows {guard.max_lines}"
    if guard.next and not view.has(view.following(last), guard.next):
        return f"the next line is no {' or '.join(guard.next)}"
    prose = [at for at in shown if view.prose[at]]
    if not whole or len(prose) < 2:
        return None
    total = sum(len(view.lines[at].text) for at in view.running)
    share = sum(len(view.lines[at].text) for at in prose) / total
    if share > guard.max_share:
        return f"it would take {share:.0%} of the running text, the rule allows {guard.max_share:.0%}"
    left = len(view.running) - len(prose)
    if left < guard.min_body_left:
        return f"it would leave {left} lines of running text, the rule asks for {guard.min_body_left}"
    return None
