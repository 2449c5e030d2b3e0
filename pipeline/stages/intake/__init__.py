"""The intake: questions, answers, and the contract that they make."""
