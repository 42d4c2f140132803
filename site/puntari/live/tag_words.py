"""The words of the tags: short, easy to spell, friendly, and about nobody. Each list has 64.

Swedish second words are all of common gender, so that the first word fits them.
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = {
    "fi": _words(
        """
        sininen punainen keltainen vihreä valkoinen harmaa ruskea musta kirkas tumma vaalea lämmin
        viileä pehmeä sileä pyöreä iso pieni suuri korkea matala pitkä lyhyt leveä
        kapea raidallinen kirjava kevyt nopea hidas rauhallinen hiljainen iloinen rohkea reipas tyyni
        vahva notkea tarkka sukkela valpas vakaa uusi untuvainen tuttu outo hauska hieno
        selkeä avoin lempeä sitkeä raikas makea hapan suolainen kultainen hopeinen puinen kivinen
        lasinen villainen aamuinen iltainen
        """
    ),
    "sv": _words(
        """
        blå röd gul grön vit grå brun svart ljus mörk varm sval
        mjuk slät rund stor liten hög låg lång kort bred smal tunn
        lurvig lätt snabb långsam lugn tyst glad modig kvick stilla stark smidig
        noggrann pigg vaken stadig ny luftig känd udda rolig fin klar öppen
        mild seg frisk söt sur salt gyllene silvrig randig prickig rutig brokig
        snäll munter flitig trygg
        """
    ),
    "en": _words(
        """
        blue red yellow green white grey brown black bright dark pale warm
        cool soft smooth round big small great high low long short wide
        narrow thin leafy light quick slow calm quiet merry brave lively still
        strong nimble exact swift alert steady new airy known odd funny fine
        clear open gentle tough fresh sweet sour salty golden silver wooden stony
        striped spotted woolly early
        """
    ),
}

SECOND = {
    "fi": _words(
        """
        kettu karhu hirvi jänis orava siili mäyrä saukko majava susi ilves norppa
        joutsen kurki lokki pöllö kotka varis tikka tiainen hauki ahven lohi siika
        koivu mänty kuusi haapa pihlaja leppä kataja vaahtera mustikka puolukka lakka vadelma
        järvi joki puro saari niemi lahti vuori laakso metsä niitty polku silta
        tuuli sade lumi pilvi tähti kuu aalto kivi vene laiva mylly torni
        kello lyhty avain huivi
        """
    ),
    "sv": _words(
        """
        räv björn älg hare ekorre igelkott grävling utter bäver varg säl svan
        trana mås uggla örn kråka hackspett mes gädda abborre lax sik björk
        tall gran asp rönn al hassel lönn ek sjö bäck strand holme
        udde vik dal skog äng stig bro vind sky stjärna måne våg
        sten båt kvarn klocka lykta nyckel halsduk lind ros tulpan klöver svala
        lärka humla fjäril mygga
        """
    ),
    "en": _words(
        """
        fox bear elk hare squirrel hedgehog badger otter beaver wolf lynx seal
        swan crane gull owl eagle crow robin finch pike perch salmon trout
        birch pine spruce aspen rowan alder juniper maple blueberry cranberry cloudberry raspberry
        lake river brook island cape bay hill valley forest meadow path bridge
        wind rain snow cloud star moon wave stone boat ship mill tower
        clock lantern key scarf
        """
    ),
}
