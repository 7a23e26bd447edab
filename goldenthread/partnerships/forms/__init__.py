"""What people may type about who we are."""
