"""Draw charts as SVG text that reads in print, without colour and by a screen reader."""
