"""What is said of a mistake is true of it: the words follow from what was seen, and no other mistake is named."""
from __future__ import annotations

import pytest

from autograder.i18n.messages import render
from tests.conftest import solution

LIST = "for name in sorted(os.listdir(folder)) if name.endswith"
READ = "return self._read(self.t1_paths[index]), self._read(self.t2_paths[index])"
KEEP = ("if not hasattr(self, 'kept'):\n            self.kept = self._read(self.t1_paths[index]), "
        "self._read(self.t2_paths[index])\n        return self.kept")
CASES = {
    "both reversed": ("dataset.py", {LIST: LIST.replace("(folder))", "(folder), reverse=True)")}, "dataset.order",
                      "Both lists are in reverse order", "reverse_sorted"),
    "another order": ("dataset.py", {LIST: LIST.replace("(folder))", "(folder), key=lambda name: name[::-1])")},
                      "dataset.order", "Each T1 meets its own T2", "t2_unsorted"),
    "kept without index": ("dataset.py", {READ: KEEP}, "dataset.order", "the pair that was read first", "ignores_index"),
    "always the first": ("dataset.py", {"paths[index]": "paths[0]"}, "dataset.order", "one and the same pair",
                         "cached_without_index"),
    "no real T2": ("inference.py", {"subplots(1, 3": "subplots(1, 2", ', ("Real T2", t2)]': "]"},
                   "inference.three_panels", "real T2 is not shown", "t1_instead_of_real"),
    "vmin 0": ("inference.py", {"vmin=-1": "vmin=0"}, "inference.panel_order", "everything below 0 in black",
               "grey_levels_wrap_round"),
    "another G": ("inference.py", {"    G.eval()\n": "    G = torch.nn.Conv2d(1, 1, 1)\n    G.eval()\n"},
                  "inference.translates", "never called the G that it was given", "normalizes_again"),
    "smoothed": ("training.py", {"ones_like(pred_real)": "full_like(pred_real, 0.9)",
                                 "zeros_like(pred_fake)": "full_like(pred_fake, 0.1)"},
                 "loss.fake_term", "D's loss follows BCE(pred_fake, 0.1)", "noisy_labels"),
    "label of the wrong class": ("training.py", {"torch.zeros_like(pred_fake)": "torch.ones_like(pred_fake)"},
                                 "loss.fake_term", "D's loss follows BCE(pred_fake, 1)", "no_half"),
    "D sees real pairs alone": ("training.py", {
        "loss_D = discriminator_loss(pred_real, pred_fake)":
            "loss_D = 0.5 * F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))"},
        "training_step.updates_D", "D's update follows BCE(D(t1, t2), 1) alone", "d_answer_detached_in_d_half"),
    "not cleared": ("training.py", {"    optimizer_D.zero_grad()\n": ""}, "training_step.updates_D",
                    "what G's backward pass left in D's gradients", "d_only_real"),
    "a network of its own": ("training.py", {
        "    fake_t2 = G(t1) ": "    G, E = torch.nn.Conv2d(1, 1, 1), torch.nn.Conv2d(1, 1, 1)\n"
                            "    D = lambda a, b: torch.sigmoid(E(b))\n    fake_t2 = G(t1) "},
        "training_step.updates_G", "never called", "g_never_stepped"),
    "six channels": ("discriminator.py", {"nn.Conv2d(2, 64": "nn.Conv2d(6, 64"}, "discriminator.shape", "6 channels",
                     "one_argument"),
    "misspelt": ("generator.py", {"nn.Module": "nn.module"}, "generator.builds", "Did you mean: 'Module'?", None),
    "Python 2": ("training.py", {"    return {\"loss_G\"": "    print \"done\"\n    return {\"loss_G\""},
                 "loss.adversarial", "Python 2", None),
    "numbers in names": ("dataset.py", {LIST: LIST.replace("(folder))", "(folder), key=lambda name: int(name[:-4]))")},
                         "dataset.is_dataset", "invalid literal for int()", "hard_coded_folders"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_words_say_what_was_seen_and_no_other_mistake_is_named(case, submit, judge):
    file, edits, check, words, other = CASES[case]
    text = solution(file)
    for right, wrong in edits.items():
        assert right in text, right
        text = text.replace(right, wrong)
    part = check.split(".")[0]
    results = {result.check: result for result in judge(submit({file: text}), [part]).results}
    result = results[check]
    assert result.outcome != "passed" and words in render(result.observed, "en"), render(result.observed, "en")
    assert all(other not in found.misconceptions for found in results.values())


def test_a_label_of_the_wrong_class_costs_no_half(submit, judge):
    text = solution("training.py").replace("torch.zeros_like(pred_fake)", "torch.ones_like(pred_fake)")
    lost = {result.check for result in judge(submit({"training.py": text}), ["loss"]).results if result.outcome != "passed"}
    assert lost == {"loss.fake_term"}


def test_a_file_that_was_not_handed_in_is_named_with_those_that_were(submit, judge):
    result = judge(submit({"discriminator.py": None}), ["discriminator"]).results[0]
    assert render(result.observed, "en") == ("No submitted file defines Discriminator, and there is no discriminator.py. "
                                             "Handed in: dataset.py, generator.py, inference.py, training.py.")
