from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from goldenthread.api.views import docs, program, tokens, webhooks

app_name = "api"


class Anything(StringConverter):
    """Line breaks too: no address below that of the API leads to a page for people."""

    regex = r"[\s\S]+"


register_converter(Anything, "anything")

W = "p/<slug:partnership>/webhooks"

urlpatterns = [
    path("api/v1/", include((program.patterns(), "programs"), namespace="programs")),
    path("api/v1/", program.nowhere, name="root"),
    path("api/v1/<anything:rest>", program.nowhere, name="nowhere"),
    path("api/openapi.json", program.openapi, name="openapi"),
    path("api/docs", docs.docs, name="docs"),
    path(f"{W}/", webhooks.webhook_list, name="webhooks"),
    path(f"{W}/add/", webhooks.webhook_add, name="webhook_add"),
    path(f"{W}/<ref>/", webhooks.webhook, name="webhook"),
    path(f"{W}/<ref>/change/", webhooks.webhook_change, name="webhook_change"),
    path(f"{W}/<ref>/remove/", webhooks.webhook_remove, name="webhook_remove"),
    path(f"{W}/<ref>/again/<int:number>/", webhooks.webhook_again, name="webhook_again"),
    path(f"{W}/<ref>/<slug:step>/", webhooks.webhook_step, name="webhook_step"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/add/", tokens.token_add, name="token_add"),
    path("tokens/<slug:ref>/revoke/", tokens.token_revoke, name="token_revoke"),
]
