"""The regional self-assessment: returns of 120 standards, their comparison over a region, the exact recount."""
