"""The second wall: work on strangers' files and on contracts runs in child processes, with limits of memory and time."""
