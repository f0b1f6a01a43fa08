"""What holds of policies for every choice, and what their own scenarios show of them."""
