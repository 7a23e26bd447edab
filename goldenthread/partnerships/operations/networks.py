"""Partnerships that work together: a network and who belongs to it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from goldenthread.history import operations as history
from goldenthread.partnerships.models import Network, Partnership
from goldenthread.partnerships.operations.records import Actor


@transaction.atomic
def join_network(partnership: Partnership, *, slug: str, name: str, by: Actor) -> Network:
    """The network of this short name, begun if there is none. A partnership belongs to one at most."""
    partnership = Partnership.objects.select_for_update().get(pk=partnership.pk)
    if partnership.network_id is not None:
        raise ValidationError(f"{partnership} belongs to {partnership.network} already.")
    network = Network.objects.filter(slug=slug).first() or Network(slug=slug, name=name.strip())
    if network.pk is None:
        network.full_clean()
        network.save()
        history.record(network, "began the network", by=by, new={"name": network.name})
    partnership.network = network
    partnership.save(update_fields=["network"])
    history.record(partnership, f"joined {network}", by=by)
    return network
