"""Cut all possible choices into boxes that some conditions cannot tell apart; exact, no solver."""
