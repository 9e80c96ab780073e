"""What people type in learning, and the words of what can go wrong."""
