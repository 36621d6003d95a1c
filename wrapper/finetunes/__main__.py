"""``python -m finetunes``: the command line, as the command ``finetunes`` has it."""

from finetunes.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
