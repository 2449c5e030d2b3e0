"""A contract is signed: the execution copy is prepared, each signatory signs it, all is verified, and the agreement is concluded."""
