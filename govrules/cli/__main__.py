"""Run the command line as `python -m govrules.cli`."""

from govrules.cli.main import main

main()
