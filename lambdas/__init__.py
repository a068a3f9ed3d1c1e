"""Functions, one folder each: decode an event, call the domain in `delivery`, write the result."""
