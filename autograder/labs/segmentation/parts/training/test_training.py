"""Checks of the part `training`. A check's docstring is what is true of correct work."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import Observations, close, need, require, short
from autograder.i18n.messages import say
from autograder.labs.segmentation.collaborators import measures
from autograder.labs.segmentation.collaborators.epoch import losses, predictions
from autograder.labs.segmentation.parts.training import inputs
from autograder.labs.segmentation.settings import LEARNING_RATE

OFF = 1e-2  # of a change of the weights, by its largest number
VALUE = 2e-3
SHARE = 2e-3  # of the first learning rate


def test_adam(look):
    """The optimizer is Adam with learning rate 1e-3 over exactly the model's parameters."""
    seen = inputs.optimizer(look)
    made = seen.branch("made")
    require(made.count("missing") == made.count("foreign") == made.count("twice") == 0, say(
        "{missing} of the model's parameters are missing, {foreign} others are there.",
        missing=made.count("missing"), foreign=made.count("foreign")), help=say("Give it model.parameters()."))
    require(close(made.number("lr"), LEARNING_RATE, 1e-3, 0.0), say(
        "Its learning rate is {found}.", found=short(made.number("lr"))), expected=say("{value}", value="1e-3"))
    expected = _adam(*([float(beta) for beta in made.items("betas")] or [0.9, 0.999])[:2])
    for found, right in zip(seen.items("moves"), expected):
        require(close(found, right, 0.0, 2e-2 * LEARNING_RATE / 10), say(
            "A step of this {kind} moves weights otherwise than Adam does.", kind=made.text("type")),
            expected=say("Adam without weight decay"))


def _adam(first: float, second: float) -> list[np.ndarray]:
    """Weights of 1 after each step of Adam (Kingma and Ba, 2015, algorithm 1) on the known gradients."""
    weights, mean, square, found = np.ones(len(inputs.GRADIENTS[0])), 0.0, 0.0, []
    for step, gradient in enumerate(np.array(inputs.GRADIENTS), 1):
        mean, square = first * mean + (1 - first) * gradient, second * square + (1 - second) * gradient**2
        rate = LEARNING_RATE / (np.sqrt(square / (1 - second**step)) + 1e-8)
        weights = weights - rate * mean / (1 - first**step)
        found.append(weights)
    return found


def test_schedule(look):
    """Stepped once an epoch, the schedule follows half a cosine from the first learning rate down to 0."""
    for epochs in inputs.EPOCHS:
        seen = inputs.optimizer(look).branch(f"rates {epochs}")
        require(seen.flag("ordered"), say("make_optimizer does not return the pair (optimizer, scheduler)."))
        rates = np.array([float(np.asarray(rate)) for rate in seen.items("rates")])
        expected = (1 + np.cos(np.pi * np.arange(epochs + 1) / epochs)) / 2
        need(rates[0] > 0, say("The learning rate is 0 from the start."))
        shares = rates / rates[0]
        require(shares.shape == expected.shape and np.isfinite(shares).all(), say("A learning rate is missing."))
        worst = int(np.abs(shares - expected).argmax())
        require(abs(shares[worst] - expected[worst]) <= SHARE, say(
            "After {n} of {all} epochs the rate is {found} times the first.", n=worst, all=epochs,
            found=short(shares[worst])), expected=say("{value} times", value=short(expected[worst])))


@inputs.with_either
def test_updates(look, own=False):
    """Each batch moves the weights once, along the gradient of segmentation_loss."""
    epoch = inputs.Epoch(look, own)
    steps, batches = epoch.steps(), epoch.batches()
    require(steps, say("The optimizer made no step."))
    need(batches, say("The model was never called with a graph."))
    require(len(steps) == len(batches), say("The optimizer made {n} steps in {all} batches.", n=len(steps),
                                            all=len(batches)), expected=say("one step for each batch"))
    require(_follows(epoch), say("The first step does not follow the gradient of segmentation_loss."), help=say(
        "For each batch: the loss of model(images) and masks, one backward, one step of the optimizer."))


def _follows(epoch: inputs.Epoch) -> bool:
    """Whether the first step follows the right gradient."""
    change = (inputs.WEIGHTS - epoch.steps()[0]) / inputs.RATE
    expected = epoch.first_gradient()
    return close(change, expected, 0.0, OFF * np.abs(expected).max())


@inputs.with_either
def test_every_batch(look, own=False):
    """An epoch uses every slice of the loader, once."""
    epoch = inputs.Epoch(look, own)
    used = {int(index) for _, chosen in epoch.batches() for index in chosen}
    require(len(used) == inputs.SLICES, say("Only {n} of {all} slices were used.", n=len(used), all=inputs.SLICES))
    batches = -(-inputs.SLICES // inputs.BATCH)
    require(len(epoch.steps()) <= batches, say("The optimizer made {n} steps in {all} batches.",
                                               n=len(epoch.steps()), all=batches))


@inputs.with_either
def test_clears_gradients(look, own=False):
    """Each step starts from clean gradients: nothing of the last batch is added."""
    epoch = inputs.Epoch(look, own)
    steps = epoch.steps(both=True)
    need(len(steps) > 1 and (steps[0] != inputs.WEIGHTS).any(), say("The weights were not moved."))
    starts = [inputs.WEIGHTS.astype(float), *steps]
    for number, alone in enumerate(epoch.alone()):
        fresh = [event.array("weights", 1) for event in alone.branches("log") if event.text("event") == "step"]
        need(fresh, say("The optimizer made no step."))
        found, expected = (end - starts[number] for end in (steps[number], fresh[0]))
        require(close(found, expected, 0.0, OFF * max(float(np.abs(expected).max()), 1e-4)), say(
            "Step {number} moves the weights otherwise than the same step from a clean start does.",
            number=number + 1), help=say("Call optimizer.zero_grad() before each backward()."))


@inputs.with_either
def test_train_mode(look, own=False):
    """train_epoch puts the model into training mode, also where it was in evaluation mode before."""
    calls = _calls(inputs.epoch(look, own).branch("modal"))
    need(calls, say("The model was never called."))
    require(any(call.flag("graph") for call in calls), say("The model was never called with a graph."))
    require(all(call.flag("training") for call in calls if call.flag("graph")), say(
        "A model that was in evaluation mode was trained in evaluation mode."), help=say(
        "Call model.train() at the start of each epoch."))


def _calls(record: Observations) -> list[Observations]:
    return [event for event in record.branches("log") if event.text("event") == "call"]


@inputs.with_either
def test_scheduler_step(look, own=False):
    """The scheduler makes one step an epoch, after all of the optimizer's; without one the epoch runs, too."""
    epoch = inputs.Epoch(look, own)
    names = [event.text("event") for event in epoch.first]
    given = [event for event in epoch.first if event.text("event") == "scheduler"]
    need("step" in names, say("The optimizer made no step."))
    require(len(given) == 1, say("The scheduler made {n} steps in one epoch.", n=len(given)), expected=say("one step"))
    require("step" not in names[names.index("scheduler"):], say(
        "The scheduler made its step before the optimizer had made all of its own."))
    require(given[0].count("given") == 0, say("scheduler.step was given a number; this schedule counts by itself."))
    inputs.epoch(look, own)["unscheduled"]


@inputs.with_either
def test_mean_loss(look, own=False):
    """train_epoch returns the mean of the loss over the slices of the epoch: a short last batch counts for less."""
    epoch = inputs.Epoch(look, own)
    record, batches = epoch.returned[0], epoch.batches()
    require("value" in record, say("train_epoch returned a {kind}.", kind=record.text("type")),
            expected=say("a float"))
    require(not record.flag("graph"), say("What it returned keeps the graph of all batches."), help=say(
        "Add up loss.item(), not the loss itself."))
    need(batches, say("The model was never called with a graph."))
    found, sizes = record.number("value"), np.array([len(chosen) for _, chosen in batches])
    expected = float(np.concatenate(epoch.losses()).mean())
    if epoch.steps() and not _follows(epoch):  # another loss, which `updates` charges
        alone = [run.branches("returned")[0].number("value") for run in epoch.alone()[:len(sizes)]]
        expected = float(np.average(alone, weights=sizes)) if len(alone) == len(sizes) else expected
    by_batches = float(np.mean([values.mean() for values in epoch.losses()]))
    require(close(found, expected, VALUE), say("It is {found}.", found=short(found)),
            expected=say("{value}", value=short(expected)), help=say(
                "This is the mean over batches; a batch of N slices counts N times.")
            if close(found, by_batches, VALUE) else None)


@inputs.with_either
def test_eval_mode(look, own=False):
    """validate puts the model into evaluation mode."""
    calls = _calls(inputs.validation(look, own).branch("modal"))
    need(calls, say("The model was never called."))
    require(all(call.flag("evaluating") for call in calls), say("The model was validated in training mode."), help=say(
        "Call model.eval() first."))


@inputs.with_either
def test_no_graph(look, own=False):
    """validate builds no graph."""
    seen = inputs.validation(look, own)
    calls = [call for name in ("modal", "scores") if not seen.error(name) for call in _calls(seen.branch(name))]
    if not calls:
        seen["modal"]
    need(calls, say("The model was never called."))
    require(not any(call.flag("graph") for call in calls), say("The model was called with a graph."), help=say(
        "Use torch.no_grad() around the loop."))


@inputs.with_either
def test_changes_nothing(look, own=False):
    """validate changes no weight and no running statistic, and leaves no gradients."""
    seen = inputs.validation(look, own).branch("modal")
    calls = _calls(seen)
    need(calls, say("The model was never called."))
    require(seen.count("weights") == 0, say("validate changed weights."))
    require(seen.count("gradients") == 0, say("validate left gradients in the model."))
    require(seen.count("frozen") == 0, say("validate left weights that do not learn any more."))
    if all(call.flag("evaluating") for call in calls):  # else `eval_mode` charges for it
        require(seen.count("statistics") == 0, say("validate changed running statistics."))


@inputs.with_either
def test_scores(look, own=False):
    """validate returns "loss", the mean over slices, and "dice", for class 1 and class 2 the mean over slices."""
    seen = inputs.validation(look, own).branch("scores")
    images, masks = inputs.slices(look)
    for name in ("loss", "dice"):
        require(name in seen, say("There is nothing under \"{name}\".", name=name),
                expected=say("{{\"loss\": ..., \"dice\": [..., ...]}}"))
    loss, found = seen.branch("loss"), seen.branches("dice")
    require("value" in loss and all("value" in score for score in found), say("A score is no number."))
    require(len(found) == 2, say("\"dice\" holds {n} numbers.", n=len(found)),
            expected=say("one for class 1, one for class 2"))
    require(not any(record.flag("graph") for record in (loss, *found)), say("A score keeps its graph."))
    expected = float(losses(inputs.WEIGHTS.astype(float), images, masks).mean())
    found_loss = loss.number("value")
    require(close(found_loss, expected, VALUE), say("The loss is {found}.", found=short(found_loss)),
            expected=say("{value}", value=short(expected)))
    classes = predictions(inputs.WEIGHTS.astype(float), images)
    for label, score in enumerate(found, 1):
        right = float(np.mean([measures.dice(*pair, label) for pair in zip(classes, masks)]))
        require(close(score.number("value"), right, VALUE), say(
            "The Dice of class {label} is {found}.", label=label, found=short(score.number("value"))),
            expected=say("{value}", value=short(right)), help=say(
                "Call dice for each slice, with the most probable class of each pixel; then take the mean."))
