from django.urls import path

from goldenthread.plan.views import compare

urlpatterns = [path("compare/", compare.compare, name="compare")]
