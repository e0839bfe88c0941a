"""Numbers in words: what they say in digits, so that "three" and 3 are one number and "two" is another.

Not here: what is an article too (ein, un, una), a Chinese one by itself, which is part of many words, and what is a
common word of another language (cent, due, once, sei).
"""

from __future__ import annotations

# Chinese numerals, of which a run is one number.
HAN = "〇零一二两兩三四五六七八九十百千万萬亿億"

_SAID = {
    "1": "one один одна одне одно одного одну jeden jedna jedno jedną",
    "2": "two два две двое двух двоих дві двоє двох zwei deux dos dwa dwie dwoje dwóch dwaj dois duas twee "
    "二 两 兩 اثنان اثنين اثنتين שני שתי שניים שתיים",
    "3": "three три трое трех трёх троє трьох drei trois tres trzy troje trzech trzej tre três drie "
    "三 ثلاثة ثلاث שלושה שלוש שלושת",
    "4": "four четыре четверо четырех четырёх чотири четверо чотирьох vier quatre cuatro cztery czterech czworo "
    "quattro quatro 四 أربعة أربع ארבעה ארבע",
    "5": "five пять пятеро пяти п'ять п'ятеро п'яти fünf cinq cinco pięć pięciu pięcioro cinque vijf "
    "五 خمسة خمس חמישה חמש",
    "6": "six шесть шестеро шести шість шестеро sechs seis sześć sześciu zes 六 ستة ست שישה שש",
    "7": "seven семь семеро семи сім семеро сімох sieben sept siete siedem siedmiu sete zeven 七 سبعة سبع שבעה שבע",
    "8": "eight восемь восьмеро восьми вісім восьмеро acht huit ocho osiem ośmiu otto oito 八 ثمانية ثماني שמונה",
    "9": "nine девять девятеро девяти дев'ять дев'ятеро дев'яти neun neuf nueve dziewięć dziewięciu nove negen "
    "九 تسعة تسع תשעה תשע",
    "10": "ten десять десятеро десяти десятеро zehn dix diez dziesięć dziesięciu dieci dez tien 十 عشرة عشر עשרה עשר",
    "11": "eleven одиннадцать одиннадцати одинадцять elf onze jedenaście jedenastu undici",
    "12": "twelve двенадцать двенадцати дванадцять zwölf douze doce dwanaście dwunastu dodici doze twaalf",
    "13": "thirteen тринадцать тринадцяти тринадцять dreizehn treize trece trzynaście trzynastu tredici treze dertien",
    "14": "fourteen четырнадцать чотирнадцять vierzehn quatorze catorce czternaście czternastu quattordici veertien",
    "15": "fifteen пятнадцать п'ятнадцять fünfzehn quinze quince piętnaście piętnastu quindici vijftien",
    "16": "sixteen шестнадцать шістнадцять sechzehn seize dieciséis szesnaście szesnastu sedici zestien",
    "17": "seventeen семнадцать сімнадцять siebzehn diecisiete siedemnaście siedemnastu diciassette zeventien",
    "18": "eighteen восемнадцать вісімнадцять achtzehn dieciocho osiemnaście osiemnastu diciotto achttien",
    "19": "nineteen девятнадцать дев'ятнадцять neunzehn diecinueve dziewiętnaście dziewiętnastu diciannove negentien",
    "20": "twenty двадцать двадцати двадцять zwanzig vingt veinte dwadzieścia dwudziestu venti vinte twintig",
    "30": "thirty тридцать тридцати тридцять dreißig trente treinta trzydzieści trzydziestu trenta trinta dertig",
    "40": "forty сорок сорока vierzig quarante cuarenta czterdzieści czterdziestu quaranta quarenta veertig",
    "50": "fifty пятьдесят п'ятдесят fünfzig cinquante cincuenta pięćdziesiąt pięćdziesięciu cinquanta vijftig",
    "60": "sixty шестьдесят шістдесят sechzig soixante sesenta sześćdziesiąt sessanta sessenta zestig",
    "70": "seventy семьдесят сімдесят siebzig setenta siedemdziesiąt settanta zeventig",
    "80": "eighty восемьдесят вісімдесят achtzig ochenta osiemdziesiąt ottanta oitenta tachtig",
    "90": "ninety девяносто дев'яносто neunzig noventa dziewięćdziesiąt novanta negentig",
    "100": "hundred hundreds сто сотни сотен сотні hundert hunderte centaines cien ciento cientos sto setki "
    "百 مئة مائة مئات מאה מאות",
    "1000": "thousand thousands тысяча тысячи тысяч тисяча тисячі тисяч tausend tausende mille milliers mil miles "
    "tysiąc tysiące tysięcy 千 ألف آلاف אלף אלפי אלפים",
    "10000": "万 萬",
    "1000000": "million millions миллион миллиона миллионов мільйон мільйона мільйонів millionen millón millones "
    "milion miliony milionów مليون ملايين מיליון מיליוני",
    "1000000000": "billion billions миллиард миллиарда миллиардов мільярд мільярда мільярдів milliarde milliarden "
    "milliard milliards miliard miliardy miliardów",
}
NUMERALS = {word.replace("'", "").casefold(): digits for digits, words in _SAID.items() for word in words.split()}
"""For each such word, without apostrophes and folded, its number in digits."""
