"""The table of publishers' shapes, most telling first."""

from typing import Final

from countersight.ids import ListId
from countersight.messages import sentence
from countersight.read.lists import (
    covered,
    denied,
    ftm,
    gleif,
    law_tables,
    mapped,
    military,
    ofac,
    screening_list,
    un,
)
from countersight.read.lists.shape import Shape

CSL: Final = ListId("us-csl")
SDN: Final = ListId("us-ofac-sdn")
CONSOLIDATED: Final = ListId("us-ofac-consolidated")
UN: Final = ListId("un-sc")

SHAPES: Final = (
    Shape(
        "us-csl-csv",
        sentence("the US Consolidated Screening List, as CSV"),
        screening_list.is_csv,
        screening_list.read_csv,
        CSL,
    ),
    Shape(
        "us-csl-json",
        sentence("the US Consolidated Screening List, as JSON"),
        screening_list.is_json,
        screening_list.read_json,
        CSL,
    ),
    Shape(
        "us-ofac-sdn",
        sentence("OFAC's Specially Designated Nationals"),
        ofac.is_sdn,
        ofac.read_sdn,
        SDN,
    ),
    Shape(
        "us-ofac-consolidated",
        sentence("OFAC's consolidated list"),
        ofac.is_consolidated,
        ofac.read_consolidated,
        CONSOLIDATED,
    ),
    Shape(
        "us-ofac-alt",
        sentence("OFAC's aliases, which belong to a file of names"),
        ofac.is_alt,
        ofac.no_entries,
        beside="us-ofac",
    ),
    Shape(
        "us-ofac-add",
        sentence("OFAC's addresses, which belong to a file of names"),
        ofac.is_add,
        ofac.no_entries,
        beside="us-ofac",
    ),
    Shape("un-xml", sentence("the UN consolidated list"), un.is_un, un.read_un, UN),
    Shape(
        "us-1260h-csv",
        sentence("the history of the 1260H list"),
        military.is_history,
        military.read_history,
        military.LIST,
    ),
    Shape(
        "us-ndaa889-csv",
        sentence("the companies that section 889 names"),
        law_tables.is_889,
        law_tables.read_889,
        law_tables.LAW_889,
    ),
    Shape(
        "us-bis-mieu-csv",
        sentence("the military intelligence end users"),
        law_tables.is_mieu,
        law_tables.read_mieu,
        law_tables.MIEU,
    ),
    Shape(
        "us-fcc-covered-csv",
        sentence("the FCC's covered list"),
        covered.is_covered,
        covered.read_covered,
        covered.COVERED,
    ),
    Shape(
        "us-bis-denied-tsv",
        sentence("the Denied Persons List"),
        denied.is_denied,
        denied.read_denied,
        denied.LIST,
    ),
    Shape(
        "gleif-csv",
        sentence("GLEIF's golden copy"),
        gleif.is_gleif,
        gleif.read_gleif,
        gleif.LIST,
    ),
    Shape("ftm", sentence("FollowTheMoney JSON lines"), ftm.is_ftm, ftm.read_ftm),
    Shape("table", sentence("a table"), mapped.is_table, mapped.read_mapped),
)
"""The first that fits counts."""
