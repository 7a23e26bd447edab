from goldenthread.api.models.tokens import Token, TokenQuerySet
from goldenthread.api.models.webhooks import Delivery, DeliveryState, Kind, Webhook, WebhookQuerySet

__all__ = ["Delivery", "DeliveryState", "Kind", "Token", "TokenQuerySet", "Webhook", "WebhookQuerySet"]
