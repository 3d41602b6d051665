"""The course folder for nbgrader: the instructor's notebook, what students get with it, the configuration."""
