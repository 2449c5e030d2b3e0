"""The clause library, the laws and the schemas by themselves, without any contract."""
