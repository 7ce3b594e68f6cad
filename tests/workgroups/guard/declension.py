"""Names in all cases, written by hand after the types of Kielitoimiston sanakirja, by no rule of the guard.

A type gives the endings of each case on two stems, S (strong grade) and W (weak grade); a row of a table
gives a name its type and stems. Endings are written with a, o, u; names with front vowels have ä, ö, y there.
"""

from typing import NamedTuple

#: Singular: nominative, genitive, partitive, illative, essive; plural: from genitive to inessive.
TYPES = {
    "valo": "S W+n S+a S+: S+na | S+jen S+ja S+ihin W+issa",
    "kallio": "S S+n S+ta,S+a S+: S+na | S+iden,S+itten S+ita S+ihin S+issa",
    "risti": "S+i W+in S+ia S+iin S+ina | S+ien S+eja S+eihin W+eissa",
    "paperi": "S+i S+in S+ia S+iin S+ina | S+ien,S+eiden S+eita,S+eja S+eihin S+eissa",
    "kala": "S+a W+an S+aa S+aan S+ana | S+ojen S+oja S+oihin W+oissa",
    "koira": "S+a W+an S+aa S+aan S+ana | S+ien S+ia S+iin W+issa",
    "kulkija": "S+a S+an S+aa S+aan S+ana | S+oiden,S+oitten,S+ien S+oita,S+ia S+oihin,S+iin S+oissa,S+issa",
    "asia": "S+a S+an S+aa S+aan S+ana | S+oiden,S+oitten S+oita S+oihin S+oissa",
    "ovi": "S+i W+en S+ea S+een S+ena | S+ien S+ia S+iin W+issa",
    "pieni": "S+i S+en S+ta S+een S+ena | S+ten,S+ien S+ia S+iin S+issa",
    "niemi": "S+mi S+men S+mea,S+nta S+meen S+mena | S+mien,S+nten S+mia S+miin S+missa",
    "vesi": "S+si S+den S+tta S+teen S+tena | S+sien,S+tten S+sia S+siin S+sissa",
    "hirsi": "S+si W+en S+tta S+teen S+tena | S+sien,S+tten S+sia S+siin S+sissa",
    "nalle": "S+e W+en S+ea S+een S+ena | S+ejen,S+eiden S+eja S+eihin W+eissa",
    "hame": "W+e S+een W+etta S+eeseen S+eena | S+eiden,S+eitten S+eita S+eisiin S+eissa",
    "nainen": "S+nen S+sen S+sta S+seen S+sena | S+sten,S+sien S+sia S+siin S+sissa",
    "vastaus": "S+s S+ksen S+sta S+kseen S+ksena | S+sten,S+ksien S+ksia S+ksiin S+ksissa",
    "vieras": "W+as S+aan W+asta S+aaseen S+aana | S+aiden,S+aitten,W+asten S+aita S+aisiin S+aissa",
    "kaunis": "S+is S+iin S+ista S+iiseen S+iina | S+iiden,S+isten S+iita S+iisiin S+iissa",
    "mies": "S+s S+hen S+sta S+heen S+hena | S+sten,S+hien S+hia S+hiin S+hissa",
    "joutsen": "S S+en S+ta S+een S+ena | S+ten,S+ien S+ia S+iin S+issa",
    "Michael": "S S+in S+ia S+iin S+ina | S+ien S+eja S+eihin S+eissa",
    "maa": "S S+n S+ta S+hVn S+na | W+iden,W+itten W+ita W+ihin W+issa",
    "Kai": "S S+n S+ta S+hin S+na | S+den S+ta S+hin S+ssa",
    "Louis": "S S+'n S+'ta S+'hin S+'na |",
}
#: The cases that stand on the stem of the genitive, and in the plural on that of the inessive.
_WEAK_ENDINGS = {
    "inessive": "ssa", "elative": "sta", "adessive": "lla", "ablative": "lta", "allative": "lle",
    "translative": "ksi", "abessive": "tta",
}  # fmt: skip


class Inflected(NamedTuple):
    """A form, its case, and whether it is a plural."""

    form: str
    case: str
    plural: bool


class Declined(NamedTuple):
    """A name with its forms, and the a or ä of what may be added to them."""

    name: str
    forms: tuple[Inflected, ...]
    vowel: str


def decline(kind: str, strong: str, weak: str, front: bool) -> Declined:
    """All forms of a name of a type with these stems; `front` tells that its endings have ä."""
    singular, plural = (part.split() for part in TYPES[kind].split("|"))
    written = [_write(cell, strong, weak, front) for cell in singular]
    nominative, genitive, partitives, illatives, essives = written
    rows = [
        (nominative, "nominative", False),
        (genitive, "genitive", False),
        (partitives, "partitive", False),
    ]
    rows += [(illatives, "illative", False), (essives, "essive", False)]
    rows += [
        ([stem.removesuffix("n") + _front(ending, front) for stem in genitive], case, False)
        for case, ending in _WEAK_ENDINGS.items()
    ]
    if plural:
        genitives, partitives, illatives, inessives = (_write(cell, strong, weak, front) for cell in plural)
        rows += [([stem.removesuffix("n") + "t" for stem in genitive], "nominative", True)]
        rows += [
            (genitives, "genitive", True),
            (partitives, "partitive", True),
            (illatives, "illative", True),
        ]
        rows += [
            ([stem[:-3] + _front(ending, front) for stem in inessives], case, True)
            for case, ending in _WEAK_ENDINGS.items()
        ]
    forms = tuple(Inflected(form, case, many) for written, case, many in rows for form in written)
    return Declined(nominative[0], forms, "ä" if front else "a")


def _write(cell, strong, weak, front):
    return [_write_one(form, strong, weak, front) for form in cell.split(",")]


def _write_one(form, strong, weak, front):
    stem, _, ending = form.partition("+")
    stem = {"S": strong, "W": weak}[stem]
    if ending == ":":
        return stem + stem[-1] + "n"
    if ending == "hVn":
        return stem + "h" + stem[-1] + "n"
    return stem + _front(ending, front)


def _front(ending, front):
    return ending.translate(str.maketrans("aou", "äöy")) if front else ending


def table(text: str) -> list[Declined]:
    """Read rows "type strong weak", or "type stem"; a row with * at its end has front vowels."""
    return [_row(line.split()) for line in text.strip().splitlines()]


def _row(cells):
    front = cells[-1] == "*"
    kind, strong, *weak = cells[:-1] if front else cells
    return decline(kind, strong, weak[0] if weak else strong, front)


FIRST_NAMES = table("""
kala Ann
kala Maij
kala Mik
kala Jukk Juk
kala Pekk Pek
kala Riitt Riit
kala Liis
kala Kais
kala Päivikk Päivik *
kala Ink
koira Tuul
koira Tuij
koira Lott Lot
koira Minn
koira Pirkk Pirk
kulkija Marjatt
asia Mari
kulkija Helen
asia Amali
kala Johann
kala Vilj
valo Toivo
valo Tarmo
valo Veikko Veiko
valo Pentto Pento
valo Aino
valo Arto
valo Urho
valo Taisto
valo Niilo
valo Satu Sadu
valo Satu
valo Eetu
valo Riku
valo Kielo
kallio Tapio
kallio Eerio
kallio Antonio
risti Antt Ant
risti Pertt Pert
risti Mart
risti Laur
risti Heikk Heik *
risti Kar
risti Jan
risti Sar
risti Päiv *
risti Kirs *
risti Hel *
risti Out
risti Jouk
risti Jaakk Jaak
risti Aht Ahd
risti Lemp Lemm *
paperi Sakar
paperi Ilmar
paperi Petter *
paperi Tapan
ovi Suv
ovi Talv
ovi Laht Lahd
pieni Tuul
pieni Kiel *
ovi Lumikosk
niemi Lu
nalle Vill *
nalle Kall
nalle Ann
nalle Virv *
nalle Suss
nalle Anett Anet
hame Sät Säd *
hame Helt Hell *
vastaus Marku
vastaus Joona
vastaus Johanne
vastaus Rasmu
vastaus Hanne *
vastaus Kari
vieras Tuom
vieras Matti
vieras Topi
kaunis Aul
kaunis Raun
Michael Mikael
Michael Daniel
Michael Robert
Michael Erik *
Michael Kim *
Michael Jesper *
Michael Martin
Michael Carmen
Michael Ahmed
Michael Mohammad
Michael Abdullah
Michael Per *
Michael Vincent
Kai Kai
Kai Nikolai
Kai Sergei
kala Le
Louis Louis
Louis Jacques
joutsen Joutsen
joutsen Sävel *
""")

#: What invented surnames end in; what comes before it does not inflect.
SURNAME_ENDS = table("""
nainen la
nainen lai
nainen ri
nainen ku
nainen ko
nainen li
nainen kä *
nainen ttö *
ovi laht lahd
ovi mäk mä *
ovi kosk
ovi järv *
ovi lamp lamm
ovi jok jo
ovi salm
ovi korp korv
ovi kiv *
ovi hirv *
ovi kylk kylj *
pieni saar
pieni vuor
pieni kuus
pieni kiel *
niemi nie *
niemi lu
vesi ve *
vesi uu
hirsi hir hirr *
hirsi var varr
kala rant rann
kala virt virr
kala kank kang
kala haar
kala mukk muk
kala tamm
kala part parr
kala raut raud
kala halm
koira oj
koira muon
koira murt murr
koira mets *
koira selk sel *
koira heik *
kulkija kkil *
kulkija kol
kulkija mäkel *
kulkija ttal
valo aho
valo salo
valo pelto pello
valo talo
valo lehto lehdo
valo harju
valo niitty niity *
valo laakso
valo puro
valo hako hao
valo luoto luodo
valo suku suvu
valo pursio
valo kukko kuko
valo lintu linnu
valo rinto rinno
kallio kallio
kallio autio
risti hov
risti hamm
risti part
risti sepp sep *
risti jätt jät *
risti pankk pank
hame lain
hame rint rinn *
hame läht lähd *
hame peitt peit *
hame sat sad
nalle virv *
nalle pell *
vastaus marku
vastaus vesu
vastaus teräkse *
vieras kank kang
vieras varp varv
vieras rukk ruk
kaunis kal
mies mie *
maa maa ma
maa suo so
maa kuu ku
maa työ tö *
Michael berg *
Michael ström *
Michael lund
Michael qvist *
Michael son
Michael ov
""")
