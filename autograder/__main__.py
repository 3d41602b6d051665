"""`python -m autograder VERB`: the command line, the same on every system."""
import sys

try:
    from autograder.commands import main
except KeyboardInterrupt:  # while the program itself is being loaded; later click hears it
    sys.exit(130)

if __name__ == "__main__":
    main()
