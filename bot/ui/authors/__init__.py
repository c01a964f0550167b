"""What authors see of their claims, wishes and stories, and what they press there."""
