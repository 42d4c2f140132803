"""How hard a text is to read, as a number for an author to compare texts of one language by.

The formula has the form of LIX (Björnsson, C. H. 1968: Läsbarhet. Stockholm: Liber): the mean number of words in a
sentence, plus the share of long words in per cent. Long is over 6 letters in Swedish, and the same in English.
Finnish words are longer and LIX doesn't carry over to them: there long is over 14 letters, the starting value of
editors of easy language. The levels of different languages can't be compared with each other, so what is
compared is how a text stands to the other texts of its own language.
"""

import re

from puntari.practice.application import ApplicationText, Plain

LONG = {"fi": 14, "sv": 6, "en": 6}
DIFFICULT = {"sv": 50.0}  # LIX of 50 and more is difficult, by Björnsson's scale for Swedish
WORD = re.compile(r"[^\W\d_]+(?:[-’':][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?]+(?=[\s”\"')\]]|$)")


def level_of(text: ApplicationText, language: str) -> float:
    """The level of an application's paragraphs; 0 when there are no words."""
    paragraphs = [
        " ".join(piece.text if isinstance(piece, Plain) else piece.template for piece in paragraph.pieces)
        for paragraph in text.paragraphs()
    ]
    words = [word for paragraph in paragraphs for word in WORD.findall(paragraph)]
    sentences = sum(max(1, len(SENTENCE_END.findall(paragraph))) for paragraph in paragraphs)
    long_words = sum(sum(sign.isalpha() for sign in word) > LONG[language] for word in words)
    return len(words) / sentences + 100 * long_words / len(words) if words else 0.0
