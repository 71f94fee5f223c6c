"""Foreign programs, one module each, and the limits of time and memory in which they and strangers' files are read."""
