"""What signatures are met by: recog's examples, and strings that devices were seen to send.

Both have an answer of their own: recog's fingerprints name a vendor, and of each string it is
known which maker's device sent it. ``SEEN`` are facts; of recog nothing is copied.
"""

import base64
import tarfile
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

VENDORS: Final = {
    "hikvision": "hikvision",
    "dahua": "dahua",
    "lorex": "dahua",
    "huawei": "huawei",
    "zte": "zte",
    "axis": "axis",
    "hanwha techwin": "hanwha_vision",
    "tp-link": "tp_link",
}
"""Vendors of recog that are makers of the catalogue; Lorex as its former owner."""
KINDS: Final = {"telnet_banners.xml": "telnet.banner"}
"""Files of recog that name no kind of their own."""

SEEN: Final = (
    ("serial", "DS-7804HQH-K10420190822CCCHD53257168WCVU", "hikvision"),
    ("serial", "DS-2CD2385G1-I20200414AAWRE33842150", "hikvision"),
    ("serial", "DS-2CD2T47G1-L20190522AAWRD22374804", "hikvision"),
    ("serial", "DS-2CD1301-I20200921AAWRE28576815", "hikvision"),
    ("serial", "DS-7816H-SNH1620140125AACH450813722WCVU", "hikvision"),
    ("sadp", "DeviceDescription: DS-2CD1301-I", "hikvision"),
    ("mac", "68-6d-bc-ee-f8-f0", "hikvision"),
    ("mac", "58-50-ed-1f-e3-85", "hikvision"),
    ("mac", "68-6d-bc-3b-52-dd", "hikvision"),
    ("mac", "ac-cb-51-7b-0b-54", "hikvision"),
    ("mac", "b4:4c:3b:f4:e3:01", "dahua"),
    ("serial", "2M00D2APAZTL62J", "dahua"),
    ("serial", "2J01018PAA00813", "dahua"),
    ("http_header.wwwauth", 'Digest realm="Login to 2J01018PAA00813"', "dahua"),
    ("rtsp_header.wwwauth", 'Digest realm="Login to 4H01D66PAJ2FA64"', "dahua"),
    ("http_header.wwwauth", 'Digest realm="Login to 4K049EBPAG1D7E7"', "dahua"),
    ("model", "IPC-HFW2228M-I1-V2", "dahua"),
    ("model", "DH-IPC-HDW1230T2", "dahua"),
    ("x509.subject", "C=CN, ST=ZJ, L=HZ, O=HIKVISION, OU=HZ, CN=hikvision.com", "hikvision"),
    (
        "x509.subject",
        "CN=www.hikvision.com,OU=DVRNVR,O=HIKVISION,L=HangZhou,ST=ZheJiang,C=CN",
        "hikvision",
    ),
    ("snmp.sys_object_id", "1.3.6.1.4.1.39165.1.1.0", "hikvision"),
    ("snmp.sys_object_id", "1.3.6.1.4.1.50001.1", "hikvision"),
    ("snmp.sys_description", "Hikvision company products", "hikvision"),
    ("snmp.sys_object_id", "1.3.6.1.4.1.1004849.3.2.10", "dahua"),
    ("snmp.sys_object_id", "1.3.6.1.4.1.40297.1.2.4.1.0", "hytera"),
    (
        "onvif.scopes",
        (
            "onvif://www.onvif.org/Profile/Streaming "
            "onvif://www.onvif.org/name/AXIS%20M1065-LW "
            "onvif://www.onvif.org/hardware/AXIS%20M1065-LW"
        ),
        "axis",
    ),
    (
        "dhip",
        (
            "mac: 4c:11:bf:00:00:01; method: client.notifyDevInfo; DeviceClass: IPC; "
            "DeviceType: IPC-HDW5421S; HttpPort: 80"
        ),
        "dahua",
    ),
)
"""Strings that devices were seen to send, and whose they are."""
LABELS: Final = (
    ("Amcrest", "IP2M-841B"),
    ("Amcrest", "IP2M-841B-EIG-IT"),
    ("Amcrest", "IP2M-8200"),
    ("Amcrest", "IP5M-T1179E"),
    ("CPPLUS", "CP-UNC-DA21PL3-Y"),
    ("CP_PLUS", "CP-UNC-DA21PL3C-V3"),
    ("CPPlus", "CP-UNP-D2521L10-DP"),
    ("Intelbras", "SS 3530 MF FACE W"),
)
"""Labels and models of devices that were seen to answer as Dahua's do."""


def examples(archive: Path) -> list[tuple[str, str, set[str]]]:
    """Return kind, text and vendors of each of recog's examples."""
    found = []
    with tarfile.open(archive) as opened:
        for member in opened:
            stream = opened.extractfile(member) if member.name.endswith(".xml") else None
            if stream is None:
                continue
            root = ET.parse(stream).getroot()  # noqa: S314 - a file of the project's own data
            kind = root.get("matches") or KINDS.get(Path(member.name).name, "")
            for fingerprint in root.iter("fingerprint"):
                vendors = {
                    (param.get("value") or "").lower()
                    for param in fingerprint.findall("param")
                    if param.get("name", "").endswith(".vendor")
                }
                for example in fingerprint.findall("example"):
                    text = example.text or ""
                    if example.get("_encoding") == "base64":
                        text = base64.b64decode(text).decode("utf-8", "replace")
                    found.append((kind, text, vendors))
    return found
