"""The dispatcher: proposes which courier takes which order; the order service decides."""
