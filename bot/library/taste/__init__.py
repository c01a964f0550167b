"""What readers like, keep and share, and what follows them across processes."""
