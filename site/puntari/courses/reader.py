"""What reading every kind of block has in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from puntari.courses.notation import Line, Piece, Raw, Report, prose_pieces, text_of


@dataclass
class Reader:
    """Reads the blocks of a page; notes problems and pieces as it goes."""

    report: Report
    pieces: list[Piece] = field(default_factory=list)
    _after: list[Line] = field(default_factory=list)

    def prose(self, lines: Sequence[Line]) -> str:
        """Ordinary text: its pieces are noted, and it is given back as one text."""
        self.pieces += prose_pieces(lines, self.report)
        return text_of(lines)

    def without_feedback(self, raw: Raw) -> tuple[list[Line], str]:
        """The lines before ``=>``, and the text after it."""
        starts = [index for index, line in enumerate(raw.body) if line.text.startswith("=>")]
        if not starts:
            return list(raw.body), ""
        for index in starts[1:]:
            self.report(raw.body[index].number, "=> stands once, before the text that is read afterwards")
        first = raw.body[starts[0]]
        after = [Line(first.number, first.text[2:].strip()), *raw.body[starts[0] + 1 :]]
        if not any(line.text for line in after):
            self.report(first.number, "nothing is written after =>")
        before = list(raw.body[: starts[0]])
        self._after = after
        return before, text_of([Line(line.number, line.text.strip()) for line in after])

    def feedback(self, feedback: str) -> None:
        """Note the pieces of the text that ``without_feedback`` found; call it where they follow the others."""
        if feedback:
            self.pieces.append(Piece(self._after[0].number, "text after =>"))
            self.pieces += prose_pieces(self._after, self.report)

    def prompt(self, raw: Raw, lines: list[Line], is_answer: Callable[[Line], bool]) -> tuple[str, list[Line]]:
        """The question itself, and the lines from the first one that belongs to the answers."""
        start = next((index for index, line in enumerate(lines) if is_answer(line)), len(lines))
        prompt = self.prose(lines[:start])
        if not prompt:
            self.report(raw.line, f"{raw.kind} {raw.id} has no question; write it before the answers")
        return prompt, lines[start:]

    def needs(self, raw: Raw, is_there: bool, what: str) -> None:
        """Note a problem unless something is there that a block of this kind needs."""
        if not is_there:
            self.report(raw.line, f"{raw.kind} {raw.id} needs {what}")
