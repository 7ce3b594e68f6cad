"""Deterministic synthetic data of a Finnish family-service directory, written for this project.

`records(size, seed)` yields dicts: counties, municipalities with their official three-digit codes, themes,
organisations and services that refer to them by id. The same seed gives the same rows, and a smaller size is
the beginning of a larger one.

Codes and names of municipalities and counties are real public facts; every organisation, contact, text,
address and coordinate is invented.
"""

import random

# --- counties: id, name, rough centre, "code name" of each municipality -------
COUNTIES = [
    ("helsinki", "Helsinki", 60.19, 24.94, "091 Helsinki"),
    ("vantaa-kerava", "Vantaa ja Kerava", 60.31, 25.05, "092 Vantaa,245 Kerava"),
    (
        "lansi-uusimaa",
        "Länsi-Uusimaa",
        60.20,
        24.30,
        "049 Espoo,078 Hanko,149 Inkoo,224 Karkkila,235 Kauniainen,257 Kirkkonummi,"
        "444 Lohja,710 Raasepori,755 Siuntio,927 Vihti",
    ),
    (
        "keski-uusimaa",
        "Keski-Uusimaa",
        60.50,
        25.00,
        "106 Hyvinkää,186 Järvenpää,505 Mäntsälä,543 Nurmijärvi,611 Pornainen,858 Tuusula",
    ),
    (
        "ita-uusimaa",
        "Itä-Uusimaa",
        60.45,
        25.80,
        "018 Askola,407 Lapinjärvi,434 Loviisa,504 Myrskylä,616 Pukkila,638 Porvoo,753 Sipoo",
    ),
    (
        "varsinais-suomi",
        "Varsinais-Suomi",
        60.60,
        22.40,
        "019 Aura,202 Kaarina,284 Koski Tl,304 Kustavi,322 Kemiönsaari,400 Laitila,423 Lieto,"
        "430 Loimaa,445 Parainen,480 Marttila,481 Masku,503 Mynämäki,529 Naantali,538 Nousiainen,"
        "561 Oripää,577 Paimio,631 Pyhäranta,636 Pöytyä,680 Raisio,704 Rusko,734 Salo,738 Sauvo,"
        "761 Somero,833 Taivassalo,853 Turku,895 Uusikaupunki,918 Vehmaa",
    ),
    (
        "satakunta",
        "Satakunta",
        61.45,
        22.00,
        "050 Eura,051 Eurajoki,079 Harjavalta,102 Huittinen,181 Jämijärvi,214 Kankaanpää,"
        "230 Karvia,271 Kokemäki,484 Merikarvia,531 Nakkila,608 Pomarkku,609 Pori,684 Rauma,"
        "747 Siikainen,783 Säkylä,886 Ulvila",
    ),
    (
        "kanta-hame",
        "Kanta-Häme",
        60.95,
        24.30,
        "061 Forssa,082 Hattula,086 Hausjärvi,103 Humppila,109 Hämeenlinna,165 Janakkala,"
        "169 Jokioinen,433 Loppi,694 Riihimäki,834 Tammela,981 Ypäjä",
    ),
    (
        "pirkanmaa",
        "Pirkanmaa",
        61.60,
        23.80,
        "020 Akaa,108 Hämeenkyrö,143 Ikaalinen,177 Juupajoki,211 Kangasala,250 Kihniö,"
        "291 Kuhmoinen,418 Lempäälä,508 Mänttä-Vilppula,536 Nokia,562 Orivesi,581 Parkano,"
        "604 Pirkkala,619 Punkalaidun,635 Pälkäne,702 Ruovesi,790 Sastamala,837 Tampere,"
        "887 Urjala,908 Valkeakoski,922 Vesilahti,936 Virrat,980 Ylöjärvi",
    ),
    (
        "paijat-hame",
        "Päijät-Häme",
        61.10,
        25.70,
        "016 Asikkala,081 Hartola,098 Hollola,111 Heinola,142 Iitti,316 Kärkölä,398 Lahti,"
        "560 Orimattila,576 Padasjoki,781 Sysmä",
    ),
    (
        "kymenlaakso",
        "Kymenlaakso",
        60.75,
        26.90,
        "075 Hamina,285 Kotka,286 Kouvola,489 Miehikkälä,624 Pyhtää,935 Virolahti",
    ),
    (
        "etela-karjala",
        "Etelä-Karjala",
        61.10,
        28.30,
        "153 Imatra,405 Lappeenranta,416 Lemi,441 Luumäki,580 Parikkala,689 Rautjärvi,"
        "700 Ruokolahti,739 Savitaipale,831 Taipalsaari",
    ),
    (
        "etela-savo",
        "Etelä-Savo",
        61.85,
        27.80,
        "046 Enonkoski,097 Hirvensalmi,178 Juva,213 Kangasniemi,491 Mikkeli,507 Mäntyharju,"
        "588 Pertunmaa,593 Pieksämäki,623 Puumala,681 Rantasalmi,740 Savonlinna,768 Sulkava",
    ),
    (
        "pohjois-savo",
        "Pohjois-Savo",
        63.00,
        27.50,
        "140 Iisalmi,171 Joroinen,204 Kaavi,239 Keitele,263 Kiuruvesi,297 Kuopio,402 Lapinlahti,"
        "420 Leppävirta,595 Pielavesi,686 Rautalampi,687 Rautavaara,749 Siilinjärvi,"
        "762 Sonkajärvi,778 Suonenjoki,844 Tervo,857 Tuusniemi,915 Varkaus,921 Vesanto,925 Vieremä",
    ),
    (
        "pohjois-karjala",
        "Pohjois-Karjala",
        62.75,
        29.80,
        "090 Heinävesi,146 Ilomantsi,167 Joensuu,176 Juuka,260 Kitee,276 Kontiolahti,"
        "309 Outokumpu,422 Lieksa,426 Liperi,541 Nurmes,607 Polvijärvi,707 Rääkkylä,848 Tohmajärvi",
    ),
    (
        "keski-suomi",
        "Keski-Suomi",
        62.40,
        25.60,
        "077 Hankasalmi,172 Joutsa,179 Jyväskylä,182 Jämsä,216 Kannonkoski,226 Karstula,"
        "249 Keuruu,256 Kinnula,265 Kivijärvi,275 Konnevesi,312 Kyyjärvi,410 Laukaa,435 Luhanka,"
        "495 Multia,500 Muurame,592 Petäjävesi,601 Pihtipudas,729 Saarijärvi,850 Toivakka,"
        "892 Uurainen,931 Viitasaari,992 Äänekoski",
    ),
    (
        "etela-pohjanmaa",
        "Etelä-Pohjanmaa",
        62.75,
        23.00,
        "005 Alajärvi,010 Alavus,052 Evijärvi,145 Ilmajoki,151 Isojoki,152 Isokyrö,218 Karijoki,"
        "232 Kauhajoki,233 Kauhava,300 Kuortane,301 Kurikka,403 Lappajärvi,408 Lapua,"
        "743 Seinäjoki,759 Soini,846 Teuva,934 Vimpeli,989 Ähtäri",
    ),
    (
        "pohjanmaa",
        "Pohjanmaa",
        63.10,
        21.80,
        "231 Kaskinen,280 Korsnäs,287 Kristiinankaupunki,288 Kruunupyy,399 Laihia,440 Luoto,"
        "475 Maalahti,499 Mustasaari,545 Närpiö,598 Pietarsaari,599 Pedersören kunta,"
        "893 Uusikaarlepyy,905 Vaasa,946 Vöyri",
    ),
    (
        "keski-pohjanmaa",
        "Keski-Pohjanmaa",
        63.70,
        23.80,
        "074 Halsua,217 Kannus,236 Kaustinen,272 Kokkola,421 Lestijärvi,584 Perho,849 Toholampi,924 Veteli",
    ),
    (
        "pohjois-pohjanmaa",
        "Pohjois-Pohjanmaa",
        64.90,
        26.00,
        "009 Alavieska,069 Haapajärvi,071 Haapavesi,072 Hailuoto,139 Ii,208 Kalajoki,244 Kempele,"
        "305 Kuusamo,317 Kärsämäki,425 Liminka,436 Lumijoki,483 Merijärvi,494 Muhos,535 Nivala,"
        "563 Oulainen,564 Oulu,615 Pudasjärvi,625 Pyhäjoki,626 Pyhäjärvi,630 Pyhäntä,678 Raahe,"
        "691 Reisjärvi,746 Sievi,748 Siikajoki,785 Vaala,791 Siikalatva,832 Taivalkoski,"
        "859 Tyrnävä,889 Utajärvi,977 Ylivieska",
    ),
    (
        "kainuu",
        "Kainuu",
        64.30,
        28.40,
        "105 Hyrynsalmi,205 Kajaani,290 Kuhmo,578 Paltamo,620 Puolanka,697 Ristijärvi,"
        "765 Sotkamo,777 Suomussalmi",
    ),
    (
        "lappi",
        "Lappi",
        67.00,
        26.00,
        "047 Enontekiö,148 Inari,240 Kemi,241 Keminmaa,261 Kittilä,273 Kolari,320 Kemijärvi,"
        "498 Muonio,583 Pelkosenniemi,614 Posio,683 Ranua,698 Rovaniemi,732 Salla,742 Savukoski,"
        "751 Simo,758 Sodankylä,845 Tervola,851 Tornio,854 Pello,890 Utsjoki,976 Ylitornio",
    ),
    (
        "ahvenanmaa",
        "Ahvenanmaa",
        60.20,
        20.00,
        "035 Brändö,043 Eckerö,060 Finström,062 Föglö,065 Geta,076 Hammarland,170 Jomala,"
        "295 Kumlinge,318 Kökar,417 Lemland,438 Lumparland,478 Maarianhamina,736 Saltvik,"
        "766 Sottunga,771 Sund,941 Vårdö",
    ),
]

# Rough weight of a municipality (thousands of inhabitants); the rest get 6.
WEIGHTS = {
    "091": 680,
    "049": 315,
    "837": 258,
    "092": 248,
    "564": 215,
    "853": 204,
    "179": 149,
    "297": 125,
    "398": 121,
    "609": 83,
    "286": 78,
    "167": 78,
    "405": 72,
    "905": 69,
    "109": 68,
    "743": 66,
    "698": 65,
    "491": 51,
    "285": 50,
    "638": 51,
    "734": 51,
    "272": 48,
    "106": 47,
    "444": 46,
    "186": 47,
    "543": 45,
    "684": 38,
    "858": 42,
    "257": 41,
    "205": 36,
    "245": 38,
    "536": 36,
    "980": 34,
    "211": 33,
    "202": 36,
    "927": 29,
    "740": 31,
    "694": 28,
    "680": 26,
    "153": 25,
    "710": 27,
    "418": 25,
    "790": 24,
    "678": 24,
    "604": 21,
    "977": 15,
    "915": 19,
    "593": 17,
    "140": 20,
    "749": 21,
    "061": 16,
    "908": 21,
    "111": 18,
    "098": 23,
    "560": 16,
    "499": 20,
    "598": 19,
    "851": 21,
    "240": 19,
    "020": 16,
}

GEN_EXCEPTIONS = {
    "Helsinki": "Helsingin",
    "Turku": "Turun",
    "Hanko": "Hangon",
    "Lieto": "Liedon",
    "Loppi": "Lopen",
    "Koski Tl": "Kosken Tl",
    "Virrat": "Virtain",
    "Ii": "Iin",
    "Pedersören kunta": "Pedersören kunnan",
    "Vehmaa": "Vehmaan",
    "Parainen": "Paraisten",
    "Vihti": "Vihdin",
    "Salla": "Sallan",
    "Kustavi": "Kustavin",
    "Iitti": "Iitin",
    "Pyhtää": "Pyhtään",
    "Säkylä": "Säkylän",
    "Outokumpu": "Outokummun",
    "Veteli": "Vetelin",
    "Kitee": "Kiteen",
    "Tampere": "Tampereen",
    "Kannus": "Kannuksen",
    "Nurmes": "Nurmeksen",
    "Varkaus": "Varkauden",
    "Alavus": "Alavuden",
    "Saltvik": "Saltvikin",
    "Sund": "Sundin",
    "Hammarland": "Hammarlandin",
    "Lemland": "Lemlandin",
    "Lumparland": "Lumparlandin",
    "Finström": "Finströmin",
    "Kökar": "Kökarin",
    "Korsnäs": "Korsnäsin",
    "Sipoo": "Sipoon",
}
GEN_ENDINGS = [
    ("nen", "sen"),
    ("lahti", "lahden"),
    ("joki", "joen"),
    ("järvi", "järven"),
    ("niemi", "niemen"),
    ("mäki", "mäen"),
    ("koski", "kosken"),
    ("vesi", "veden"),
    ("salmi", "salmen"),
    ("ranta", "rannan"),
    ("kaupunki", "kaupungin"),
    ("saari", "saaren"),
    ("lampi", "lammen"),
    ("latva", "latvan"),
    ("silta", "sillan"),
    ("harju", "harjun"),
]


def genitive(name):
    if name in GEN_EXCEPTIONS:
        return GEN_EXCEPTIONS[name]
    for ending, repl in GEN_ENDINGS:
        if name.endswith(ending):
            return name[: -len(ending)] + repl
    return name + ("n" if name[-1] in "aeiouyäöå" else "in")


THEMES = {
    "vanhemmuus": "Vanhemmuuden tuki",
    "parisuhde": "Parisuhde",
    "ero": "Erotilanteet",
    "vauvaperhe": "Vauvaperheet",
    "neuvola": "Neuvolapalvelut",
    "varhaiskasvatus": "Varhaiskasvatus",
    "koulu": "Koulu ja oppiminen",
    "nuoret": "Nuoret",
    "mielenterveys": "Mielen hyvinvointi",
    "paihteet": "Päihteet ja riippuvuudet",
    "lastensuojelu": "Lastensuojelu",
    "vakivalta": "Lähisuhdeväkivalta",
    "vertaistuki": "Vertaistuki",
    "talous": "Talous ja toimeentulo",
    "monikulttuurisuus": "Monikulttuuriset perheet",
    "vammaisuus": "Vammaisuus ja erityinen tuki",
    "kotiapu": "Arjen apu ja kotipalvelu",
    "harrastus": "Kerhot ja harrastukset",
    "sijaisperhe": "Sijais- ja adoptioperheet",
    "yksinvanhempi": "Yhden vanhemman perheet",
}

# (name, tier, themes) of the kinds of service
KINDS = [
    ("perhekeskus", "green", "vanhemmuus vauvaperhe"),
    ("avoin perhekahvila", "green", "vertaistuki vauvaperhe"),
    ("vauvaperheryhmä", "green", "vauvaperhe vertaistuki"),
    ("perhevalmennus", "green", "vauvaperhe vanhemmuus"),
    ("äitiysneuvola", "green", "neuvola vauvaperhe"),
    ("lastenneuvola", "green", "neuvola"),
    ("hyvinvointineuvola", "green", "neuvola vanhemmuus"),
    ("avoin päiväkoti", "green", "varhaiskasvatus vertaistuki"),
    ("kerhotoiminta taaperoille", "green", "harrastus vauvaperhe"),
    ("leikkipuistotoiminta", "green", "harrastus varhaiskasvatus"),
    ("muskari ja lorupiiri", "green", "harrastus vauvaperhe"),
    ("isä-lapsiryhmä", "green", "vertaistuki vanhemmuus"),
    ("perheliikunta", "green", "harrastus"),
    ("vanhempainilta ja vanhempainkoulu", "green", "vanhemmuus koulu"),
    ("parisuhdekurssi", "green", "parisuhde"),
    ("parisuhdeilta vanhemmille", "green", "parisuhde vanhemmuus"),
    ("kouluterveydenhuolto", "green", "koulu"),
    ("nuorisotila ja nuorten kahvila", "green", "nuoret harrastus"),
    ("seurakunnan perhekerho", "green", "vertaistuki harrastus"),
    ("digitaalinen perheopas", "green", "vanhemmuus"),
    ("monikulttuurinen perhekahvila", "green", "monikulttuurisuus vertaistuki"),
    ("eväitä vanhemmuuteen -kurssi", "green", "vanhemmuus"),
    ("varhaisen tuen perhepiste", "yellow", "vanhemmuus kotiapu"),
    ("lapsiperheiden kotipalvelu", "yellow", "kotiapu"),
    ("perhetyö", "yellow", "vanhemmuus kotiapu"),
    ("varhaisen tuen perhetyö", "yellow", "vanhemmuus kotiapu"),
    ("perheneuvola", "yellow", "vanhemmuus mielenterveys"),
    ("kasvatusneuvonta", "yellow", "vanhemmuus"),
    ("perheneuvonta", "yellow", "parisuhde vanhemmuus"),
    ("parisuhdeneuvonta", "yellow", "parisuhde"),
    ("pariterapia", "yellow", "parisuhde mielenterveys"),
    ("perheasioiden sovittelu", "yellow", "ero parisuhde"),
    ("eroauttamisen palvelupiste", "yellow", "ero"),
    ("eroneuvonta ja vanhemmuussuunnitelma", "yellow", "ero vanhemmuus"),
    ("vertaisryhmä eronneille vanhemmille", "yellow", "ero vertaistuki"),
    ("lasten eroryhmä", "yellow", "ero vertaistuki"),
    ("yhden vanhemman perheiden vertaisryhmä", "yellow", "yksinvanhempi vertaistuki"),
    ("unikoulu ja uniohjaus", "yellow", "vauvaperhe neuvola"),
    ("imetystuki ja imetyspoliklinikka", "yellow", "vauvaperhe neuvola"),
    ("synnytyksen jälkeisen masennuksen tukiryhmä", "yellow", "mielenterveys vauvaperhe"),
    ("nepsyvalmennus perheille", "yellow", "vammaisuus vanhemmuus"),
    ("kuraattorin ja psykologin palvelut", "yellow", "koulu mielenterveys"),
    ("oppilashuolto", "yellow", "koulu"),
    ("nuorisoneuvola", "yellow", "nuoret neuvola"),
    ("nuorten matalan kynnyksen vastaanotto", "yellow", "nuoret mielenterveys"),
    ("ohjaamo nuorille", "yellow", "nuoret talous"),
    ("talous- ja velkaneuvonta", "yellow", "talous"),
    ("ruoka-apu lapsiperheille", "yellow", "talous"),
    ("tukiperhetoiminta", "yellow", "kotiapu yksinvanhempi"),
    ("tukihenkilötoiminta", "yellow", "nuoret kotiapu"),
    ("lastenhoitoapu", "yellow", "kotiapu"),
    ("kotoutumisen perhetuki", "yellow", "monikulttuurisuus"),
    ("erityislasten vanhempien vertaistukiryhmä", "yellow", "vammaisuus vertaistuki"),
    ("omaishoidon tuki ja lomitus", "yellow", "vammaisuus kotiapu"),
    ("palveluohjaus perheille", "yellow", "vanhemmuus kotiapu"),
    ("chat-neuvonta vanhemmille", "yellow", "vanhemmuus mielenterveys"),
    ("lastensuojelun avohuolto", "red", "lastensuojelu"),
    ("lastensuojelun sosiaalipäivystys", "red", "lastensuojelu"),
    ("tehostettu perhetyö", "red", "lastensuojelu kotiapu"),
    ("perhekuntoutus", "red", "lastensuojelu vanhemmuus"),
    ("turvakoti", "red", "vakivalta"),
    ("ensikoti", "red", "lastensuojelu vauvaperhe"),
    ("väkivaltatyön avopalvelu", "red", "vakivalta"),
    ("lähisuhdeväkivallan katkaisuohjelma", "red", "vakivalta parisuhde"),
    ("päihdeperhetyö", "red", "paihteet lastensuojelu"),
    ("päihdekuntoutus raskaana oleville", "red", "paihteet vauvaperhe"),
    ("lastenpsykiatrian poliklinikka", "red", "mielenterveys"),
    ("nuorisopsykiatrian poliklinikka", "red", "mielenterveys nuoret"),
    ("kriisikeskus ja kriisivastaanotto", "red", "mielenterveys vakivalta"),
    ("valvotut ja tuetut tapaamiset", "red", "ero lastensuojelu"),
    ("sijaisperheiden tukipalvelu", "red", "sijaisperhe lastensuojelu"),
    ("adoptioneuvonta", "red", "sijaisperhe"),
    ("perhehoito ja sijaishuolto", "red", "sijaisperhe lastensuojelu"),
    ("lapsiperheiden asumisneuvonta", "yellow", "talous kotiapu"),
    ("peliriippuvaisten läheisten ryhmä", "yellow", "paihteet vertaistuki"),
    ("surevien perheiden sururyhmä", "yellow", "vertaistuki mielenterveys"),
]

SENTENCES = {
    "vanhemmuus": [
        "Tuemme vanhempia kasvatukseen liittyvissä kysymyksissä ja arjen pulmissa.",
        "Vanhemmuuden tueksi tarjotaan keskusteluapua, ohjausta ja ryhmiä.",
        "Vanhemmat saavat keinoja lapsen tunteiden ja käytöksen ymmärtämiseen.",
        "Tapaamisilla pohditaan rajojen asettamista, vuorovaikutusta ja omaa jaksamista vanhempana.",
    ],
    "parisuhde": [
        "Parisuhteen pulmista voi keskustella yksin tai yhdessä puolison kanssa.",
        "Pariskunnat saavat välineitä riitojen ratkaisemiseen ja läheisyyden vahvistamiseen.",
        "Parisuhdetta hoidetaan ennen kuin ongelmat kasvavat liian suuriksi.",
        "Käynneillä käsitellään luottamusta, seksuaalisuutta ja vanhemmuuden vaikutusta parisuhteeseen.",
    ],
    "ero": [
        "Eron jälkeen vanhempia autetaan sopimaan lapsen asumisesta, tapaamisista ja elatuksesta.",
        "Erotilanteessa lapsen etu asetetaan etusijalle ja vanhempien riitoja lievennetään.",
        "Erovanhempien ryhmässä jaetaan kokemuksia ja rakennetaan yhteistyövanhemmuutta.",
    ],
    "vauvaperhe": [
        "Toiminta on tarkoitettu vauvaperheille ja pienten lasten vanhemmille.",
        "Vauvan syntymä muuttaa arkea, ja ryhmässä tapaa muita samassa elämäntilanteessa olevia.",
        "Saat tukea imetykseen, vauvan unirytmiin ja kiintymyssuhteen rakentamiseen.",
        "Odottaville äideille ja isille järjestetään omia kokoontumisia.",
    ],
    "neuvola": [
        "Neuvolassa seurataan raskauden kulkua sekä lapsen kasvua ja kehitystä.",
        "Terveydenhoitajan vastaanotolle varataan aika, ja lääkärintarkastukset sovitaan erikseen.",
        "Neuvolan terveystarkastuksissa keskustellaan koko perheen voinnista.",
    ],
    "varhaiskasvatus": [
        "Varhaiskasvatuksen henkilöstö tukee lapsen leikkiä ja oppimista.",
        "Päiväkodin ja perheen yhteistyö on luontevaa ja arkista.",
    ],
    "koulu": [
        "Koululaisten hyvinvointia tuetaan yhdessä opettajien, kuraattorin ja psykologin kanssa.",
        "Oppilaan poissaoloihin ja kiusaamiseen puututaan varhain.",
    ],
    "nuoret": [
        "Nuori voi tulla paikalle yksin, kaverin kanssa tai huoltajan kanssa.",
        "Nuorten kanssa puhutaan mielialasta, seurustelusta, päihteistä ja tulevaisuudesta.",
    ],
    "mielenterveys": [
        "Masennuksen, ahdistuksen ja uupumuksen hoitoon saa apua matalalla kynnyksellä.",
        "Lapsen tai vanhemman mielenterveyden pulmissa auttavat psykologi ja sairaanhoitaja.",
    ],
    "paihteet": [
        "Päihteiden käytöstä voi puhua luottamuksella, ja koko perhe saa tukea toipumiseen.",
        "Riippuvuuksien hoitoon tarjotaan yksilötapaamisia ja vertaisryhmiä.",
    ],
    "lastensuojelu": [
        "Lastensuojelun sosiaalityöntekijä arvioi lapsen tilanteen yhdessä perheen kanssa.",
        "Perheelle laaditaan asiakassuunnitelma ja sovitaan tukitoimista.",
    ],
    "vakivalta": [
        "Väkivaltaa kokeneet, väkivaltaa käyttäneet ja lapset saavat apua ympäri vuorokauden.",
        "Lähisuhteessa tapahtuneesta väkivallasta saa puhua turvallisesti.",
    ],
    "vertaistuki": [
        "Vertaisryhmässä kokemuksia jaetaan muiden samassa tilanteessa olevien kanssa.",
        "Ryhmää ohjaavat koulutetut vapaaehtoiset ja ammattilainen.",
    ],
    "talous": [
        "Perheen talousasioissa, laskuissa ja etuuksien hakemisessa autetaan maksutta.",
        "Toimeentuloon ja asumiseen liittyvät kysymykset selvitetään yhdessä.",
    ],
    "monikulttuurisuus": [
        "Tulkki järjestetään tarvittaessa, ja toimintaa on myös selkosuomeksi.",
        "Maahan muuttaneet perheet tutustuvat suomalaisiin palveluihin ja toisiinsa.",
    ],
    "vammaisuus": [
        "Erityistä tukea tarvitsevien lasten perheille annetaan neuvontaa ja ohjausta.",
        "Neuropsykiatriset piirteet, kuten ADHD ja autismin kirjo, huomioidaan ohjauksessa.",
    ],
    "kotiapu": [
        "Työntekijä tulee perheen kotiin ja auttaa lastenhoidossa ja kotitöissä.",
        "Kotipalvelusta saa tilapäistä apua sairauden, uupumuksen tai synnytyksen vuoksi.",
    ],
    "harrastus": [
        "Lauletaan, leikitään, askarrellaan ja ulkoillaan yhdessä.",
        "Kerhoon voi tulla ilman ilmoittautumista, ja mukaan mahtuvat kaikenikäiset.",
    ],
    "sijaisperhe": [
        "Sijaisvanhemmille järjestetään valmennusta, työnohjausta ja virkistystä.",
        "Adoptiota suunnittelevat perheet saavat lakisääteisen neuvonnan.",
    ],
    "yksinvanhempi": [
        "Yksinhuoltajien arkea kevennetään lastenhoidolla ja yhteisellä tekemisellä.",
        "Ryhmä on avoin kaikille yhden vanhemman perheille.",
    ],
}
GENERIC = [
    "Palvelu on maksuton eikä siihen tarvita lähetettä.",
    "Ajan voi varata puhelimitse tai sähköisen lomakkeen kautta.",
    "Mukaan voi tulla ilman ajanvarausta.",
    "Toimintaa ohjaavat perheohjaaja ja sosiaaliohjaaja.",
    "Yhteyttä voi ottaa myös nimettömästi.",
    "Tapaamiset järjestetään toimipisteessä, kotona tai etäyhteydellä.",
    "Työskentely perustuu luottamukseen ja vapaaehtoisuuteen.",
    "Ryhmä kokoontuu kerran viikossa kouluvuoden aikana.",
    "Sisarukset ovat tervetulleita mukaan, ja lapsille on järjestetty hoito.",
    "Tilat ovat esteettömät, ja paikalle pääsee bussilla.",
    "Jonotusaika on yleensä alle kaksi viikkoa.",
    "Palvelua tuotetaan yhdessä järjestöjen ja seurakunnan kanssa.",
    "Kahvi- ja iltapalatarjoilu kuuluu toimintaan.",
    "Ammattilainen voi ohjata perheen palveluun vanhempien luvalla.",
    "Ensimmäisessä tapaamisessa kartoitetaan perheen tilanne ja toiveet.",
]
TIER_SENTENCE = {
    "green": "Palvelu on kaikille perheille avoin.",
    "yellow": "Palvelu sopii, kun perheessä on pieni huoli tai arki kuormittaa.",
    "red": "Palvelu on tarkoitettu tilanteisiin, joissa huoli on suuri ja tukea tarvitaan paljon.",
}
NICK = [
    "Majakka",
    "Huusholli",
    "Pesäpuu",
    "Tuulenpesä",
    "Kotikolo",
    "Silta",
    "Lyhty",
    "Apila",
    "Kanerva",
    "Satakieli",
    "Hyrrä",
    "Pihlaja",
    "Kipinä",
    "Lokki",
    "Mustikka",
    "Onnimanni",
    "Ankkuri",
    "Väylä",
    "Polku",
    "Leppäkerttu",
    "Meidän vauva",
    "Elokolo",
    "Nuppu",
    "Kaarisilta",
]
DISTRICTS = [
    "Keskusta",
    "Itäinen",
    "Läntinen",
    "Pohjoinen",
    "Eteläinen",
    "Asemanseutu",
    "Rantakylä",
    "Hervanta",
    "Kangas",
    "Tammela",
    "Kivistö",
    "Harjula",
    "Peltola",
    "Mäkelä",
    "Lehtola",
    "Koivuniemi",
    "Kirkonkylä",
    "Myllypuro",
    "Nummi",
    "Vanhakylä",
]
STREETS = [
    "Koulu",
    "Kirkko",
    "Asema",
    "Kauppa",
    "Puisto",
    "Ranta",
    "Mylly",
    "Tehtaan",
    "Kelto",
    "Pihlaja",
    "Koivu",
    "Mänty",
    "Sairaalan",
    "Hämeen",
    "Satama",
    "Kunnan",
    "Torin",
    "Pelto",
]
STREET_END = ["katu", "tie", "kuja", "polku", "raitti"]
ORG_KINDS = [  # share, kind, name pattern
    ("municipality", "{g} kunnan perhepalvelut"),
    ("municipality", "{g} varhaiskasvatus- ja sivistyspalvelut"),
    ("parish", "{g} seurakunta"),
    ("association", "{g} ensi- ja perheyhdistys ry"),
    ("association", "{g} lastensuojelukerho ry"),
    ("association", "{g} vanhempainverkosto ry"),
    ("company", "Perhetalo {n} Oy"),
]
COUNTY_ORGS = [
    ("county", "{n}: lasten, nuorten ja perheiden palvelut"),
    ("county", "{n}: perheoikeudelliset palvelut"),
    ("association", "{n}: parisuhteen tuki ry"),
    ("association", "{n}: turvakotiyhdistys ry"),
    ("association", "{n}: monikulttuuriset perheet ry"),
]
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat"]
AGES = ["raskausaika", "0-2", "3-6", "7-12", "13-17", "koko perhe"]


def ascii_slug(text):
    table = str.maketrans("åäöéü", "aaoeu")
    out = "".join(c if c.isalnum() and c.isascii() else "-" for c in text.lower().translate(table))
    while "--" in out:
        out = out.replace("--", "-")
    return out.strip("-")


def records(size, seed):
    rng = random.Random(seed)  # noqa: S311 - the same data every time
    municipalities = []
    for cid, cname, lat, lon, listing in COUNTIES:
        yield {"type": "county", "id": cid, "name": cname}
        for item in listing.split(","):
            code, name = item.split(" ", 1)
            spread = 0.12 if cid in ("helsinki", "vantaa-kerava") else 0.55
            municipalities.append(
                {
                    "type": "municipality",
                    "code": code,
                    "name": name,
                    "slug": ascii_slug(name),
                    "genitive": genitive(name),
                    "county": cid,
                    "county_name": cname,
                    "lat": round(lat + rng.uniform(-spread, spread), 5),
                    "lon": round(lon + rng.uniform(-spread, spread) * 2, 5),
                }
            )
    municipalities.sort(key=lambda m: m["code"])
    yield from municipalities
    for tid, tname in THEMES.items():
        yield {"type": "theme", "id": tid, "name": tname}

    orgs_by_muni, orgs_by_county, org_id = {}, {}, 0

    def org(kind, name, muni, county):
        nonlocal org_id
        org_id += 1
        slug = ascii_slug(name)[:50].strip("-")
        return {
            "type": "organisation",
            "id": org_id,
            "kind": kind,
            "name": name,
            "municipality": muni,
            "county": county,
            "url": f"https://{slug}.example/",
            "email": f"info@{slug}.example",
            "phone": phone(rng),
        }

    for cid, cname, *_ in COUNTIES:
        for kind, pattern in COUNTY_ORGS:
            o = org(kind, pattern.format(n=cname), None, cid)
            orgs_by_county.setdefault(cid, []).append(o)
            yield o
    for m in municipalities:
        for kind, pattern in ORG_KINDS:
            o = org(kind, pattern.format(g=m["genitive"], n=m["name"]), m["code"], m["county"])
            orgs_by_muni.setdefault(m["code"], []).append(o)
            yield o

    by_county = {}
    for m in municipalities:
        by_county.setdefault(m["county"], []).append(m["code"])
    total, cum = 0, []
    for m in municipalities:
        total += WEIGHTS.get(m["code"], 6)
        cum.append(total)
    kinds = [(n, t, th.split()) for n, t, th in KINDS]

    for i in range(1, size + 1):
        m = rng.choices(municipalities, cum_weights=cum)[0]
        kname, tier, themes = kinds[rng.randrange(len(kinds))]
        whole_county = rng.random() < (0.25 if tier == "red" else 0.06)
        pool = orgs_by_county[m["county"]] if whole_county or rng.random() < 0.35 else orgs_by_muni[m["code"]]
        o = pool[rng.randrange(len(pool))]
        if whole_county:
            area = by_county[m["county"]]
        elif rng.random() < 0.12:
            area = sorted(
                {m["code"], *rng.sample(by_county[m["county"]], min(3, len(by_county[m["county"]])))}
            )
        else:
            area = [m["code"]]
        district = DISTRICTS[rng.randrange(len(DISTRICTS))]
        nick = NICK[rng.randrange(len(NICK))]
        cap = kname[0].upper() + kname[1:]
        name = (
            f"{m['genitive']} {kname}",
            f"{cap}, {district}",
            f"{nick} – {kname}",
            f"{cap} {nick}",
            f"{cap} ({m['name']}, {district})",
        )[rng.randrange(5)]
        parts = [SENTENCES[t][rng.randrange(len(SENTENCES[t]))] for t in themes]
        lead = parts[0]
        parts.append(SENTENCES[themes[0]][rng.randrange(len(SENTENCES[themes[0]]))])
        parts += rng.sample(GENERIC, 2 + rng.randrange(3))
        parts.append(TIER_SENTENCE[tier])
        parts = list(dict.fromkeys(parts))
        start = 7 + rng.randrange(4)
        length = 3 + rng.randrange(7)
        days = (
            DAYS[: 5 + (rng.random() < 0.1)] if rng.random() < 0.6 else rng.sample(DAYS, 1 + rng.randrange(2))
        )
        if tier == "red" and rng.random() < 0.15:
            hours = [{"day": d, "opens": "00:00", "closes": "24:00"} for d in [*DAYS, "sun"]]
        else:
            hours = [
                {"day": d, "opens": f"{start:02d}:00", "closes": f"{min(start + length, 21):02d}:00"}
                for d in sorted(days, key=DAYS.index)
            ]
        street = STREETS[rng.randrange(len(STREETS))] + STREET_END[rng.randrange(len(STREET_END))]
        yield {
            "type": "service",
            "id": i,
            "name": name,
            "kind": kname,
            "summary": lead,
            "description": " ".join(parts),
            "tier": tier,
            "themes": themes,
            "ages": rng.sample(AGES, 1 + rng.randrange(3)),
            "organisation": o["id"],
            "municipality": m["code"],
            "area": area,
            "address": {
                "street": f"{street} {1 + rng.randrange(80)}",
                "postcode": f"{rng.randrange(100, 99990):05d}",
                "city": m["name"],
                "district": district,
            },
            "lat": round(m["lat"] + rng.uniform(-0.08, 0.08), 5),
            "lon": round(m["lon"] + rng.uniform(-0.15, 0.15), 5),
            "phone": phone(rng),
            "email": f"palvelu{i}@perhe.example",
            "url": f"https://perhe.example/palvelu/{i}",
            "opening_hours": hours,
            "channels": rng.sample(["visit", "phone", "online", "home"], 1 + rng.randrange(3)),
            "languages": ["fi"]
            + (["sv"] if rng.random() < 0.2 else [])
            + (["en"] if rng.random() < 0.15 else []),
            "fee": "free" if rng.random() < 0.85 else "paid",
            "updated": f"20{24 + rng.randrange(3)}-{1 + rng.randrange(12):02d}-{1 + rng.randrange(28):02d}",
        }


def phone(rng):
    return f"0{rng.choice((3, 8, 9, 17, 40, 44, 50))} {rng.randrange(100, 999)} {rng.randrange(1000, 9999)}"
