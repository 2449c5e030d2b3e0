"""Letters under a contract: their facts, their words and their paper."""
