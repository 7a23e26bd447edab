"""What people do about tokens and webhooks, and what the worker does about webhooks."""

from goldenthread.api.operations.tokens import count_request, make_token, note_use, revoke_token

__all__ = ["count_request", "make_token", "note_use", "revoke_token"]
