"""A round of the negotiation: a file comes back, its changes are decided, carried out and answered."""
