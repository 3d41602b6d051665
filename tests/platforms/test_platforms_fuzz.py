"""Whatever people and platforms name their files: nothing is lost, nothing overwritten, nothing built that is not asked for."""
import zipfile
from contextlib import ExitStack

import pytest

from autograder.lab import load
from autograder.platforms import take_in
from autograder.platforms.naming import OWN_ENDINGS, unique
from autograder.platforms.outline import outline
from autograder.platforms.places import file_name
from autograder.platforms.survey import Survey
from autograder.submissions.records import Handed
from tests.platforms import exports


@pytest.mark.parametrize(("raw", "name"), [("张三/généré.py".encode(), "张三/généré.py"), ("张喆.py".encode("gb18030"), "张喆.py"),
                                           ("Müller.py".encode("cp437"), "Müller.py"), (b"plain.py", "plain.py")])
def test_names_in_zips_of_all_systems(raw, name):
    info = zipfile.ZipInfo(raw.decode("cp437"))
    assert file_name(info) == name


def test_any_names_give_folders_of_their_own(tmp_path):
    hypothesis = pytest.importorskip("hypothesis")
    words = hypothesis.strategies.text(max_size=300)
    near = hypothesis.strategies.sampled_from(["ann", "Ann", "ANN", "张三", "张 三", "ß", "SS", "con.py", "a.csv", "ı", "İ", ".", ""])

    @hypothesis.settings(max_examples=200, deadline=None)
    @hypothesis.given(hypothesis.strategies.lists(near | words, min_size=1, max_size=8))
    def name(stems: list[str]):
        taken: set[str] = set()
        for stem in stems:
            given = unique(stem, ".zip", taken)
            assert given.casefold() not in taken and len(given.encode()) < 256 and given == given.strip(". ")
            assert not given.casefold().endswith(OWN_ENDINGS) and not set(given) & set('/\\:*?"<>|\0\n')
            taken.add(given.casefold())
    name()


def test_nothing_at_a_place_is_dropped_in_silence(tmp_path):
    """Whatever lies beside each other: each entry is part of a submission or is left out with its reason."""
    hypothesis = pytest.importorskip("hypothesis")
    names = hypothesis.strategies.sampled_from([
        "ann", "Ann", "bob.zip", "cy.py", "x_assignsubmission_file_", "Ann Lee_1_assignsubmission_file", "leeann_1_2_a.py",
        "leeann_1_3_a-1.py", "LATE_anon_x_5_b.zip", "leeann_1_text.html", "submitted", "source", "submission_metadata.yml",
        "submission_1", ".git", "__MACOSX", "data", "notes.pdf", "con", "训练.ipynb"])
    inner = hypothesis.strategies.sampled_from(["", "generator.py", "a/generator.py", "b/lab.ipynb", "c.png", "x.zip", "timestamp.txt"])
    files = hypothesis.strategies.dictionaries(names, hypothesis.strategies.lists(inner, max_size=4), max_size=8)
    rooms = iter(range(10**6))

    @hypothesis.settings(max_examples=60, deadline=None)
    @hypothesis.given(files, hypothesis.strategies.booleans())
    def survey(files: dict[str, list[str]], zipped: bool):
        laid = {f"{name}/{each}" if each else name: "" for name, inside in files.items() for each in (inside if all(inside) else [""])}
        top = {name for name in files if any(path.split("/")[0] == name for path in laid)}
        room = exports.lay_out({"padding.txt": "", **laid}, tmp_path / f"{next(rooms)}{'.zip' if zipped else ''}")
        with ExitStack() as archives:
            looked = Survey(archives, load())
            finds = list(looked.of(room))
            reported = [piece.at for find in finds for piece in find.pieces] + [one.place for one in looked.left_out]
        if reported == [str(room)] and (zipped or len(finds) == 1):
            return  # it was taken for one submission
        if any(place == str(room) for place in reported):
            return  # an export that can't be read, which is said of the whole place
        assert top <= {place.removeprefix(f"{room}/").split("/")[0] for place in reported}, reported
    survey()


def test_branches_that_nobody_asks_for_are_not_built():
    hypothesis = pytest.importorskip("hypothesis")
    yaml = pytest.importorskip("yaml")
    leaves = hypothesis.strategies.none() | hypothesis.strategies.integers() | hypothesis.strategies.sampled_from(["r", "", "a: b", "- x"])
    values = hypothesis.strategies.recursive(leaves, lambda inner: hypothesis.strategies.lists(inner, max_size=3) | hypothesis.strategies.dictionaries(
        hypothesis.strategies.sampled_from(["r", "s", ":results"]), inner, max_size=3), max_leaves=12)

    def pruned(value):
        if isinstance(value, dict):
            return {key: None if key in ("r", ":results") else pruned(inner) for key, inner in value.items()}
        return [pruned(inner) for inner in value] if isinstance(value, list) else value

    @hypothesis.settings(max_examples=150, deadline=None)
    @hypothesis.given(values)
    def outlined(value):
        class Plain(yaml.SafeDumper):
            def ignore_aliases(self, data):
                return True
        assert outline(yaml.dump(value, Dumper=Plain).encode(), ("r", ":results")) == pruned(value)
    outlined()
    with pytest.raises(yaml.YAMLError):
        outline(b"!!python/object:os.system {}", ())


def test_any_gradescope_record_is_read_or_refused(tmp_path):
    """A name that a student gave to Gradescope may be anything."""
    hypothesis = pytest.importorskip("hypothesis")
    yaml = pytest.importorskip("yaml")
    plain = hypothesis.strategies.none() | hypothesis.strategies.text() | hypothesis.strategies.integers()
    record = hypothesis.strategies.dictionaries(
        hypothesis.strategies.sampled_from([":submitters", ":created_at", ":history"]),
        plain | hypothesis.strategies.lists(plain | hypothesis.strategies.dictionaries(
            hypothesis.strategies.sampled_from([":name", ":sid", ":email"]), plain), max_size=3))

    @hypothesis.settings(max_examples=60, deadline=None)
    @hypothesis.given(record)
    def read(record: dict):
        files = {"submission_metadata.yml": yaml.safe_dump({"submission_1": record}, allow_unicode=True), "submission_1/generator.py": "x"}
        found = take_in([exports.lay_out(files, tmp_path / "class")], tmp_path / "copies")
        assert len(found.handed) == 1 and found.handed == [Handed.from_json(one.to_json()) for one in found.handed]
    read()
