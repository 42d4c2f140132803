"""Exercises spoilt on purpose, each in one way, by the rule that is about it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests import exercises

Pack = dict[str, str]


def defined(change: Callable[[dict[str, Any]], object], start: Callable[[], dict[str, Any]] | None = None) -> Pack:
    """The files of an exercise whose definition was changed."""
    whole = (start or exercises.definition)()
    change(whole)
    return exercises.files(whole)


def tasted(change: Callable[[dict[str, Any]], object]) -> Pack:
    return defined(change, exercises.taster_definition)


def written(name: str, old: str, new: str, count: int = -1) -> Pack:
    """The files of an exercise in one text of which words were replaced."""
    files = exercises.files()
    assert old in files[name]
    return files | {name: files[name].replace(old, new, count)}


def everywhere(change: Callable[[str, str], str], numbers: range | list[int] = range(1, 13)) -> Pack:
    """The files of an exercise with texts changed, given (text, language), in all languages."""
    files = exercises.files()
    for number in numbers:
        for language in ("fi", "sv", "en"):
            name = f"{number:02}.{language}.md"
            files[name] = change(files[name], language)
    return files


def names(whole: dict[str, Any], group: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = whole["groups"][group]["names"]
    return found


def values(whole: dict[str, Any], group: str) -> dict[str, Any]:
    found: dict[str, Any] = whole["groups"][group]["values"]
    return found


def spread(whole: dict[str, Any]) -> None:
    """Strong applications from the 1980s only, weak ones from the 1990s."""
    for application in whole["applications"]:
        year = {"strong": 1980, "weak": 1990}.get(application["quality"], application["born"].year)
        application["born"] = date(year, 2, application["born"].day)


def longer(files: Pack, number: int, language: str, times: int) -> Pack:
    name, sentence = f"{number:02}.{language}.md", exercises.SENTENCE[language]
    return files | {name: files[name].replace(sentence, " ".join([sentence] * (times + 1)), 1)}


def long_strong() -> Pack:
    files = exercises.files()
    for number in (1, 4, 7, 10):
        for language in ("fi", "sv", "en"):
            files = longer(files, number, language, 3)
    return files


def hard_strong() -> Pack:
    """Strong texts in long sentences: full stops become commas."""
    return everywhere(lambda text, language: text.replace(". ", ", ", 4), [1, 4, 7, 10])


def many_marks() -> Pack:
    """Two more marks in each strong text."""

    def change(text: str, _language: str) -> str:
        text = text.replace("[[leave: ", "[[extra: X]] [[more: Y]] [[leave: ")
        return text.replace("marks:\n", "marks:\n" + "".join(f"  {m}:\n    why: Z\n    better: Q\n" for m in MORE))

    return everywhere(change, [1, 4, 7, 10])


MORE = ("extra", "more")
OLD_MARK = "marks:\n  old: {why: W, better: B}\n"
LEAVE = "  leave:\n    why: Because of leave.\n    better: Without leave.\n"
LEAVE_EN, BACK_EN = "[[leave: After family leave]]", "I returned."


def put(words: str, language: str = "en") -> Pack:
    """Words outside any mark."""
    stop = {"en": BACK_EN, "fi": "palasin työhön.", "sv": "kom jag tillbaka."}[language]
    return written(f"02.{language}.md", stop, f"{stop} {words}")


def two_criteria(whole: dict[str, Any]) -> None:
    gone = whole["criteria"].pop()
    whole["criteria"][0]["weight"] += gone["weight"]
    for application in whole["applications"]:
        del application["key"][gone["id"]]


def nobody(whole: dict[str, Any]) -> None:
    """One more name in a decade of its own, for an application in a decade that neither group has."""
    for each in whole["applications"]:
        if each["id"] == "02":
            each["born"] = date(1970, 2, 2)


def five_strong(whole: dict[str, Any]) -> None:
    whole["applications"][1].update(quality="strong", key=dict.fromkeys(exercises.CRITERIA, 5))


def tongueless() -> Pack:
    """Nobody has a mother tongue, though the form asks; and no text takes it."""
    files = defined(lambda w: [values(w, group).clear() for group in w["groups"]])
    return {name: text.replace("{mother_tongue}", "X") for name, text in files.items()}


def unfenced() -> Pack:
    """Front matter that never ends, in a text of which nothing else is left."""
    return exercises.files(**{"02.en.md": "---\nmarks:\n"})


def shortened() -> Pack:
    """Each language within its own limits, the mean of three too short."""
    return everywhere(
        lambda text, language: text.replace(exercises.SENTENCE[language] + " ", "", 3 if language != "fi" else 2)
    )


def lost_mark() -> Pack:
    files = written("02.en.md", LEAVE_EN, "After a break")
    files["02.en.md"] = files["02.en.md"].replace(
        "  leave:\n    why: Because of leave.\n    better: Without leave.\n", ""
    )
    return files


def added_mark() -> Pack:
    files = written("02.en.md", LEAVE_EN, f"[[new: X]] {LEAVE_EN}")
    files["02.en.md"] = files["02.en.md"].replace("marks:\n", "marks:\n  new: {why: W, better: B}\n")
    return files


def hard_swedish() -> Pack:
    """Every Swedish text alike, in sentences that never end."""
    files = exercises.files()
    return {name: text.replace(". ", ", ") if name.endswith(".md") else text for name, text in files.items()}


PACKS: dict[str, list[Callable[[], Pack]]] = {
    "shape": [
        lambda: defined(lambda w: w.pop("minutes")),
        lambda: defined(lambda w: w["title"].update(sv="")),
        lambda: exercises.files(**{"exercise.yml": "id: [cook"}),
    ],
    "folder": [lambda: defined(lambda w: w.update(id="baker"))],
    "file-missing": [lambda: {k: v for k, v in exercises.files().items() if k != "03.sv.md"}],
    "file-extra": [lambda: exercises.files(**{"13.fi.md": "x"})],
    "file-unknown": [lambda: exercises.files(**{"notes.txt": "x"})],
    "taster-only": [lambda: defined(lambda w: w.update(twice="02"))],
    "field-twice": [lambda: defined(lambda w: w["fields"].append("sex"))],
    "criterion-twice": [lambda: defined(lambda w: w["criteria"].append({**w["criteria"][2], "weight": 15}) or
                                        w["criteria"][2].update(weight=15))],
    "criterion-anchors": [lambda: defined(lambda w: w["criteria"][0]["anchors"].pop(3))],
    "criterion-weight": [lambda: defined(lambda w: w["criteria"][0].pop("weight"))],
    "taster-weight": [lambda: tasted(lambda w: w["criteria"][0].update(weight=100))],
    "taster-criterion": [lambda: tasted(lambda w: w["criteria"].append({**w["criteria"][0], "id": "other"}))],
    "criteria-count": [lambda: defined(two_criteria)],
    "weights": [lambda: defined(lambda w: w["criteria"][0].update(weight=41))],
    "names-count": [lambda: defined(lambda w: (names(w, "reference").pop(), names(w, "comparison").pop()))],
    "names-number": [lambda: defined(lambda w: names(w, "reference").append(
        {"first": "Greta", "family": "Gran", "sex": "f", "decade": 1980, "frequency": "common"}))],
    "name-twice": [lambda: defined(lambda w: names(w, "comparison")[4].update(first="Riina"))],
    "names-cohort": [
        lambda: defined(lambda w: names(w, "comparison")[1].update(sex="m")),
        lambda: defined(lambda w: names(w, "comparison")[1].update(decade=1970)),
    ],
    "names-frequency-missing": [lambda: defined(lambda w: names(w, "comparison")[1].pop("frequency"))],
    "names-frequency": [lambda: defined(lambda w: names(w, "comparison")[1].update(frequency="uncommon"))],
    "names-length": [
        lambda: defined(lambda w: [n.update(family=n["family"] + "pohja") for n in names(w, "reference")])
    ],
    "names-form": [
        lambda: defined(lambda w: names(w, "reference")[0].update(family="Aalto-Arvo")),
        lambda: defined(lambda w: names(w, "comparison")[0].update(family="von Tamm")),
    ],
    "values-missing": [lambda: defined(lambda w: values(w, "reference").update(club=exercises.texts("The club")))],
    "values-tongue": [tongueless],
    "values-own": [lambda: defined(lambda w: [values(w, g).update(email=exercises.texts(f"{g}mail"))
                                              for g in ("reference", "comparison")])],
    "values-length": [lambda: defined(lambda w: [values(w, g).update(club={"fi": f"seura {g}", "sv": f"förening {g}",
        "en": f"the {g} club" + (" of all the town" if g == "reference" else "")}) for g in w["groups"]])],
    "names-deal": [lambda: defined(lambda w: [a.update(born=date(1985, 1, 1)) for a in w["applications"]])],
    "applications-count": [lambda: tasted(lambda w: w["applications"].pop())],
    "application-twice": [lambda: tasted(lambda w: w["applications"][2].update(id="01"))],
    "application-nobody": [lambda: defined(nobody)],
    "taster-twice": [lambda: tasted(lambda w: w.pop("twice"))],
    "taster-quality": [lambda: tasted(lambda w: w["applications"][0].update(quality="weak"))],
    "quality-missing": [lambda: defined(lambda w: w["applications"][0].pop("quality"))],
    "quality-thirds": [lambda: defined(five_strong)],
    "key-incomplete": [lambda: defined(lambda w: w["applications"][0]["key"].pop("skill"))],
    "key-order": [lambda: defined(lambda w: w["applications"][0].update(key=dict.fromkeys(exercises.CRITERIA, 3)))],
    "quality-identity": [lambda: defined(spread)],
    "quality-length": [long_strong],
    "quality-reading": [hard_strong],
    "quality-marks": [many_marks],
    "mark-half": [lambda: put("A [[half one.")],
    "mark-slot-outside": [lambda: put("{first_name} came.")],
    "mark-form": [lambda: put("[[no colon]]"), lambda: put("[[Big: Letter]]")],
    "mark-brackets": [lambda: written("02.en.md", LEAVE_EN, "[[leave: After {Family leave]]")],
    "mark-twice": [lambda: everywhere(lambda text, _: text.replace("[[leave:", "[[leave: X]] [[leave:"), [2])],
    "mark-reason": [lambda: everywhere(lambda text, _: text.replace("[[leave:", "[[new: X]] [[leave:"), [2])],
    "mark-gone": [lambda: everywhere(lambda text, _: text.replace("marks:\n", OLD_MARK), [2])],
    "mark-value": [lambda: everywhere(lambda text, _: text.replace("{mother_tongue}", "{shoe_size}"), [2])],
    "mark-better-same": [lambda: written("02.en.md", "Without leave.", "after family leave")],
    "mark-better-leaks": [
        lambda: written("02.en.md", "Without leave.", "After my maternity year"),
        lambda: written("02.en.md", "Without leave.", "After {born}"),
        lambda: written("02.fi.md", "Without leave.", "Aunen kanssa"),
    ],
    "heading-form": [lambda: written("02.en.md", "## Language skills", "# Language skills")],
    "heading-mark": [lambda: written("02.en.md", "## Language skills", "## Language {skills}")],
    "heading-missing": [lambda: written("02.en.md", "## Application\n", "")],
    "heading-empty": [lambda: everywhere(lambda text, _: text + "\n## Ok\n", [2])],
    "text-list": [lambda: written("02.en.md", BACK_EN, f"{BACK_EN}\n\n- One") | {
        name: exercises.files()[name].replace(end, f"{end}\n\nOne")
        for name, end in (("02.fi.md", "palasin työhön."), ("02.sv.md", "kom jag tillbaka."))}],
    "text-empty": [lambda: exercises.files(**{"02.en.md": ""})],
    "front-open": [unfenced],
    "text-length": [lambda: written("02.en.md", BACK_EN, BACK_EN + " Word" * 2 + " word" * 110)],
    "text-mean-length": [shortened],
    "language-mark-missing": [lost_mark],
    "language-mark-extra": [added_mark],
    "language-mark-values": [lambda: written("02.en.md", "{mother_tongue}", "{family_name}")],
    "language-sections": [lambda: written("02.en.md", "## Language skills\n", "")],
    "language-paragraphs": [lambda: written("02.en.md", "I returned.", "\n\nI returned.")],
    "language-length": [lambda: longer(exercises.files(), 2, "en", 3)],
    "language-reading": [lambda: written("02.sv.md", ". ", ", ", 8)],
    "text-hard": [hard_swedish],
    "leak": [
        lambda: put("Aunen kanssa.", "fi"),
        lambda: put("Kunta3:ssa.", "fi"),
        lambda: put("Kunta2:ssa.", "fi"),
        lambda: put("Born in 1990."),
        lambda: put("2.2.1990.", "fi"),
        lambda: put("Det var på estniska.", "sv"),
    ],
    "leak-gender": [
        lambda: put("As a mother I know."),
        lambda: put("Äitiyslomalla opin.", "fi"),
        lambda: put("Min fru jobbar.", "sv"),
        lambda: written("02.en.md", "## Language skills", "## Ms and skills"),
    ],
    "leak-age": [
        lambda: put("I am 45 years old."),
        lambda: put("Olen 45-vuotias.", "fi"),
        lambda: put("Jag är 45 år gammal.", "sv"),
    ],
    "leak-contact": [
        lambda: put("Write to cook@posti.example."),
        lambda: put("Soita 040 123 4567.", "fi"),
        lambda: put("My code is 131052-308T."),
        lambda: put("See www.cook.example."),
        lambda: put("Koti on Mäntykatu 3.", "fi"),
    ],
    "leak-tongue": [
        lambda: put("My mother tongue is another."),
        lambda: put("Äidinkieleni on toinen.", "fi"),
        lambda: put("Mitt modersmål är ett annat.", "sv"),
    ],
    "leak-place": [
        lambda: put("My home town is far."),
        lambda: put("Kotikuntani on lähellä.", "fi"),
        lambda: put("Min hemkommun är nära.", "sv"),
    ],
    "leak-year": [lambda: put("I graduated in 2009.")],
}  # fmt: skip
