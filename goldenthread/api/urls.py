from django.urls import include, path

from goldenthread.api.views import docs, program, tokens

app_name = "api"

urlpatterns = [
    path("api/v1/", include((program.patterns(), "programs"), namespace="programs")),
    path("api/v1/", program.nowhere, name="root"),
    path("api/v1/<path:rest>", program.nowhere, name="nowhere"),
    path("api/openapi.json", program.openapi, name="openapi"),
    path("api/docs", docs.docs, name="docs"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/add/", tokens.token_add, name="token_add"),
    path("tokens/<slug:ref>/revoke/", tokens.token_revoke, name="token_revoke"),
]
