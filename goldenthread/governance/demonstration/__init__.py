"""What the bodies of the demonstration did together: invented people, meetings, decisions, challenges.

Each module tells one subject among the days of the plan's own story (``plan/demonstration``), through the same
operations as the pages; ``story`` is the data of the meetings.
"""
