"""Networks: public addresses, security groups, routes, gateways and firewalls."""
