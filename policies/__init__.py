"""Policy packs for Pulumi stacks on AWS, with one module per rule."""
