# Every verb of the lab. Bare `make` lists them. Each target makes the environment it needs first.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
PY := $(VENV)/bin/python
# Another lab, by its name or its folder: paths that are not named follow it.
LAB ?=
SUBMISSION ?=
SUBMISSIONS ?=
SOURCE ?=
DATA ?=
OUT ?=
STUDENT ?=
CHECK ?=
PART ?=
HINTS ?=
ifneq ($(HINTS),)
export AUTOGRADER_HINTS := $(HINTS)
endif
TESTS ?=
N ?= 1000
SCHEDULER ?=
# A CPU-only package index for torch, if you have one: make TORCH_INDEX=<url> ...
TORCH_INDEX ?=
PIP := $(PY) -m pip install --disable-pip-version-check -c requirements.lock $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))

GRADER = $(PY) -m autograder $(if $(LAB),--lab "$(LAB)")
ASSIGNMENT = $(if $(LAB),$(shell $(PY) -c "import sys; from autograder.lab import load; print(load(sys.argv[1]).assignment)" "$(LAB)"),assignment)

.DEFAULT_GOAL := help
.PHONY: help test watch zip notebook grade report upload explain similarity release gradescope nbgrader verify doctor data train show \
  evaluate picture figures bench bench-class bench-train check doors lint messages mini lock clean

help: ## list the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'
	@echo "LAB=NAME_OR_FOLDER with any of them: another lab than the first."

$(VENV)/.ready: pyproject.toml requirements.lock
	@echo "Setting up $(VENV), once: the default build of torch takes about 5 GB on Linux, and some minutes."
	@echo "Without a GPU, a CPU-only build is about 1 GB: make TORCH_INDEX=<its package index> test"
	@echo "准备运行环境 $(VENV)，只需一次：Linux 上默认的 torch 约 5 GB，需要几分钟。"
	@echo "没有 GPU 时可用 CPU 版，约 1 GB：make TORCH_INDEX=<对应的软件包索引> test"
	$(PYTHON) -m venv $(VENV)
	$(PIP) -e .
	@touch $@

# The extras of pyproject.toml.
$(VENV)/.ready-%: $(VENV)/.ready
	@echo "Installing what pyproject.toml lists as $* ..."
	@$(PIP) --quiet -e ".[$*]"
	@touch $@

test: $(VENV)/.ready ## student: check your work (PART=generator for one part, SUBMISSION=DIR for another folder)
	@AUTOGRADER_MAKE=1 $(GRADER) test $(SUBMISSION) $(if $(PART),--part "$(PART)") $(ARGS)

watch: $(VENV)/.ready ## student: the same after each save, on one screen, only what the save touches (SUBMISSION=DIR)
	@AUTOGRADER_MAKE=1 $(PY) -m autograder watch $(SUBMISSION) $(ARGS)

grade: $(VENV)/.ready$(if $(SCHEDULER),-cluster) ## TA: grade a class (SUBMISSIONS=DIR OUT=DIR; default: the sample class; SCHEDULER=tcp://… for many machines)
	@$(GRADER) grade $(SUBMISSIONS) $(if $(OUT),--out $(OUT)) $(if $(SCHEDULER),--scheduler $(SCHEDULER)) $(ARGS)

data: $(VENV)/.ready-data ## instructor: IXI volumes to dataset/ixi2000 (SOURCE="FOLDER_OR_TAR ..." or ARGS=--download)
	@$(PY) dataset/prepare_ixi.py $(SOURCE) $(ARGS)

zip: $(VENV)/.ready ## student: pack submission.zip, which you hand in (SUBMISSION=DIR)
	@$(GRADER) zip $(SUBMISSION) $(ARGS)

notebook: $(VENV)/.ready-notebook ## student: open the lab's notebook in Jupyter
	@AUTOGRADER_LAB="$(if $(findstring /,$(LAB)),$(abspath $(LAB)),$(LAB))" $(PY) -m jupyter lab $(ASSIGNMENT)/lab.ipynb $(ARGS)

report: $(VENV)/.ready ## TA: print all pages of OUT again from its verdicts (ARGS="--lang zh")
	@$(GRADER) report $(OUT) $(ARGS)

upload: $(VENV)/.ready ## TA: the scores of OUT as files for Canvas, Moodle, Gradescope (ARGS="--canvas-gradebook FILE")
	@$(GRADER) upload $(OUT) $(ARGS)

explain: $(VENV)/.ready ## TA: for an appeal, what a check went by (STUDENT=NAME CHECK=generator.range OUT=DIR)
	@$(GRADER) explain "$(STUDENT)" "$(CHECK)" $(if $(OUT),--out $(OUT)) $(ARGS)

similarity: $(VENV)/.ready-similarity ## TA: submissions of OUT that are alike, with the lines (ARGS="--least 60")
	@$(GRADER) similarity $(OUT) $(ARGS)

train: $(VENV)/.ready ## train on dataset/ixi2000, or on the phantoms (ARGS="--epochs 5 --code solution")
	@$(PY) $(ASSIGNMENT)/train.py $(ARGS)

show: $(VENV)/.ready ## draw T1, generated T2, real T2 and the loss curves of the last run
	@$(PY) $(ASSIGNMENT)/show.py $(ARGS)

evaluate: $(VENV)/.ready-data ## PSNR, SSIM and MAE of the last run against two baselines (ARGS="--run runs/latest")
	@$(PY) $(ASSIGNMENT)/evaluate.py $(ARGS)

gradescope: $(VENV)/.ready ## instructor: dist/gradescope-autograder.zip (TORCH_INDEX=URL for a small image, ARGS="--lang zh")
	@$(GRADER) gradescope $(if $(TORCH_INDEX),--torch-index $(TORCH_INDEX)) $(ARGS)

nbgrader: $(VENV)/.ready-dev ## instructor: dist/nbgrader-course, a course folder for nbgrader (ARGS="--lang zh")
	@$(GRADER) nbgrader $(ARGS)

doctor: $(VENV)/.ready ## what this machine can and can't do (DATA=DIR: is this data folder sound?)
	@$(GRADER) doctor $(if $(DATA),--data $(DATA)) $(ARGS)

release: $(VENV)/.ready-dev ## instructor: make assignment/ from solution/, and the students' package
	@$(GRADER) release

verify: $(VENV)/.ready ## instructor: every stored submission gets its stored verdict
	@$(GRADER) verify $(ARGS)

mini: $(VENV)/.ready ## make fixtures/ixi_mini again
	@$(PY) -m autograder.labs.phantoms --out fixtures/ixi_mini

bench: $(VENV)/.ready ## developer: what grading costs by its arithmetic, as ratios (ARGS=--profile: where time goes)
	@$(GRADER) bench $(ARGS)

bench-train: $(VENV)/.ready ## developer: images a second of train.py against the manual's plain loop
	@$(PY) -m docs.results.speed $(ARGS)

bench-class: $(VENV)/.ready ## developer: grade an invented class, kill it, take it up (N=1000 ARGS="--kills 2")
	@$(GRADER) bench-class --count $(N) $(ARGS)

# Takes long: a generator is trained for 2640 steps.
picture: $(VENV)/.ready ## developer: train on synthetic pairs and draw the README's picture again
	@$(PY) -m autograder.labs.phantoms --out runs/heads --train 240 --test 12 --seed 5000
	@$(PY) assignment/train.py --code solution --data runs/heads --epochs 11 --out runs/picture
	@$(PY) assignment/show.py --run runs/picture --slices 1
	@cp runs/picture/comparison.png docs/t1_t2.png

figures: $(VENV)/.ready-dev ## developer: draw the handout's figures again (ARGS=--train trains their networks first)
	@$(PY) -m docs.figures $(ARGS)

# Coverage is that of the tests' own processes: what student code is run by is started anew, or forked, and not seen.
check: $(VENV)/.ready-dev $(if $(TESTS),,lint) ## developer: lint, all tests, coverage (TESTS="tests/i18n -k glossary" for some tests)
	@$(PY) -m pytest -q $(or $(TESTS),tests -n 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered) $(ARGS)

# Takes half an hour.
doors: $(VENV)/.ready-dev ## developer: the same points at every door; prints the table
	@AUTOGRADER_DOORS=all $(PY) -m pytest tests/platforms/test_doors.py -q -s $(ARGS)

lint: $(VENV)/.ready-dev ## developer: style, import contracts, types
	@$(PY) -m ruff check .
	@$(VENV)/bin/lint-imports --no-logo
	@$(PY) -m mypy

messages: $(VENV)/.ready ## developer: take new sentences into the catalogues, drop stale ones
	@$(PY) -m autograder.i18n.catalogue --update

# What comes with torch for GPUs is to be had for Linux alone.
lock: ## pin every requirement again, in a fresh environment
	rm -rf $(VENV)-lock && $(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet -e ".[dev]"
	$(VENV)-lock/bin/python -m pip freeze --quiet --exclude-editable \
	  | sed -E 's/^((nvidia-|cuda-|triton).*)$$/\1; sys_platform == "linux"/' > requirements.lock
	rm -rf $(VENV)-lock

clean: ## remove what the other verbs have made
	rm -rf $(VENV) graded runs dist .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .coverage *.egg-info
