"""nbgrader's settings for the lab. Yours to edit: it stays when the course is made again."""
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "lab"))  # the grader
try:
    if not (HERE / "lab" / "autograder").is_dir():  # a grader that is installed elsewhere may be another version
        raise ImportError(f"{HERE / 'lab'} is missing")
    from autograder.platforms.nbgrader import completing, executor, submitted_notebook  # noqa: F401
except ImportError as error:  # nbgrader would go on without these settings, and run strangers' code itself
    sys.exit(f"The grader can't be loaded, so nothing is done: {error}. "
             'pip install -c lab/requirements.lock -e "lab[dev]"')

completing.complete(HERE, "$lab")  # submissions without lab.ipynb, which nbgrader would pass over, get one

c = get_config()  # noqa: F821  (traitlets gives it)
c.CourseDirectory.root = str(HERE)
c.CourseDirectory.course_id = "$lab-lab"

# The inputs of the examination are drawn from the secret: keep it to grade the same way again.
c.GradeConfined.secret = "$secret"
c.GradeConfined.lab = "$lab"
# Language of what students read: "en" or "zh".
c.GradeConfined.language = "$language"
c.RestoreCells.language = "$language"
# True only in a container or virtual machine of its own: submissions are strangers' code.
c.GradeConfined.unconfined = False

# `generate_assignment`: solutions become stubs that say what to do.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "nbgrader.preprocessors.LockCells",
    "autograder.platforms.nbgrader.stubs.LeaveStubs",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.ClearSolutions.text_stub = "在这里作答。 Your answer here."
c.LeaveStubs.text_stub = c.ClearSolutions.text_stub

# `autograde`: the submission is graded once, by confined workers; its notebook is never run.
c.Autograde.exporter_class = "autograder.platforms.nbgrader.submitted_notebook.PatientExporter"
c.Autograde.sanitize_preprocessors = [
    "autograder.platforms.nbgrader.executor.RestoreCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "autograder.platforms.nbgrader.executor.GradeConfined",  # in the place of Execute
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.ClearHiddenTests",  # feedback shows none
    "nbgrader.preprocessors.CheckCellMetadata",
]
# A submission's own .py files stay, should the assignment ever have files of these names.
c.Autograde.exclude_overwriting = {
    "$lab": "$files".split()}

# Pages for teachers and students: HTML in a student's text is shown, not obeyed.
c.HTMLExporter.filters = {"markdown2html": "autograder.platforms.nbgrader.markdown.quoted_html"}

# `export`: a name with a comma stays one column.
c.ExportApp.plugin_class = "autograder.platforms.nbgrader.exporting.QuotedExport"

# `validate` runs the test cells; the first of them waits for the grader to start.
c.Execute.timeout = 300

# Times of submission are written in UTC. Leave that so where lateness counts: nbgrader reads CST or EDT, which it
# writes for other zones, as UTC.
# c.Exchange.root = "/usr/local/share/nbgrader/exchange"  # where release_assignment puts it
