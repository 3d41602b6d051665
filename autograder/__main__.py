"""`python -m autograder VERB`: the command line, the same on every system."""
from autograder.commands import main

if __name__ == "__main__":
    main()
