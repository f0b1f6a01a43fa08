"""The page of the scores of scenarios is that of the policies as they are."""

from __future__ import annotations

import pytest

from govrules.library import load
from tests.policies.scores import PAGE, ROOT, digest_of, kept, page, policy_files


def test_every_file_was_scored_as_it_is_now() -> None:
    """If this fails, `python -m tests.policies.scores` scores what has changed."""
    scores = kept()
    stale = [
        file
        for file in policy_files()
        if file not in scores or scores[file].digest != digest_of(file)
    ]
    assert stale == []
    assert sorted(scores) == list(policy_files())


def test_the_page_has_the_scores_that_were_kept() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page(kept(), text) == text


@pytest.mark.parametrize(
    "file",
    [
        "policies/councils/norfolk-county/contract-rules.policy",
        "policies/councils/flintshire/execution.policy",
    ],
)
def test_scoring_again_gives_the_same(file: str) -> None:
    kept_score = kept()[file]
    rulebook = load(ROOT / file)
    titles = rulebook.titles_in([str(ROOT / file)])
    (covered,) = rulebook.coverage(titles)
    (changed,) = rulebook.mutation(titles, explain=False)
    assert (covered.reached, len(covered.points)) == (kept_score.reached, kept_score.points)
    assert (changed.noticed, changed.counted) == (kept_score.noticed, kept_score.changes)


def test_no_file_of_the_library_falls_far_behind() -> None:
    """Every file with scenarios reaches most of its points and notices most small changes."""
    for file, score in kept().items():
        if score.scenarios:
            assert score.reached >= 0.85 * score.points, file
            # values that are worked out of one another leave changes that are not settled
            assert score.noticed >= 0.6 * score.changes, file
