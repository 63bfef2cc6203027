"""``python -m api`` is the ``mundap`` command."""

from api.cli import main

main()
