"""What goes on around the cycle: people learn, prove who they are, keep the tone, ask for their data."""
