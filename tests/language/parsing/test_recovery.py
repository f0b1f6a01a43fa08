"""All faults of a file are told in one run, in source order, and a slip costs one item only."""

from govrules.language import syntax as s
from govrules.language.from_text import parse
from tests.language.parsing.reading import START, care, faults, text_of

SLIPS = [
    ("adopted by Full Council on 14 May 2026", "adopted by Full Council on 31 June 2026", "P107"),
    ("contract length is a duration", "contract length a duration", "P103"),
    ("£120,000 from", "£12,00 from", "P108"),
    ("at most 5 years", "up to 5 years", "P106"),
    ("Rule C1: commissioning", "Rule C1 commissioning", "P104"),
    ("Rule C2: a private", "Ruel C2: a private", "P101"),
    ("  exactly one row applies", "  exactly one row", "P102"),
    ("| no               | any                | any ", "| no               | any ", "P115"),
    ('for "Local wealth", higher is better', 'for "Local wealth", more is better', "P102"),
    ("given provider form is mutual", "given provider form mutual", "P103"),
]


def test_ten_slips_give_ten_faults_in_source_order() -> None:
    text = text_of("commissioning.policy")
    for right, wrong, _ in SLIPS:
        assert right in text
        text = text.replace(right, wrong)
    found = parse(text, "north.policy").diagnostics
    assert [fault.code for fault in found] == [code for _, _, code in SLIPS]
    assert [fault.place for fault in found] == sorted(fault.place for fault in found)


def test_each_slip_alone_gives_its_fault_alone_and_leaves_the_rest() -> None:
    whole = text_of("commissioning.policy")
    all_items = parse(whole, "north.policy").policy
    assert all_items is not None
    for right, wrong, code in SLIPS:
        parsed = parse(whole.replace(right, wrong), "north.policy")
        assert [fault.code for fault in parsed.diagnostics] == [code], wrong
        assert parsed.policy is not None
        same = sum(item in all_items.items for item in parsed.policy.items)
        assert same >= len(all_items.items) - 1, wrong


def test_a_slip_in_a_vocabulary_costs_one_term() -> None:
    parsed = parse('Policy "P"\nVocabulary\n  a is money\n  b is mony\n  c is text\n', "p")
    assert [str(fault.place) for fault in parsed.diagnostics] == ["p:4:8"]
    assert parsed.policy is not None
    vocabulary = parsed.policy.items[0]
    assert isinstance(vocabulary, s.Vocabulary)
    assert [term.name.text for term in vocabulary.declarations] == ["a", "c"]  # type: ignore[union-attr]


def test_a_slip_in_a_scenario_costs_one_step() -> None:
    steps = "  given urgent is yes\n  and gross value £5\n  expect complyes\n  expect complies\n"
    parsed = care('Scenario "S"\n' + steps)
    assert [fault.code for fault in parsed.diagnostics] == ["P102", "P103"]
    assert parsed.policy is not None
    scenario = parsed.policy.items[-1]
    assert isinstance(scenario, s.Scenario)
    assert scenario.given == (s.GivenFact(s.Name("urgent"), (s.YesNo(True),)),)
    assert scenario.expect == (s.ExpectVerdict("complies"),)


def test_a_file_without_a_heading_gives_no_policy_but_all_its_faults() -> None:
    parsed = parse("Rule C1: t\n  the council may stop,\n", "p.policy")
    assert parsed.policy is None
    assert [fault.code for fault in parsed.diagnostics] == ["P117", "P102"]


def test_an_empty_file_says_what_to_write_first() -> None:
    (fault,) = parse("", "p.policy").diagnostics
    assert str(fault).startswith("p.policy:1:1 P117 ") and 'write Policy "Title"' in fault.message


def test_messages_say_what_could_stand_there() -> None:
    assert faults("Define x if annual value 5 is £5\n") == [
        '1:26 P102 "5" cannot stand here; expected "is", "and", "or", "at least" or "at most"'
    ]
    assert faults("Rule C1 t\n  the council may award the contract\n") == [
        '1:6 P104 a colon is missing after "C1"; write "C1:"'
    ]


def test_places_are_exact() -> None:
    parsed = care("Rule C1: t\n  if urgent\n  then the council must not award the contract\n")
    assert parsed.policy is not None
    rule = parsed.policy.items[-1]
    assert isinstance(rule, s.Rule) and rule.condition is not None
    start = START.count("\n")
    (norm,) = rule.norms
    assert isinstance(norm, s.ActNorm)
    spans = {
        "rule": (rule.place, (1, 1, 3, 48)),
        "condition": (rule.condition.place, (2, 6, 2, 12)),
        "norm": (norm.place, (3, 8, 3, 48)),
        "role": (norm.role.place, (3, 8, 3, 19)),
        "act": (norm.act.place, (3, 29, 3, 47)),
    }
    lines = START + "Rule C1: t\n  if urgent\n  then the council must not award the contract\n"
    end = len(lines.split("\n")[start + 2]) + 1
    for what, (place, (line, column, end_line, _)) in spans.items():
        assert (place.line - start, place.column) == (line, column), what
        assert place.end_line - start == end_line, what
    assert norm.act.place.end_column == rule.place.end_column == end


def test_a_quotation_over_lines_keeps_its_place_and_loses_its_breaks() -> None:
    parsed = care('Rule C1: t\n  the council may award the contract\n  because "it\n    is so"\n')
    assert parsed.diagnostics == () and parsed.policy is not None
    rule = parsed.policy.items[-1]
    assert isinstance(rule, s.Rule) and rule.because == "it is so"
    assert rule.place.end_line - rule.place.line == 3 and rule.place.end_column == 11
