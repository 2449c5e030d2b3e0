"""Where files lie: YAML with positions, the clause library, templates, outputs. Only this room builds a path."""
