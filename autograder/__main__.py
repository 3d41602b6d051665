"""`python -m autograder VERB`: the command line, the same on every system."""
import sys

if __name__ == "__main__":
    try:
        from autograder.commands import main

        main()
    except KeyboardInterrupt:  # while the program itself was being loaded
        sys.exit(130)
