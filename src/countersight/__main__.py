"""``python -m countersight``: the program, where its folder is not on the path."""

from countersight.cli import main

if __name__ == "__main__":
    main()
