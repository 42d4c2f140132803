"""What the linter looks for in an exercise: each rule with its id, and the words it is told in.

An error keeps an exercise from being served. Advice is shown to whoever writes and stops nothing: it is about
what may blur a result without making it wrong, or about a pattern that can't be told apart from harmless words.
"""

from dataclasses import dataclass
from pathlib import Path

from puntari.content.problems import Problems
from puntari.content.yamlfile import YamlFile


def _(words: str) -> str:
    """Mark words for the message catalogues; a page translates them when it shows a finding."""
    return words


@dataclass(frozen=True)
class Rule:
    """How a finding is told: ``words`` is a template for its values."""

    id: str
    words: str
    is_advice: bool = False


def advice(id: str, words: str) -> Rule:  # noqa: A002 -- what it is
    """A rule whose findings stop nothing."""
    return Rule(id, words, is_advice=True)


SHAPE = [
    Rule("folder", _("id is %(id)s but the folder is %(folder)s")),
    Rule("file-missing", _("is missing")),
    Rule("file-extra", _("belongs to no application")),
    Rule("file-unknown", _("isn't part of an exercise")),
    Rule("taster-only", _("twice belongs to the taster only")),
    Rule("field-twice", _("fields: %(field)s is there twice")),
]
CRITERIA = [
    Rule("criterion-twice", _("criterion %(criterion)s is there twice")),
    Rule("criterion-anchors", _("criterion %(criterion)s: anchors must say what 1, 3 and 5 mean")),
    Rule("criterion-weight", _("criterion %(criterion)s has no weight")),
    Rule("taster-weight", _("criterion %(criterion)s has a weight, which the taster doesn't use")),
    Rule("taster-criterion", _("the taster has one criterion, here are %(count)s")),
    Rule("criteria-count", _("an exercise has 3 to 5 criteria, here are %(count)s")),
    Rule("weights", _("the weights add up to %(total)s, not to 100")),
]
GROUPS = [
    Rule("names-count", _("%(group)s: %(wanted)s names are needed, here are %(count)s")),
    Rule("names-number", _("the two groups need the same number of names, matched pair by pair")),
    Rule("name-twice", _("the name %(name)s is there twice")),
    Rule("names-cohort", _("%(name)s isn't of the sex and decade of %(pair)s, its pair")),
    Rule("names-frequency-missing", _("%(name)s: say whether the name is common or uncommon in its own group")),
    Rule("names-frequency", _("%(name)s is %(frequency)s, but %(pair)s, its pair, is not: one would stand out")),
    Rule(
        "names-length",
        _("the names of one group are longer: %(reference)s letters against %(comparison)s on average"),
    ),
    Rule("names-form", _("double names: %(reference)s in one group, %(comparison)s in the other; that tells of class")),
    Rule("values-missing", _("%(group)s: no value for %(values)s, which the other group has")),
    Rule("values-tongue", _("%(group)s: the form asks mother_tongue, but there is no value")),
    Rule("values-own", _("%(group)s: %(slot)s is the person's own and can't be shared")),
    Rule("names-deal", _("groups: %(reason)s; names are needed for %(kinds)s")),
    advice("values-length", _("%(slot)s is longer in one group (%(language)s): %(reference)s words or %(comparison)s")),
]
BALANCE = [
    Rule("applications-count", _("%(wanted)s applications are needed, here are %(count)s")),
    Rule("application-twice", _("application %(application)s is there twice")),
    Rule(
        "application-nobody", _("application %(application)s: %(group)s has no name for its sex and decade (%(kind)s)")
    ),
    Rule("taster-twice", _("twice must name one of the applications")),
    Rule("taster-quality", _("application %(application)s: the taster has no quality and no key")),
    Rule("quality-missing", _("application %(application)s has no quality")),
    Rule("quality-thirds", _("four applications must be %(quality)s, here are %(count)s")),
    Rule("key-incomplete", _("application %(application)s: the key must have points for each criterion")),
    Rule(
        "key-order",
        _(
            "application %(application)s is %(better)s, but its key (%(score)s) isn't above all %(worse)s ones "
            "(%(other)s)"
        ),
    ),
    Rule(
        "quality-identity",
        _("sex and decade tell the quality: %(kind)s is on %(strong)s strong, %(middle)s middle, %(weak)s weak ones"),
    ),
    advice(
        "quality-length",
        _("%(longer)s applications are longer than %(shorter)s ones (%(language)s): %(high)s words against %(low)s"),
    ),
    advice(
        "quality-reading",
        _("%(harder)s applications are harder to read than %(easier)s ones (%(language)s): %(high)s against %(low)s"),
    ),
    advice("quality-marks", _("%(more)s applications have %(high)s marks, %(fewer)s ones %(low)s")),
]
NOTATION = [
    Rule("mark-half", _("a mark is opened or closed without its other half")),
    Rule("mark-slot-outside", _("%(slot)s stands outside a mark, so it would show in the anonymous face")),
    Rule("mark-form", _("[[%(inside)s]] needs an id in small letters, a colon and words, and no mark inside it")),
    Rule("mark-brackets", _("the curly brackets of mark %(mark)s don't hold a name")),
    Rule("mark-twice", _("mark %(mark)s stands twice; give each its own id")),
    Rule("mark-reason", _("mark %(mark)s has no reason and better wording at the top")),
    Rule("mark-gone", _("mark %(mark)s has a reason but isn't in the text")),
    Rule("mark-value", _("mark %(mark)s: {%(slot)s} isn't one of %(known)s")),
    Rule("mark-better-same", _("mark %(mark)s: the better wording says the same as the marked words")),
    Rule("mark-better-leaks", _("mark %(mark)s: the better wording still gives “%(word)s” away")),
    Rule("heading-form", _("a heading begins with ## and a space")),
    Rule("heading-mark", _("a heading can't hold marks")),
    Rule("heading-missing", _("the text must begin with a heading (##)")),
    Rule("heading-empty", _("there is no text below this heading")),
    Rule("text-list", _("lists can't be used in an application; write sentences")),
    Rule("text-empty", _("the application has no text")),
    Rule("front-open", _("the three dashes at the top have no three dashes to close them")),
]
TEXTS = [
    Rule("text-length", _("the text has %(count)s words; one language may have %(low)s to %(high)s")),
    Rule(
        "text-mean-length",
        _("the three languages have %(mean)s words on average; it should be %(low)s to %(high)s"),
    ),
    Rule("language-mark-missing", _("mark %(mark)s is missing; %(source)s has it")),
    Rule("language-mark-extra", _("mark %(mark)s isn't in %(source)s")),
    Rule("language-mark-values", _("mark %(mark)s doesn't take the same values as in %(source)s")),
    Rule("language-sections", _("%(count)s sections; %(source)s has %(other)s")),
    Rule("language-paragraphs", _("%(count)s paragraphs below this heading; %(source)s has %(other)s")),
    advice(
        "language-length",
        _("the text is %(percent)s %% longer in %(longer)s than in %(shorter)s, by the measure of the other texts"),
    ),
    advice("language-reading", _("the text is harder in %(harder)s than in %(easier)s, by the measure of the others")),
    advice("text-hard", _("the text is hard to read: LIX %(level)s, where 50 and more is difficult")),
]
LEAKS = [
    Rule("leak", _("“%(word)s” is left in the anonymous face; put it inside a mark")),
    Rule("leak-gender", _("“%(word)s” tells the sex or the family in the anonymous face; put it inside a mark")),
    Rule("leak-age", _("“%(word)s” tells the age in the anonymous face; put it inside a mark")),
    Rule("leak-contact", _("“%(word)s” looks like an address, number or code; put it inside a mark")),
    Rule("leak-tongue", _("“%(word)s” speaks of the mother tongue in the anonymous face; put it inside a mark")),
    Rule("leak-place", _("“%(word)s” speaks of the home municipality in the anonymous face; put it inside a mark")),
    advice("leak-year", _("“%(word)s”: a year lets the age be reckoned; put it inside a mark or say how long")),
]
RULES = {rule.id: rule for rule in (*SHAPE, *CRITERIA, *GROUPS, *BALANCE, *NOTATION, *TEXTS, *LEAKS)}


def tell(yaml: YamlFile, rule: str, *place: str | int, **values: object) -> None:
    """Note a finding at a place of exercise.yml."""
    found = RULES[rule]
    yaml.add_problem(found.words, *place, rule=rule, values=values, is_advice=found.is_advice)


def tell_at(problems: Problems, file: Path, line: int, rule: str, **values: object) -> None:
    """Note a finding at a line of a text."""
    found = RULES[rule]
    problems.add(file, line, found.words, rule=rule, values=values, is_advice=found.is_advice)
