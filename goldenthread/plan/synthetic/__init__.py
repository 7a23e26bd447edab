"""Made-up partnerships of a stated size, for measuring: no real name, the same seed and day give the same rows.

``rows`` makes one partnership in memory, ``copies`` saves it and lets the database copy it as often as asked.
"""

from goldenthread.plan.synthetic.copies import fill
from goldenthread.plan.synthetic.rows import Size

__all__ = ["Size", "fill"]
