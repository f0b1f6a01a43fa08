"""Large files of choices as tables, batch by batch, in bounded memory."""
