"""Small fictional notices, each laid out as those of its kind are."""

from xml.sax.saxutils import escape

R209 = "http://publications.europa.eu/resource/schema/ted/R2.0.9/publication"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_EFORMS = "http://data.europa.eu/p27/eforms-"


def contractor(name: str, country: str = "FR", number: str = "") -> str:
    told = f"<NATIONALID>{number}</NATIONALID>" if number else ""
    return (
        f"<CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>{escape(name)}</OFFICIALNAME>{told}"
        f'<TOWN>T</TOWN><COUNTRY VALUE="{country}"/></ADDRESS_CONTRACTOR></CONTRACTOR>'
    )


def award(*inside: str, lot: str = "", item: int = 1, day: str = "2020-03-04") -> str:
    told = f"<LOT_NO>{lot}</LOT_NO>" if lot else ""
    return (
        f'<AWARD_CONTRACT ITEM="{item}">{told}<TITLE><P>Award {item}</P></TITLE>'
        f"<AWARDED_CONTRACT><DATE_CONCLUSION_CONTRACT>{day}</DATE_CONCLUSION_CONTRACT>"
        f"{''.join(inside)}</AWARDED_CONTRACT></AWARD_CONTRACT>"
    )


def total(amount: str, currency: str = "EUR") -> str:
    return f'<VALUES><VAL_TOTAL CURRENCY="{currency}">{amount}</VAL_TOTAL></VALUES>'


def lot(number: str, title: str, *cpv: str) -> str:
    codes = "".join(f'<CPV_ADDITIONAL><CPV_CODE CODE="{c}"/></CPV_ADDITIONAL>' for c in cpv)
    return (
        f"<OBJECT_DESCR><TITLE><P>{title}</P></TITLE><LOT_NO>{number}</LOT_NO>{codes}"
        f"<SHORT_DESCR><P>What lot {number} is.</P></SHORT_DESCR></OBJECT_DESCR>"
    )


def ted_form(*awards: str, tag: str = "F03_2014", lots: str = "", more: str = "") -> str:
    return (
        f'<{tag} CATEGORY="ORIGINAL" FORM="F03" LG="EN"><CONTRACTING_BODY>'
        "<ADDRESS_CONTRACTING_BODY><OFFICIALNAME>Town of Elm</OFFICIALNAME>"
        "<CONTACT_POINT>Jo Example</CONTACT_POINT></ADDRESS_CONTRACTING_BODY>"
        "</CONTRACTING_BODY><OBJECT_CONTRACT><TITLE><P>Cameras</P><P>for streets</P></TITLE>"
        '<CPV_MAIN><CPV_CODE CODE="32323500"/></CPV_MAIN>'
        "<SHORT_DESCR><P>All of it.</P></SHORT_DESCR>"
        f'<VAL_TOTAL CURRENCY="EUR">900</VAL_TOTAL>{lots}</OBJECT_CONTRACT>'
        f"{''.join(awards)}{more}</{tag}>"
    )


def ted(*forms: str, namespace: str = R209, kind: str = "7", cpv: str = "") -> str:
    told = {"7": "Contract award notice", "V": "Voluntary ex ante transparency notice"}
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><TED_EXPORT xmlns="{namespace}" '
        'DOC_ID="000001-2020"><CODED_DATA_SECTION><NOTICE_DATA>'
        f"<NO_DOC_OJS>2020/S 001-000001</NO_DOC_OJS>{cpv}</NOTICE_DATA><CODIF_DATA>"
        f'<TD_DOCUMENT_TYPE CODE="{kind}">{told.get(kind, "Contract notice")}'
        "</TD_DOCUMENT_TYPE></CODIF_DATA></CODED_DATA_SECTION>"
        f"<FORM_SECTION>{''.join(forms)}</FORM_SECTION></TED_EXPORT>"
    )


def organisation(number: int, name: str, *, country: str = "DEU", more: str = "") -> str:
    return (
        f"<efac:Organization>{more}<efac:Company><cac:PartyIdentification>"
        f'<cbc:ID schemeName="organization">ORG-000{number}</cbc:ID></cac:PartyIdentification>'
        f'<cac:PartyName><cbc:Name languageID="FRA">{name} (fr)</cbc:Name></cac:PartyName>'
        f'<cac:PartyName><cbc:Name languageID="ENG">{name}</cbc:Name></cac:PartyName>'
        "<cac:PostalAddress><cac:Country><cbc:IdentificationCode>"
        f"{country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>"
        f"<cac:PartyLegalEntity><cbc:CompanyID>N{number}</cbc:CompanyID></cac:PartyLegalEntity>"
        "<cac:Contact><cbc:Name>Jo Example</cbc:Name></cac:Contact></efac:Company>"
        "</efac:Organization>"
    )


def tender(number: int, *inside: str, value: str = "100", party: int = 1) -> str:
    return (
        f"<efac:LotTender><cbc:ID>TEN-000{number}</cbc:ID>{''.join(inside)}"
        f'<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">{value}'
        "</cbc:PayableAmount></cac:LegalMonetaryTotal><efac:TenderingParty>"
        f"<cbc:ID>TPA-000{party}</cbc:ID></efac:TenderingParty><efac:TenderLot>"
        "<cbc:ID>LOT-0001</cbc:ID></efac:TenderLot></efac:LotTender>"
    )


def party(number: int, *organisations: int, lead: int = 0, subs: tuple[int, ...] = ()) -> str:
    tenderers = "".join(
        f"<efac:Tenderer><cbc:ID>ORG-000{each}</cbc:ID><efbc:GroupLeadIndicator>"
        f"{str(each == lead).lower()}</efbc:GroupLeadIndicator></efac:Tenderer>"
        for each in organisations
    )
    below = "".join(
        f"<efac:SubContractor><cbc:ID>ORG-000{each}</cbc:ID></efac:SubContractor>"
        for each in subs
    )
    return (
        f"<efac:TenderingParty><cbc:ID>TPA-000{number}</cbc:ID>{tenderers}{below}"
        "</efac:TenderingParty>"
    )


def contract(number: int, *tenders: int, day: str = "2024-01-18+01:00") -> str:
    named = "".join(
        f"<efac:LotTender><cbc:ID>TEN-000{each}</cbc:ID></efac:LotTender>" for each in tenders
    )
    return (
        f"<efac:SettledContract><cbc:ID>CON-000{number}</cbc:ID>"
        f"<cbc:IssueDate>{day}</cbc:IssueDate>{named}</efac:SettledContract>"
    )


def lot_result(*tenders: int, decision: str = "selec-w") -> str:
    named = "".join(
        f"<efac:LotTender><cbc:ID>TEN-000{each}</cbc:ID></efac:LotTender>" for each in tenders
    )
    return (
        f"<efac:LotResult><cbc:ID>RES-0001</cbc:ID><cbc:TenderResultCode>{decision}"
        f"</cbc:TenderResultCode>{named}</efac:LotResult>"
    )


def privacy(code: str, until: str = "2031-05-06Z") -> str:
    told = f"<efbc:PublicationDate>{until}</efbc:PublicationDate>" if until else ""
    return (
        f"<efac:FieldsPrivacy><efbc:FieldIdentifierCode>{code}</efbc:FieldIdentifierCode>"
        f"{told}</efac:FieldsPrivacy>"
    )


def eforms(
    *organisations: str,
    result: str = "",
    subtype: str = "29",
    root: str = "ContractAwardNotice",
) -> str:
    found = f"<efac:NoticeResult>{result}</efac:NoticeResult>" if result else ""
    return (
        f'<{root} xmlns="{_UBL}{root}-2" xmlns:cac="{_UBL}CommonAggregateComponents-2" '
        f'xmlns:cbc="{_UBL}CommonBasicComponents-2" '
        f'xmlns:ext="{_UBL}CommonExtensionComponents-2" '
        f'xmlns:efac="{_EFORMS}extension-aggregate-components/1" '
        f'xmlns:efbc="{_EFORMS}extension-basic-components/1" '
        f'xmlns:efext="{_EFORMS}extensions/1"><ext:UBLExtensions><ext:UBLExtension>'
        f"<ext:ExtensionContent><efext:EformsExtension>{found}<efac:NoticeSubType>"
        f"<cbc:SubTypeCode>{subtype}</cbc:SubTypeCode></efac:NoticeSubType>"
        f"<efac:Organizations>{''.join(organisations)}</efac:Organizations><efac:Publication>"
        "<efbc:NoticePublicationID>00000007-2024</efbc:NoticePublicationID>"
        "</efac:Publication></efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension>"
        "</ext:UBLExtensions><cbc:ID>a-b-c</cbc:ID>"
        "<cbc:NoticeLanguageCode>ENG</cbc:NoticeLanguageCode><cac:ContractingParty><cac:Party>"
        "<cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification>"
        "</cac:Party></cac:ContractingParty><cac:ProcurementProject>"
        '<cbc:Name languageID="ENG">Street safety</cbc:Name><cac:MainCommodityClassification>'
        '<cbc:ItemClassificationCode listName="cpv">35125300</cbc:ItemClassificationCode>'
        "</cac:MainCommodityClassification></cac:ProcurementProject><cac:ProcurementProjectLot>"
        "<cbc:ID>LOT-0001</cbc:ID><cac:ProcurementProject><cbc:Name>Cameras</cbc:Name>"
        "<cac:MainCommodityClassification>"
        '<cbc:ItemClassificationCode listName="cpv">32323500</cbc:ItemClassificationCode>'
        "</cac:MainCommodityClassification></cac:ProcurementProject>"
        f"</cac:ProcurementProjectLot></{root}>"
    )
