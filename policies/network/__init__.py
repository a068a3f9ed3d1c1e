"""Who can reach what: public addresses, security groups, routes and the edge."""
