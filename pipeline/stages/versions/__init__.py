"""Frozen versions: found again to the byte, and watched."""
