from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PartnershipsConfig(AppConfig):
    name = "goldenthread.partnerships"

    def ready(self) -> None:
        from goldenthread.accounts.roles import register
        from goldenthread.partnerships import hooks
        from goldenthread.partnerships.operations import invitations
        from goldenthread.partnerships.rights import held_roles
        from goldenthread.partnerships.search import tables

        hooks.completions[invitations.KIND] = invitations.complete
        post_migrate.connect(tables.install, sender=self, dispatch_uid="partnerships.search")
        register(held_roles)
