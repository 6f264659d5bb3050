"""Currencies: how many decimals each has, and the signs merchants write for them."""

from __future__ import annotations

# ISO 4217 list one ("current currency & funds code list", SIX Financial Information, 2026). Codes without
# minor units (metals, test codes, drawing rights) are left out; BGN, replaced by EUR in 2026, is still met.
_NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_FOUR_DECIMALS = "CLF UYW"
_TWO_DECIMALS = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
    CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD
    HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS
    VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
"""

EXPONENTS: dict[str, int] = {
    code: exponent
    for exponent, codes in enumerate((_NO_DECIMALS, "", _TWO_DECIMALS, _THREE_DECIMALS, _FOUR_DECIMALS))
    for code in codes.split()
}

_DOLLARS = ("USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "BBD", "BMD", "BSD",
            "BZD", "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SBD", "SRD", "TTD", "UYU", "XCD")  # fmt: skip

# Signs as Unicode CLDR lists them, lower case. Where several currencies share a sign, the first is meant
# unless the store's own is among them; an empty first place says that nothing can be told without it.
SIGNS: dict[str, tuple[str, ...]] = {
    "€": ("EUR",), "£": ("GBP",), "$": _DOLLARS, "¥": ("JPY", "CNY"), "￥": ("JPY", "CNY"), "円": ("JPY",),
    "元": ("CNY", "TWD"), "圆": ("CNY",), "₩": ("KRW",), "원": ("KRW",), "₹": ("INR",), "₽": ("RUB",),
    "руб": ("RUB",), "₺": ("TRY",), "tl": ("TRY",), "₴": ("UAH",), "грн": ("UAH",), "₫": ("VND",),
    "đ": ("VND",), "฿": ("THB",),
    "₪": ("ILS",), "₦": ("NGN",), "₱": ("PHP",), "₸": ("KZT",), "₾": ("GEL",), "₼": ("AZN",),
    "₡": ("CRC",), "₲": ("PYG",), "₵": ("GHS",), "₮": ("MNT",), "₭": ("LAK",), "៛": ("KHR",), "৳": ("BDT",),
    "֏": ("AMD",), "r$": ("BRL",), "us$": ("USD",), "usd$": ("USD",), "c$": ("CAD",), "ca$": ("CAD",),
    "a$": ("AUD",), "au$": ("AUD",), "nz$": ("NZD",), "hk$": ("HKD",), "nt$": ("TWD",), "s$": ("SGD",),
    "mx$": ("MXN",), "zł": ("PLN",), "kč": ("CZK",), "ft": ("HUF",), "лв": ("BGN",), "lei": ("RON",),
    "rp": ("IDR",), "rm": ("MYR",), "fr": ("CHF",), "sfr": ("CHF",), "dh": ("", "AED", "MAD"),
    "kr": ("", "SEK", "NOK", "DKK", "ISK"), "rs": ("", "INR", "PKR", "LKR", "NPR", "MUR", "SCR"),
    "د.إ": ("AED",), "ر.س": ("SAR",), "﷼": ("", "IRR", "SAR", "OMR", "QAR", "YER"), "د.ك": ("KWD",),
    "د.ب": ("BHD",), "ر.ق": ("QAR",), "ر.ع": ("OMR",), "ج.م": ("EGP",), "د.م": ("MAD",), "د.ت": ("TND",),
}  # fmt: skip
