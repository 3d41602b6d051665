# For `nbgrader validate` in this folder: test cells take longer than nbgrader waits by default.
c = get_config()  # noqa: F821
c.Execute.timeout = 300
