"""The tables that hold ratings and answers."""

# What holds ratings and answers. A table that isn't here and has an owner key is found below.
PERSONAL = {
    "course_mark",
    "practice_attempt",
    "practice_card",
    "practice_rating",
    "practice_invitation",
    "practice_place",
    "process_walk",
    "spotting_item",
    "spotting_run",
}
