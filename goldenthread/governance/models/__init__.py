"""What a partnership's bodies do together: meetings and decisions, challenges, risks, strategies owned elsewhere."""
