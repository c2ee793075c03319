"""What the load is made of: legal forms, short forms, misreadings, places, letters, phrases.

The tables are the bench's own, so that the matcher is never measured with its own knowledge.
"""

LEGAL: dict[str, tuple[str, ...]] = {
    "GB": ("Ltd", "Limited", "PLC", "LLP", "Ltd."),
    "US": ("LLC", "Inc.", "Inc", "Corp.", "Corporation", "L.P.", "LP", "Company", "Co."),
    "IN": ("Private Limited", "Pvt Ltd", "Pvt. Ltd.", "Limited", "LLP"),
    "DE": ("GmbH", "AG", "GmbH & Co. KG", "KG", "UG (haftungsbeschränkt)", "mbH", "e.K."),
    "FR": ("SARL", "SAS", "S.A.", "S.A.S.", "SA", "S.A.R.L.", "SNC"),
    "IT": ("S.R.L.", "SRL", "S.P.A.", "SpA", "S.r.l.", "S.A.S.", "S.N.C."),
    "ES": ("S.L.", "SL", "S.A.", "S.L.U.", "SOCIEDAD LIMITADA", "S.A.U."),
    "NL": ("B.V.", "BV", "N.V.", "V.O.F.", "C.V."),
    "LU": ("S.à r.l.", "SARL", "S.A.", "SCSp", "SCS"),
    "SE": ("AB", "Aktiebolag", "HB"),
    "DK": ("A/S", "ApS", "K/S", "P/S"),
    "NO": ("AS", "ASA", "ANS"),
    "FI": ("Oy", "Oyj", "Oy Ab"),
    "CZ": ("s.r.o.", "a.s.", "spol. s r.o."),
    "PL": ("Sp. z o.o.", "SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ", "S.A.", "SPÓŁKA AKCYJNA"),
    "HU": ("Kft.", "Korlátolt Felelősségű Társaság", "Zrt.", "Bt."),
    "PT": ("Lda", "Lda.", "Limitada", "S.A."),
    "BR": ("Ltda", "Ltda.", "S.A."),
    "MX": ("S.A. de C.V.", "SA de CV", "S. de R.L. de C.V."),
    "TR": ("A.Ş.", "Ltd. Şti.", "Anonim Şirketi"),
    "RU": ("OOO", "OAO", "AO", "PAO", "ZAO", "LLC", "JSC"),
    "CN": ("Co., Ltd.", "Co.,Ltd", "Company Limited", "Co Ltd", "Corporation"),
    "JP": ("Co., Ltd.", "K.K.", "Kabushiki Kaisha", "Corporation"),
    "SG": ("Pte Ltd", "Pte. Ltd.", "Private Limited"),
    "AU": ("Pty Ltd", "Pty. Ltd.", "Pty Limited", "Limited"),
    "MY": ("Sdn Bhd", "Sdn. Bhd.", "Berhad"),
    "EE": ("OÜ", "AS"),
    "AE": ("LLC", "FZE", "FZCO", "DMCC", "FZ-LLC"),
    "CH": ("AG", "GmbH", "SA", "Sàrl"),
    "BE": ("NV", "BV", "SA", "BVBA", "SRL"),
    "HR": ("d.o.o.", "d.d."),
    "XX": ("Ltd", "Limited", "LLC", "Inc.", "Corp.", "PLC"),
}
"""Country (ISO 3166) -> legal forms as written there; XX for every other country."""

MORE_LEGAL = (
    "Incorporated", "Lllp", "ULC", "GbR", "SE", "KGaA", "OHG", "eG", "eV", "Aktiengesellschaft",
    "Gesellschaft mit beschränkter Haftung", "Co KG", "Co", "Co Limited", "Bhd", "Pvt Limited",
    "Pte", "Pty", "Sociedad Anónima", "Sociedad Limitada Unipersonal", "SCRL", "SCA", "SASU",
    "Société Anonyme", "Société à responsabilité limitée", "Società per azioni", "S.r.l.s.",
    "Società a responsabilità limitata", "Sociedade Anónima", "Naamloze Vennootschap",
    "Spółka z o.o.", "Zártkörűen Működő Részvénytársaság", "Nyrt", "Ltd Co", "Holding AG",
    "Limited Liability Company", "Joint Stock Company", "Public Joint Stock Company", "PJSC",
    "Open Joint Stock Company", "Closed Joint Stock Company", "CJSC", "OJSC", "Limited Company",
    "Public Limited Company", "Designated Activity Company", "DAC", "CLG", "Unlimited Company",
    "Limited Liability Partnership", "Limited Partnership", "Stichting", "Eesti OÜ", "UAB", "SIA",
    "AD", "EOOD", "OOD", "EAD", "AE", "ΑΕ", "Α.Ε.", "Ε.Π.Ε.", "Ι.Κ.Ε.", "ΑΝΩΝΥΜΗ ΕΤΑΙΡΕΙΑ",
    "ООО", "АО", "ПАО", "ОАО", "ЗАО", "有限公司", "股份有限公司", "Anonim Sirket", "SpA", "LTD STI",
    "in Liquidazione", "in Liquidation",
)  # fmt: skip
"""Further forms to know at the end or start of a name; never written into one."""

BEFORE = (
    "OOO", "OAO", "AO", "PAO", "ZAO", "LLC", "JSC", "PJSC", "OJSC", "CJSC", "PT", "CV", "Stichting",
    "Limited Liability Company", "Joint Stock Company", "Public Joint Stock Company",
    "Open Joint Stock Company", "Closed Joint Stock Company", "ООО", "АО", "ПАО", "ОАО", "ЗАО",
    "Société", "Firma", "M/s", "M/s.",
)  # fmt: skip
"""Forms that stand before a name."""

SHORT: dict[str, str] = {
    "technology": "Tech", "technologies": "Tech", "international": "Intl", "systems": "Sys",
    "system": "Sys", "solutions": "Soln", "services": "Svcs", "service": "Svc", "group": "Grp",
    "industries": "Ind", "industrial": "Ind", "industry": "Ind", "engineering": "Engg",
    "manufacturing": "Mfg", "development": "Dev", "developments": "Devs", "management": "Mgmt",
    "holdings": "Hldgs", "holding": "Hldg", "communications": "Comms", "communication": "Comm",
    "equipment": "Equip", "electronics": "Elec", "electronic": "Elec", "security": "Sec",
    "information": "Info", "trading": "Trdg", "national": "Natl", "university": "Univ",
    "association": "Assoc", "associates": "Assocs", "company": "Co", "corporation": "Corp",
    "department": "Dept", "construction": "Constr", "investments": "Invs", "investment": "Inv",
    "properties": "Props", "property": "Prop", "products": "Prods", "production": "Prodn",
    "distribution": "Distr", "infrastructure": "Infra", "logistics": "Log", "transport": "Transp",
    "laboratories": "Labs", "pharmaceuticals": "Pharma", "pharmaceutical": "Pharma",
    "brothers": "Bros", "american": "Amer", "financial": "Fin", "finance": "Fin", "general": "Gen",
    "institute": "Inst", "insurance": "Ins", "limited": "Ltd", "marketing": "Mktg",
    "enterprises": "Ent", "enterprise": "Ent", "centre": "Ctr", "center": "Ctr", "saint": "St",
    "packaging": "Pkg", "automotive": "Auto", "agricultural": "Agri", "hospitality": "Hosp",
    "consulting": "Cons", "chemicals": "Chem", "chemical": "Chem", "private": "Pvt",
    "aviation": "Avn", "aerospace": "Aero", "research": "Res", "petroleum": "Petrol",
    "australia": "Aust", "deutschland": "Dtl", "gesellschaft": "Ges", "verwaltung": "Verw",
    "beteiligungs": "Bet", "immobilien": "Immo", "grundstücks": "Grdst", "vermögens": "Verm",
}  # fmt: skip
"""Word -> how a clerk writes it short."""

BODIES = frozenset(SHORT) | {
    "academy", "agency", "airlines", "aviation", "bank", "bureau", "centre", "college",
    "committee", "computer", "council", "cargo", "export", "factory", "federal", "fund",
    "import", "laboratory", "lab", "ministry", "office", "oil", "organization", "plant",
    "port", "power", "school", "shipping", "shipyard", "society", "state", "studio", "supply",
    "tech", "technical", "telecom", "trade", "union", "works", "zavod",
}  # fmt: skip
"""Words that only a company's or a body's name has."""

MISREAD: tuple[tuple[str, str], ...] = (
    ("0", "O"), ("O", "0"), ("o", "0"), ("1", "l"), ("l", "1"), ("I", "l"), ("I", "1"),
    ("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("S", "5"), ("5", "S"), ("B", "8"),
    ("8", "B"), ("Z", "2"), ("vv", "w"), ("w", "vv"), ("G", "6"), ("e", "c"), ("c", "e"),
    ("h", "b"), ("li", "h"), ("u", "ii"), ("nn", "mi"), ("t", "f"), ("i", "j"), ("E", "F"),
    ("D", "O"), ("N", "M"), ("RN", "M"), ("VV", "W"), ("Q", "O"), ("g", "q"),
)  # fmt: skip
"""What is printed -> what a scanner's text recognition reads."""

NUMBERS: tuple[tuple[str, ...], ...] = (
    ("1", "one", "i", "first", "1st"), ("2", "two", "ii", "second", "2nd"),
    ("3", "three", "iii", "third", "3rd"), ("4", "four", "iv", "fourth", "4th"),
    ("5", "five", "v", "fifth", "5th"), ("6", "six", "vi", "sixth", "6th"),
    ("7", "seven", "vii", "seventh", "7th"), ("8", "eight", "viii", "eighth", "8th"),
    ("9", "nine", "ix", "ninth", "9th"), ("10", "ten", "x", "tenth", "10th"),
    ("11", "eleven", "xi", "eleventh", "11th"), ("12", "twelve", "xii", "twelfth", "12th"),
    ("20", "twenty", "xx", "twentieth", "20th"), ("100", "hundred"), ("1000", "thousand"),
)  # fmt: skip
"""Digits, cardinal word, Roman numeral, ordinal word, ordinal digits."""

AND = ("&", "and", "+", "und", "et", "y", "e", "en", "og", "och", "i", "ve")
"""Ways to write 'and'."""

PLACES = (
    "UK", "London", "(UK)", "Europe", "EMEA", "Deutschland", "Germany", "France", "Italia",
    "España", "Iberia", "Nederland", "Polska", "USA", "America", "North America", "Canada",
    "India", "Mumbai", "Singapore", "Hong Kong", "China", "Shanghai", "Japan", "Australia",
    "Middle East", "Dubai", "Africa", "Brasil", "Mexico", "Manchester", "Leeds", "Berlin",
    "München", "Paris", "Madrid", "Milano", "Amsterdam", "Dublin", "Ireland", "Schweiz",
    "Austria", "Nordic", "Sverige", "(Ireland)", "(Asia)", "Asia Pacific", "New York", "Texas",
)  # fmt: skip
BRANCHES = ("Branch", "Branch Office", "Head Office", "Niederlassung", "Zweigniederlassung",
    "succursale", "Sucursal", "Filial", "Accounts Dept", "Sales Office")  # fmt: skip
"""What a payer adds to a payee's name; a place and a branch do not make another company."""

INVOICE = (
    "INV {number} {name} {month}/{year}",
    "Invoice {number} - {name}",
    "{name} inv {number}",
    "BACS {name} {number}",
    "Payment to {name} ref {number}",
    "{name} - {count} units (lot {lot})",
    "Lot {lot}: {name}",
    "PO{number} {name} {month}.20{year}",
    "Supply of equipment by {name}",
    "{name} contract no. {number}",
    "RE-NR {number} {name}",
    "Facture {number} {name}",
    "SEPA {number} {name} EUR",
    "{name} t/a trading account {number}",
)
"""What surrounds a payee's name in ledgers."""

CYRILLIC: dict[str, str] = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i",
    "ї": "yi", "є": "ye", "ґ": "g",
}  # fmt: skip
GREEK: dict[str, str] = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
"""Letter -> Latin letters, after BGN/PCGN and ISO 843 (ELOT 743), simplified."""

LATIN_TO_CYRILLIC: tuple[tuple[str, str], ...] = (
    ("shch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"),
    ("ya", "я"), ("ye", "е"), ("yo", "ё"), ("iy", "ий"), ("a", "а"), ("b", "б"), ("v", "в"),
    ("g", "г"), ("d", "д"), ("e", "е"), ("z", "з"), ("i", "и"), ("y", "ы"), ("k", "к"),
    ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"), ("s", "с"),
    ("t", "т"), ("u", "у"), ("f", "ф"), ("h", "х"), ("c", "к"), ("w", "в"), ("x", "кс"),
    ("j", "дж"), ("q", "к"), ("'", ""),
)  # fmt: skip
"""Latin letters -> Cyrillic, longest first; only fit for names romanised from Russian."""
