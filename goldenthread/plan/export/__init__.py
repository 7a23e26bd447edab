"""The plan as files: what somebody looks at, on the day they look at, with the rights they have.

``choice`` says what can be had and in which form; ``tables`` and ``papers`` what stands in it; ``make`` makes it.
The whole plan as JSON, which loads back, is described in ``schema`` and written in ``dump``.
"""
