"""Answers, leases and tables as tools save them: as they are met, and not as one hopes."""

import io
import json
import time

import pytest

from countersight.read import Source
from countersight.read.devices import observe

SADP = """<?xml version="1.0" encoding="UTF-8"?>
<ProbeMatch>
<Types>inquiry</Types>
<DeviceType>141945</DeviceType>
<DeviceDescription>DS-2CD2385G1-I</DeviceDescription>
<DeviceSN>DS-2CD2385G1-I20200414AAWRE3384215{0}</DeviceSN>
<MAC>58-50-ed-1f-e3-8{0}</MAC>
<IPv4Address>192.168.124.4{0}</IPv4Address>
</ProbeMatch>
"""
UPNP = """<?xml version="1.0"?>
<root xmlns="urn:schemas-upnp-org:device-1-0"><URLBase>http://192.168.1.64:80/</URLBase>
<device><deviceType>urn:schemas-upnp-org:device:EmbeddedNetDevice:1</deviceType>
<manufacturer>Hangzhou Hikvision Digital Technology Co.,Ltd.</manufacturer>
<modelName>DS-2CD2032-I</modelName><modelNumber>DS-2CD2032-I</modelNumber>
<serialNumber>DS-2CD2032-I20140626CCWR462107741</serialNumber><UDN>uuid:4</UDN></device></root>"""
ONVIF = """<?xml version="1.0" encoding="UTF-8"?>
<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"
 xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><env:Body><d:ProbeMatches>
<d:ProbeMatch><d:Types>dn:NetworkVideoTransmitter tds:Device</d:Types>
<d:Scopes>onvif://www.onvif.org/MAC/c4:2f:90:f1:e6:a1 onvif://www.onvif.org/hardware/IPC-1</d:Scopes>
<d:XAddrs>http://[fe80::c62f:90ff:fef1:e6a1]/onvif/device_service
http://192.168.1.64/onvif/device_service</d:XAddrs></d:ProbeMatch></d:ProbeMatches></env:Body>
</env:Envelope>"""
ONVIF_INFO = """<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope"
 xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><SOAP-ENV:Body>
<tds:GetDeviceInformationResponse><tds:Manufacturer>Hikvision</tds:Manufacturer>
<tds:Model>DS-2CD2047G2-LU</tds:Model><tds:FirmwareVersion>V5.7.1</tds:FirmwareVersion>
<tds:SerialNumber>AAWR12345678</tds:SerialNumber><tds:HardwareId>88</tds:HardwareId>
</tds:GetDeviceInformationResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>"""
CURL = """HTTP/1.1 401 Unauthorized
Server: App-webs/
WWW-Authenticate: Digest qop="auth", realm="IP Camera(F5412)", nonce="4e4"

<html><head><title>Document Error: Unauthorized</title></head></html>
HTTP/1.1 200 OK
Content-Type: application/xml

<?xml version="1.0" encoding="UTF-8"?>
<DeviceInfo version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema">
<model>DS-2CD1323G0E-I</model><macAddress>08:cc:81:ec:91:41</macAddress>
</DeviceInfo>
"""
DHIP = {
    "mac": "3c:ef:8c:41:6c:ce",
    "method": "client.notifyDevInfo",
    "params": {
        "deviceInfo": {
            "DeviceType": "VTO2000A",
            "IPv4Address": {"DhcpEnable": False, "IPAddress": "192.168.0.232"},
            "SerialNo": "3C06520PAN00001",
            "Vendor": "General",
        }
    },
}
KEA = """address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fwd,rev,hostname,state
10.0.10.50,68:6d:bc:00:00:01,,691200,1782000000,1,0,0,cam-front,0
10.0.10.70,,,691200,1782300000,1,0,0,,1
10.0.10.51,68:6d:bc:00:00:02,,x,1782000000,1,0,0,a&#x2cb,2
"""
KEA6 = """address,duid,valid_lifetime,expire,subnet_id,iaid,hostname,hwaddr,state
2001:db8::50,00:01:00:01:2a:bb:cc:dd:68:6d:bc:00:00:01,4000,1750000000,1,7,cam,68:6d:bc:00:00:01,0
"""
WINDOWS_ARP = """
Interface: 192.168.1.10 --- 0xb
  Internet Address      Physical Address      Type
  192.168.1.1           a4-14-37-c2-3d-97     dynamic
  192.168.1.255         ff-ff-ff-ff-ff-ff     static
  224.0.0.22            01-00-5e-00-00-16     static
"""
DECLARED = """subnet 10.0.0.0 netmask 255.255.255.0 { range 10.0.0.10 10.0.0.20; }
host cam1 {
  hardware ethernet 68:6d:bc:00:00:09;
  fixed-address 10.0.0.9;
}
host nvr { hardware ethernet 68:6d:bc:00:00:0a; fixed-address 10.0.0.8; }
"""
SCAN = """<?xml version="1.0"?><!DOCTYPE nmaprun><nmaprun scanner="nmap">
<host><status state="down"/><address addr="10.0.0.4" addrtype="ipv4"/></host>
<host><status state="up"/><address addr="10.0.0.5" addrtype="ipv4"/><ports>
<port protocol="tcp" portid="80"><state state="open"/><service name="http" product="webs">
<cpe>cpe:/h:hikvision:ds-2cd2032-i</cpe></service></port>
<port protocol="tcp" portid="81"><state state="closed"/></port></ports>
<os><osmatch name="x"><osclass vendor="AXIS"><cpe>cpe:/h:axis:210a</cpe></osclass></osmatch>
</os></host></nmaprun>"""


def read(text: str) -> tuple[set[tuple[str, str, str]], list[str]]:
    found = list(observe(Source("f", stream=io.BytesIO(text.encode()))))
    seen = {(each.host, each.kind, each.value) for one in found for each in one.seen}
    return seen, [problem.code for one in found for problem in one.problems]


def test_answers_that_stand_one_behind_another_are_each_read() -> None:
    seen, problems = read("\ufeff" + SADP.format(0) + SADP.format(1))
    assert {host for host, _, _ in seen} == {"192.168.124.40", "192.168.124.41"}
    assert problems == []


def test_one_answer_that_is_cut_off_spoils_no_other() -> None:
    seen, problems = read(SADP.format(0)[:200] + SADP.format(1))
    assert {host for host, _, _ in seen} == {"192.168.124.41"}
    assert problems == ["bad-answer"]


def test_answers_without_an_address_are_not_taken_for_one_device() -> None:
    bare = SADP.replace("<IPv4Address>192.168.124.4{0}</IPv4Address>", "")
    seen, _ = read(bare.format(0) + bare.format(1))
    assert {host for host, kind, _ in seen if kind == "mac"} == {"f#/0", "f#/1"}


def test_the_class_of_a_upnp_device_is_no_model() -> None:
    seen, problems = read(UPNP)
    assert seen >= {
        ("192.168.1.64", "model", "DS-2CD2032-I"),
        ("192.168.1.64", "maker", "Hangzhou Hikvision Digital Technology Co.,Ltd."),
    }
    assert problems == []


def test_of_several_addresses_that_of_one_link_is_not_the_host() -> None:
    seen, _ = read(ONVIF)
    assert {host for host, _, _ in seen} == {"192.168.1.64"}


def test_what_onvif_says_of_the_device_is_read() -> None:
    seen, problems = read(ONVIF_INFO)
    assert {(kind, value) for _, kind, value in seen} >= {
        ("maker", "Hikvision"),
        ("model", "DS-2CD2047G2-LU"),
        ("serial", "AAWR12345678"),
    }
    assert problems == []


@pytest.mark.parametrize("breaks", ["\n", "\r\n"])
def test_a_refusal_and_the_answer_behind_it_are_read(breaks: str) -> None:
    seen, problems = read(CURL.replace("\n", breaks))
    assert {(kind, value) for _, kind, value in seen} >= {
        ("http_header.server", "App-webs/"),
        ("html_title", "Document Error: Unauthorized"),
        ("model", "DS-2CD1323G0E-I"),
        ("mac", "08:cc:81:ec:91:41"),
    }
    assert problems == []


@pytest.mark.parametrize("indent", [None, 2])
def test_an_answer_to_dahuas_discovery_is_read_as_saved(indent: int | None) -> None:
    seen, problems = read(json.dumps(DHIP, indent=indent))
    assert seen >= {
        ("192.168.0.232", "mac", "3c:ef:8c:41:6c:ce"),
        ("192.168.0.232", "model", "VTO2000A"),
        ("192.168.0.232", "serial", "3C06520PAN00001"),
    }
    assert problems == []


def test_answers_to_dahuas_discovery_may_stand_one_a_line() -> None:
    other = json.loads(json.dumps(DHIP).replace("0.232", "0.233").replace("6c:ce", "6c:cf"))
    seen, problems = read(f"{json.dumps(DHIP)}\n{json.dumps(other)}\n{{broken\n")
    assert {host for host, _, _ in seen} == {"192.168.0.232", "192.168.0.233"}
    assert problems == ["bad-answer"]


def test_leases_of_kea_are_read_with_their_names_and_declined_ones_are_counted() -> None:
    seen, problems = read(KEA)
    assert seen >= {
        ("10.0.10.50", "hostname", "cam-front"),
        ("10.0.10.51", "hostname", "a,b"),
    }
    assert "10.0.10.70" not in {host for host, _, _ in seen}
    assert problems == ["left-out"]


def test_leases_of_six_are_read() -> None:
    seen, _ = read(KEA6)
    assert seen >= {
        ("2001:db8::50", "mac", "68:6d:bc:00:00:01"),
        ("2001:db8::50", "hostname", "cam"),
    }


def test_broadcast_and_multicast_are_no_devices_and_are_counted() -> None:
    seen, problems = read(WINDOWS_ARP)
    assert {host for host, _, _ in seen} == {"192.168.1.1"}
    assert problems == ["left-out"]


def test_hosts_that_are_declared_are_read() -> None:
    seen, problems = read(DECLARED)
    assert seen >= {
        ("10.0.0.9", "hostname", "cam1"),
        ("10.0.0.9", "mac", "68:6d:bc:00:00:09"),
        ("10.0.0.8", "mac", "68:6d:bc:00:00:0a"),
    }
    assert problems == []


def test_a_scan_tells_names_of_cpe_open_ports_and_no_hosts_that_were_down() -> None:
    seen, problems = read(SCAN)
    assert ("10.0.0.5", "cpe", "cpe:/h:hikvision:ds-2cd2032-i") in seen
    assert {value for _, kind, value in seen if kind == "port"} == {"tcp/80"}
    assert not [value for _, _, value in seen if "axis" in value]
    assert "10.0.0.4" not in {host for host, _, _ in seen}
    assert problems == ["left-out"]


WINDOWS_LEASES = """#TYPE Microsoft.Management.Infrastructure.CimInstance#DhcpServerv4Lease
"IPAddress","ScopeId","ClientId","HostName","AddressState","LeaseExpiryTime"
"10.0.0.5","10.0.0.0","4c-bd-8f-12-34-56","cam1.example.org","Active","11/26/2026 10:00:00 AM"
"10.0.0.6","10.0.0.0","4c-bd-8f-12-34-57","","Declined",""
"""
REPORT = """# Nmap 7.93 scan initiated Tue Nov 24 10:00:00 2026 as: nmap -sV -oN x 10.0.0.0/24
Nmap scan report for cam-1 (10.0.0.5)
Host is up (0.0010s latency).
PORT    STATE SERVICE VERSION
80/tcp  open  http    Hikvision IP camera httpd
|_http-server-header: App-webs/
|_http-title: Site doesn't have a title (text/html).
81/tcp  closed http
MAC Address: 4C:BD:8F:12:34:56 (Hangzhou Hikvision Digital Technology)

Nmap scan report for 10.0.0.6 [host down]
Nmap scan report for 10.0.0.7
80/tcp  open  http
"""
ARP_SCAN = """Interface: eth0, type: EN10MB, MAC: 00:11:22:33:44:55, IPv4: 10.0.0.2
Starting arp-scan 1.9.7 with 256 hosts (https://github.com/royhills/arp-scan)
10.0.0.5\t4c:bd:8f:12:34:56\tHangzhou Hikvision Digital Technology Co.,Ltd.

2 packets received by filter, 0 packets dropped by kernel
"""
SADP_TOOL = """ID,Device Type,Status,IPv4 Address,Port,Device Serial No.,MAC Address,Start
001,DS-2CD2143G0-I,Active,192.168.1.64,8000,DS-2CD2143G0-I20200101AAWRD11111111,4c-bd-8f-12-34-56,x
"""


def test_leases_that_windows_exports_are_read() -> None:
    seen, problems = read(WINDOWS_LEASES)
    assert seen == {
        ("10.0.0.5", "address", "10.0.0.5"),
        ("10.0.0.5", "mac", "4c-bd-8f-12-34-56"),
        ("10.0.0.5", "hostname", "cam1.example.org"),
    }
    assert problems == ["left-out"]


def test_a_report_of_nmap_as_text_is_read() -> None:
    seen, problems = read(REPORT)
    assert seen == {
        ("10.0.0.5", "address", "10.0.0.5"),
        ("10.0.0.5", "hostname", "cam-1"),
        ("10.0.0.5", "port", "tcp/80"),
        ("10.0.0.5", "service.product", "Hikvision IP camera httpd"),
        ("10.0.0.5", "http_header.server", "App-webs/"),
        ("10.0.0.5", "mac", "4C:BD:8F:12:34:56"),
        ("10.0.0.7", "address", "10.0.0.7"),
        ("10.0.0.7", "port", "tcp/80"),
    }
    assert problems == []


def test_what_a_scanner_of_arp_writes_is_read() -> None:
    seen, problems = read(ARP_SCAN)
    assert seen == {
        ("10.0.0.5", "mac", "4c:bd:8f:12:34:56"),
        ("10.0.0.5", "address", "10.0.0.5"),
    }
    assert problems == []


def test_a_table_with_tabs_is_no_output_of_a_scanner() -> None:
    seen, _ = read("IP\tMAC\tManufacturer\n10.0.0.5\t4c:bd:8f:12:34:56\tNonesuch Ltd\n")
    assert ("10.0.0.5", "maker", "Nonesuch Ltd") in seen


def test_the_list_that_hikvisions_own_tool_exports_is_read() -> None:
    seen, problems = read(SADP_TOOL)
    assert {(kind, value) for _, kind, value in seen} >= {
        ("model", "DS-2CD2143G0-I"),
        ("serial", "DS-2CD2143G0-I20200101AAWRD11111111"),
        ("mac", "4c-bd-8f-12-34-56"),
    }
    assert problems == []


def test_typ_beside_a_maker_is_a_model() -> None:
    seen, _ = read("Hersteller;Typ;MAC-Adresse\nHikvision;DS-2CD2143G0-I;4c-bd-8f-12-34-56\n")
    assert ("model", "DS-2CD2143G0-I") in {(kind, value) for _, kind, value in seen}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<ProbeMatch/>" + "<?xml ?>" * 100_000, "long-answer"),
        ("HTTP/1.1 200 OK\r\n\r\n" * 100_000, "long-answer"),
        ("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n" + "<title" * 700_000, "long-answer"),
        ('{"method":"client.notifyDevInfo","x":' + '{"a":' * 100_000, "bad-answer"),
        ('{"method":"client.notifyDevInfo","x":"' + "a" * 5_000_000, "long-answer"),
        ("address,hwaddr,valid_lifetime\n" + "," * 8_000_000, "long-line"),
        ("Nmap scan report for 10.0.0.5\n80/tcp open http" + " " * 5_000_000, "long-line"),
        (UPNP.replace("<UDN>", "<UDN>" * 60), "too-deep"),
        (UPNP.replace("<UDN>", '<!DOCTYPE a [<!ENTITY b "c">]><UDN>'), "bad-answer"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + ONVIF_INFO, "entities"),
    ],
    ids=lambda value: None if len(value) > 20 else value,
)
def test_what_is_meant_to_choke_a_reader_is_told_and_quick(text: str, code: str) -> None:
    begun = time.process_time()
    _, problems = read(text)
    assert code in problems
    assert len(problems) <= 3_000
    assert time.process_time() - begun < 5
