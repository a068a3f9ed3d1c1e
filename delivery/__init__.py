"""What the platform knows: events, order state machine, geography, dispatch. Pure: no network, no clock of its own."""
