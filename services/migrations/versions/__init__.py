"""One module a step, numbered; a step that has been released never changes."""
