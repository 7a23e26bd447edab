from goldenthread.api.models.requests import KeyedRequest
from goldenthread.api.models.tokens import Pace, Token, TokenQuerySet
from goldenthread.api.models.webhooks import Delivery, DeliveryState, Kind, Webhook, WebhookQuerySet

__all__ = [
    "Delivery", "DeliveryState", "KeyedRequest", "Kind", "Pace", "Token", "TokenQuerySet", "Webhook", "WebhookQuerySet",
]  # fmt: skip
