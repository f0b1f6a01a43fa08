"""durable-rules: sessions that decide, what they taught, and the test before they are used."""
