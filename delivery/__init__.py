"""The domain: events, order state machine, geography, dispatch. Pure: no network and no clock."""
