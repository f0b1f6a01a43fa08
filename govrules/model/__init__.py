"""Values that the whole engine shares: money, dates, vocabulary, policy, choice, decision."""
