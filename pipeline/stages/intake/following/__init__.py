"""What follows from several answers together, section by section."""
