"""What would make a choice comply, and how near one that complies is to a limit."""
