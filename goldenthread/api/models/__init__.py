from goldenthread.api.models.requests import KeyedRequest
from goldenthread.api.models.tokens import Token, TokenQuerySet
from goldenthread.api.models.webhooks import Delivery, DeliveryState, Kind, Webhook, WebhookQuerySet

__all__ = ["Delivery", "DeliveryState", "KeyedRequest", "Kind", "Token", "TokenQuerySet", "Webhook", "WebhookQuerySet"]
