"""Projects order events to order views, to the order lists of couriers and to tracking updates."""
