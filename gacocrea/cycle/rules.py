"""The calendar's rules: phases in order, and where a cycle stands."""

from gacocrea.core.terms import Moment, Phase


def position_of(moment: Moment) -> int:
    """Return the index in `Phase` of the furthest phase that is open.

    Between two phases it is the next to open; after the last one, the last.
    """
    order = list(Phase)
    open_now = [order.index(window.phase) for window in moment.windows if window.holds(moment.now)]
    if open_now:
        return max(open_now)
    coming = [order.index(window.phase) for window in moment.windows if window.opens_at > moment.now]
    return min(coming) if coming else len(order) - 1
