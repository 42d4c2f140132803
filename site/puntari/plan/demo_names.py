"""Names for the people of the demo organisation: common ones, put together at random."""

import random
import unicodedata
from collections.abc import Iterator

FINNISH_FIRST = (
    "Aino Aleksi Anna Anne Anneli Antti Ari Arja Eero Eeva Elina Emilia Hanna Hannu Harri Heidi Heikki Heli Henna "
    "Iida Ilkka Jaana Jani Janne Jari Jenni Johanna Jouni Juha Juho Jukka Kaisa Kari Katja Kirsi Laura "
    "Leena Mari Maria Marja Marko Merja Miia Mika Mikko Minna Niina Noora Outi Päivi Pasi Pekka Petri Pirjo "
    "Riikka Risto Sami Sanna Sari Satu Suvi Taina Tarja Teemu Tiina Timo Tomi Tuomas Tuula Veera Vesa Ville"
)
FINNISH_LAST = (
    "Aalto Aho Anttila Eskola Hakala Hartikainen Heikkilä Heinonen Hiltunen Hirvonen Huttunen "
    "Hänninen Isotalo Jokela Jääskeläinen Kallio Karjalainen Karppinen Kauppinen Kettunen Kinnunen Kivelä "
    "Kokkonen Korhonen Koskela Koskinen Kukkonen Laakso Lahtinen Laine Laitinen Lampinen Lehtinen "
    "Lehtonen Leinonen Leppänen Lindroos Luoma Manninen Mattila Miettinen Mustonen Mäkinen Niemelä "
    "Nieminen Nurmi Ojala Oksanen Paananen Parviainen Peltola Peltonen Pitkänen Pulkkinen Rantala Rantanen Rautio "
    "Saarinen Salminen Salo Savolainen Seppälä Suominen Tamminen Toivonen Turunen Tuominen Vainio Virtanen "
    "Väisänen Ylönen"
)
SWEDISH_FIRST = (
    "Anders Annika Axel Birgitta Camilla Carita Christer Christina Emma Erik Fredrik Gunilla Göran Hanna Henrik "
    "Ida Jan Jenny Johan Jonas Kaj Karolina Kristian Lars Linda Lotta Magnus Maria Mathias Mikael Nina Patrik Pia "
    "Rasmus Sofia Susanne Thomas Tommy Ulrika Ann-Louise"
)
SWEDISH_LAST = (
    "Backlund Berglund Björklund Bäckström Dahlström Ekholm Eklund Fagerholm Forsman Fredriksson "
    "Granholm Grönholm Gustafsson Holmberg Holmlund Häggblom Högnäs Johansson Karlsson Kronqvist Lindholm "
    "Lindqvist Lundström Mattsson Nygård Nylund Rosenlund Sandström Sjöblom Strandell Sundholm Sundqvist "
    "Söderholm Westerlund Wikström Åkerholm Öhman Österberg"
)
# Given and family name belong together here.
OTHERS = (
    "Irina Bystrova, Olga Tjurina, Natalia Rybina, Sergei Vorobjov, Dmitri Rodin, Anastasia Zimina, Svetlana "
    "Hyvönen, Piret Mägi, Kadri Sepp, Margus Vaher, Liis Kask, Tarmo Pärn, Hodan Abdi Yusuf, Sahra Ahmed Nur, "
    "Liban Ahmed Ismail, Ifrah Abdullahi Jama, Noor Al-Saadi, Hiba Al-Obaidi, Ahmad Al-Najjar, Omar Darwish, "
    "Mariam Khalil, Linh Hoang, Thuy Le, Minh Nguyen, Mai Do, Claire Bradley, James Whitfield, Rachel Hobbs, "
    "Fatima Rahmani, Ana Ferreira, Marek Nowicki, Agnieszka Wrona"
)


def names(language: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """(First name, last name) of speakers of Finnish ("fi"), Swedish ("sv") or another language ("en"), none twice."""
    if language == "en":
        pairs = [(first, last) for first, _, last in (name.partition(" ") for name in OTHERS.split(", "))]
    else:
        given, family = (FINNISH_FIRST, FINNISH_LAST) if language == "fi" else (SWEDISH_FIRST, SWEDISH_LAST)
        pairs = [(first, last) for first in given.split() for last in family.split()]
    rng.shuffle(pairs)
    yield from pairs


def address(first: str, last: str) -> str:
    """The e-mail address of a name at the demo's own domain, which exists nowhere."""
    plain = unicodedata.normalize("NFKD", f"{first}.{last}".lower().replace(" ", "."))
    return f"{plain.encode('ascii', 'ignore').decode()}@demo.example"
