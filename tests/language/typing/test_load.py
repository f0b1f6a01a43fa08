"""Loading: files, folders, the policies that are used, and one digest whatever the order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.language.load import Loaded, load_files, load_texts
from govrules.language.read_files import LIMIT_KB
from govrules.language.shelf import version_key
from tests.language.typing.policy_texts import codes, load_all

TOP = 'Policy "Top" version 1\n  uses "Words" version 2 or later\nDefine few if bidders is 1\n'


def words(version: str) -> str:
    return f'Policy "Words" version {version}\nVocabulary\n  bidders is a number\n'


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.policy").write_text(text, encoding="utf-8")
    return folder


def titles(loaded: Loaded) -> list[str]:
    assert loaded.policy_set is not None, loaded.diagnostics
    return [f"{policy.title} {policy.version}" for policy in loaded.policy_set.policies]


def test_a_used_policy_is_found_beside_the_file(tmp_path: Path) -> None:
    write(tmp_path, top=TOP, words=words("2"))
    assert titles(load_files([tmp_path / "top.policy"])) == ["Top 1", "Words 2"]


def test_a_used_policy_is_found_in_and_below_a_folder_to_search(tmp_path: Path) -> None:
    write(tmp_path / "ours", top=TOP)
    write(tmp_path / "theirs" / "deep", words=words("2.1"))
    top = tmp_path / "ours" / "top.policy"
    assert codes(load_files([top])) == ["P200"]
    assert titles(load_files([top], [tmp_path / "theirs"])) == ["Top 1", "Words 2.1"]


def test_given_files_come_before_folders(tmp_path: Path) -> None:
    write(tmp_path / "ours", top=TOP, words=words("2.9"))
    write(tmp_path / "given", words=words("2"))
    loaded = load_files([tmp_path / "ours" / "top.policy", tmp_path / "given" / "words.policy"])
    assert titles(loaded) == ["Top 1", "Words 2"]


def test_of_several_versions_the_highest_that_fits_is_used(tmp_path: Path) -> None:
    write(tmp_path, top=TOP, a=words("2.9"), b=words("2.10"), c=words("1"))
    assert titles(load_files([tmp_path / "top.policy"])) == ["Top 1", "Words 2.10"]


@pytest.mark.parametrize(
    ("wanted", "found", "fits"),
    [
        ("2 or later", "1.9", False),
        ("2 or later", "2", True),
        ("2 or later", "2.0.1", True),
        ("2", "2.0", True),
        ("2", "2.1", False),
        ("2.10", "2.1", False),
        ("2.10 or later", "2.9", False),
    ],
)
def test_versions_are_dotted_numbers(wanted: str, found: str, fits: bool) -> None:
    top = TOP.replace("2 or later", wanted)
    loaded = load_all(top, words(found))
    assert (loaded.policy_set is not None) == fits
    if not fits:
        (fault,) = loaded.diagnostics
        assert fault.code == "P200"
        assert f"version {wanted}" in fault.message
        assert f"only in version {found}" in fault.message


def test_a_policy_that_is_not_found_is_told_with_near_titles() -> None:
    (fault,) = load_all(TOP, words("2").replace('"Words"', '"Wrds"')).diagnostics
    assert fault.message == 'no policy "Words" was found; did you mean "Wrds"?'
    assert fault.place.line == 2


def test_what_is_used_by_what_is_used_is_there_too(tmp_path: Path) -> None:
    write(
        tmp_path,
        top='Policy "Top" version 1\n  uses "Middle" version 1\nDefine few if bidders is 1\n',
        middle='Policy "Middle" version 1\n  uses "Words" version 2\n',
        words=words("2"),
    )
    loaded = load_files([tmp_path / "top.policy"])
    assert titles(loaded) == ["Middle 1", "Top 1", "Words 2"]
    assert [policy.header.title for policy in loaded.syntax] == ["Top", "Middle", "Words"]


def test_the_policies_that_come_with_govrules_are_found() -> None:
    loaded = load_texts({"a.policy": 'Policy "Top" version 1\n  uses "No such title at all"\n'})
    assert codes(loaded)[-1:] in (["P200"], ["P103"])


@pytest.mark.parametrize("length", [1, 2, 5])
def test_policies_that_use_each_other_in_a_circle(length: int) -> None:
    texts = [
        f'Policy "P{n}" version 1\n  uses "P{(n + 1) % length}" version 1\n' for n in range(length)
    ]
    (fault,) = load_all(*texts).diagnostics
    assert fault.code == "P201"
    assert len(fault.related) == length - 1
    assert fault.message.count(" uses ") == length


def test_one_policy_in_two_files_shows_both() -> None:
    (fault,) = load_all(words("2"), words("2.0")).diagnostics
    assert fault.code == "P202"
    assert (fault.place.file, fault.related[0].place.file) == ("2.policy", "1.policy")


def test_one_file_given_twice_is_one_file(tmp_path: Path) -> None:
    write(tmp_path, words=words("2"))
    file = tmp_path / "words.policy"
    assert titles(load_files([file, tmp_path, file])) == ["Words 2"]


def test_faults_of_kinds_are_told_beside_faults_of_writing() -> None:
    text = (
        'Policy "P" version 1\nVocabulary\n  bidders is a number\n'
        "Define few if bidders is at least £3\nDefine odd if bidders is at least\n"
        "Define unsure if odd\n"
    )
    found = codes(load_all(text))
    assert "P300" in found
    assert "P203" not in found
    assert any(code.startswith("P1") for code in found)


def test_a_scenario_may_give_a_judgement_that_a_later_policy_asks_for() -> None:
    loaded = load_all(
        'Policy "A" version 1\n  uses "B" version 1\nDefine x if not urgent\n'
        'Scenario "S"\n  given the Cabinet is satisfied that "it cannot wait"\n  expect x is no\n',
        'Policy "B" version 1\n'
        'Define urgent if the Cabinet is satisfied that "it cannot wait"\n'
        "Vocabulary\n  risk is one of: low, high\n  monitoring is one of: light, full\n"
        "Table T1: t\n  first row that applies\n  | risk || monitoring |\n  | any || full |\n",
    )
    assert codes(loaded) == []


@pytest.mark.parametrize("text", ['Define x if the Cabinet is satisfied that "\ud800"\n'])
def test_half_a_character_is_no_trouble(text: str) -> None:
    loaded = load_all('Policy "P" version 1\n' + text)
    assert loaded.policy_set is not None or loaded.diagnostics


# --- the digest --------------------------------------------------------------------------------

ITEMS = [
    "Vocabulary\n  bidders is a number\n",
    "Define few if bidders is less than 3\n",
    'Priority "Local" weight 100%\n',
]
TEXTS = {
    "a": 'Policy "A" version 1\n' + "".join(ITEMS),
    "b": 'Policy "B" version 1\n  uses "A" version 1\nDefine many if not few\n',
    "c": 'Policy "C" version 1\n  uses "B" version 1\nDefine some if not many\n',
}


def digest(texts: dict[str, str]) -> str:
    loaded = load_texts(texts)
    assert loaded.policy_set is not None, loaded.diagnostics
    return loaded.policy_set.digest


@given(st.permutations(sorted(TEXTS)), st.permutations(["x.policy", "y.policy", "z.policy"]))
@settings(max_examples=20, deadline=None)
def test_order_and_names_of_files_do_not_count(order: list[str], names: list[str]) -> None:
    shuffled = dict(zip(names, (TEXTS[key] for key in order), strict=True))
    assert digest(shuffled) == digest(TEXTS)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("Define", "# a comment\nDefine"),
        lambda text: text.replace("bidders is a", "bidders   is a"),
        lambda text: text.replace("\n", "  \n"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
    ],
)
def test_comments_and_layout_do_not_count(change) -> None:  # type: ignore[no-untyped-def]
    changed = {name: change(text) for name, text in TEXTS.items()}
    assert changed != TEXTS
    assert digest(changed) == digest(TEXTS)


def test_what_a_policy_says_does_count() -> None:
    changed = TEXTS | {"a": TEXTS["a"].replace("less than 3", "less than 4")}
    assert digest(changed) != digest(TEXTS)
    assert len(digest(TEXTS)) == 64


def test_a_comment_is_not_in_the_canonical_text() -> None:
    loaded = load_texts({"a": "# secret\n" + TEXTS["a"]})
    assert loaded.policy_set is not None
    assert "secret" not in loaded.policy_set.policies[0].text


# --- files -------------------------------------------------------------------------------------


def test_a_folder_means_the_policies_in_and_below_it(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b", words=words("2"))
    write(tmp_path / "a", top=TOP)
    (tmp_path / "a" / "notes.txt").write_text("no policy")
    assert titles(load_files([tmp_path])) == ["Top 1", "Words 2"]


def test_files_and_folders_that_are_not_there_or_empty(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    loaded = load_files([tmp_path / "no.policy", tmp_path / "empty"])
    assert sorted(codes(loaded)) == ["P190", "P193"]
    assert loaded.policy_set is None
    assert "there is no such file or folder" in str(loaded.diagnostics)


def test_a_name_that_no_file_can_have() -> None:
    assert codes(load_files([Path("a\0b.policy")])) == ["P190"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    write(tmp_path, words=words("2"))
    (tmp_path / "words.policy").chmod(0)
    assert codes(load_files([tmp_path / "words.policy"])) == ["P190"]


def test_a_file_that_is_not_utf8_shows_where(tmp_path: Path) -> None:
    file = tmp_path / "old.policy"
    file.write_bytes('Policy "Old" version 1\n# costs £5\n'.encode("latin-1"))
    (fault,) = load_files([file]).diagnostics
    assert (fault.code, fault.place.line, fault.place.column) == ("P191", 2, 9)


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_utf16_is_refused(tmp_path: Path, mark: bytes) -> None:
    file = tmp_path / "word.policy"
    file.write_bytes(mark + 'Policy "Old" version 1\n'.encode("utf-16-le"))
    assert codes(load_files([file])) == ["P191"]


def test_a_byte_order_mark_is_nothing(tmp_path: Path) -> None:
    file = tmp_path / "words.policy"
    file.write_bytes(b"\xef\xbb\xbf" + words("2").encode())
    assert titles(load_files([file])) == ["Words 2"]


@pytest.mark.parametrize(("extra", "too_large"), [(0, False), (1, True)])
def test_the_size_of_a_file(tmp_path: Path, extra: int, too_large: bool) -> None:
    text = words("2").encode()
    padding = b"#" + b"x" * (LIMIT_KB * 1000 - len(text) - 1 + extra)
    (tmp_path / "words.policy").write_bytes(text + padding)
    assert (codes(load_files([tmp_path / "words.policy"])) == ["P192"]) == too_large


def test_no_files_at_all_are_an_empty_set() -> None:
    loaded = load_texts({})
    assert loaded.policy_set is not None
    assert loaded.policy_set.policies == ()


@given(st.text("0123456789.ab", max_size=12), st.text("0123456789.ab", max_size=12))
def test_any_two_versions_can_be_put_in_order(one: str, two: str) -> None:
    first, second = version_key(one), version_key(two)
    assert (first < second) + (first == second) + (first > second) == 1
