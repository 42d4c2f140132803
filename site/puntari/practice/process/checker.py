"""What must hold in process.yml beyond its shape: every scene is reached, ends somewhere, and shows what it leads to.

Every problem is noted with its line.
"""

from collections.abc import Iterator

from puntari.content.branching import Case, When
from puntari.content.languages import LANGUAGES
from puntari.content.sources import cited_in
from puntari.content.yamlfile import YamlFile
from puntari.practice.process.story import Conditional, Story

Place = tuple[str | int, ...]
ENDS = 3


def check_story(story: Story, yaml: YamlFile) -> None:
    """Note what is wrong."""
    if story.id != yaml.file.parent.name:
        yaml.add_problem(f"id is {story.id} but the folder is {yaml.file.parent.name}", "id")
    if _names_are_right(story, yaml):
        case = story.as_case()
        _check_choices(story, case, yaml)
        _check_reached(story, case, yaml)
        _check_shown(story, case, yaml)
    _check_sources(story, yaml)


def _names_are_right(story: Story, yaml: YamlFile) -> bool:
    """Whether every id that is used is there once; otherwise nothing more can be said about the ways."""
    ids = [part.id for part in story.scenes]
    wrong: list[tuple[str, Place]] = []
    for number, part in enumerate(story.scenes):
        at: Place = ("scenes", number)
        if part.id in ids[:number]:
            wrong.append((f"scene {part.id} is there twice", (*at, "id")))
        for index, way in enumerate(part.ways):
            if way.to not in ids:
                wrong.append((f"there is no scene {way.to}", (*at, "ways", index, "to")))
            if way.to in [other.to for other in part.ways[:index]]:
                wrong.append((f"two ways lead to {way.to}; give each choice a scene of its own", (*at, "ways", index)))
        for where, condition in _conditions(story, number):
            wrong += [(f"there is no scene {id_}", where) for id_ in sorted(condition.when.named - set(ids))]
    for words, place in wrong:
        yaml.add_problem(words, *place)
    return not wrong


def _conditions(story: Story, number: int) -> Iterator[tuple[Place, Conditional]]:
    part = story.scenes[number]
    yield from ((("scenes", number, "echoes", index), echo) for index, echo in enumerate(part.echoes))
    yield from ((("scenes", number, "ways", index), way) for index, way in enumerate(part.ways))


def _check_choices(story: Story, case: Case, yaml: YamlFile) -> None:
    """Where there's a choice, there are at least two ways, and each says what it leads to."""
    for number, part in enumerate(story.scenes):
        at: Place = ("scenes", number)
        for index, way in enumerate(part.ways):
            if (way.words is None) is not (way.leads is None):
                words = "a choice needs leads, what it leads to" if way.words else "leads stands without words"
                yaml.add_problem(f"scene {part.id}: {words}", *at, "ways", index)
        seen = {passed for scene_id, passed in case.states if scene_id == part.id}
        for passed in seen:
            is_open = [way for way in part.ways if way.when.holds(passed)]
            chosen = [way for way in is_open if way.words]
            if chosen and (len(chosen) != len(is_open) or len(chosen) == 1):
                words = "a choice needs at least two ways with words, whatever was chosen before"
            elif not chosen and len(is_open) > 1:
                words = "two ways are open of which neither is chosen"
            else:
                continue
            yaml.add_problem(f"scene {part.id}: {words}{_named(passed)}", *at, "ways")
            break


def _named(passed: frozenset[str]) -> str:
    return f" (after {', '.join(sorted(passed))})" if passed else ""


def _check_reached(story: Story, case: Case, yaml: YamlFile) -> None:
    reached, stuck, round_ = case.reached(), case.without_end(), _on_a_round(case)
    for number, part in enumerate(story.scenes):
        if part.id not in reached:
            yaml.add_problem(f"no way leads to scene {part.id}", "scenes", number, "id")
        elif part.id in round_:
            yaml.add_problem(f"scene {part.id} leads back to itself", "scenes", number, "id")
        elif part.id in stuck:
            yaml.add_problem(f"from scene {part.id} no end can be reached", "scenes", number, "id")
    if sum(not part.ways for part in story.scenes) < ENDS:
        yaml.add_problem(f"at least {ENDS} ends are needed (scenes without ways)", "scenes")


def _on_a_round(case: Case) -> set[str]:
    """The scenes that somebody can come to twice."""
    leads = {scene.id: {way.to for way in scene.ways} for scene in case.scenes}
    found = set()
    for start, following in leads.items():
        seen: set[str] = set()
        waiting = list(following)
        while waiting:
            scene_id = waiting.pop()
            if scene_id not in seen:
                seen.add(scene_id)
                waiting += leads[scene_id]
        if start in seen:
            found.add(start)
    return found


def _check_shown(story: Story, case: Case, yaml: YamlFile) -> None:
    """Every way can be open for somebody, and every late consequence can be met."""
    for number, part in enumerate(story.scenes):
        seen = [passed for scene_id, passed in case.states if scene_id == part.id]
        for where, condition in _conditions(story, number):
            if seen and not any(condition.when.holds(passed) for passed in seen):
                yaml.add_problem(f"scene {part.id}: nobody can meet this condition", *where)
            if where[-2] == "echoes" and condition.when == When():
                yaml.add_problem(f"scene {part.id}: an echo says after which scenes, or without which", *where)


def _check_sources(story: Story, yaml: YamlFile) -> None:
    used: set[str] = set()
    for number, part in enumerate(story.scenes):
        for texts in part.texts():
            by_language = {language: cited_in(texts[language]) for language in LANGUAGES}
            used.update(*by_language.values())
            if len({tuple(sorted(ids)) for ids in by_language.values()}) > 1:
                yaml.add_problem(
                    f"scene {part.id}: the languages don't give the same sources", "scenes", number, "text"
                )
            for source_id in sorted({one for ids in by_language.values() for one in ids} - story.sources.keys()):
                yaml.add_problem(f"scene {part.id}: there is no source {source_id}", "scenes", number, "text")
    for source_id in story.sources:
        if source_id not in used:
            yaml.add_problem(f"the source {source_id} is given nowhere", "sources", source_id)
