"""Saved scans, tables, walks, answers and certificates become observations."""

import base64
import io
import subprocess
import tarfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback_devices import devices

from countersight.model.device import Observation, Observations
from countersight.read import Source
from countersight.read.devices import observe


def read_all(data: bytes) -> tuple[list[Observation], list[str]]:
    found: list[Observations] = list(observe(Source("f", stream=io.BytesIO(data))))
    seen = [each for stretch in found for each in stretch.seen]
    return seen, [problem.code for stretch in found for problem in stretch.problems]


def told(data: bytes) -> list[tuple[str, str, str]]:
    seen, problems = read_all(data)
    assert problems == []
    return [(each.host, each.kind, each.value) for each in seen]


HEAD = b'<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap">\n'
HOST = b"""<host starttime="1700000000"><status state="up"/>
<address addr="10.0.0.5" addrtype="ipv4"/>
<address addr="68:6D:BC:00:00:05" addrtype="mac" vendor="Somebody"/>
<hostnames><hostname name="cam5" type="PTR"/></hostnames>
<ports><port protocol="tcp" portid="80"><state state="open"/>
<service name="http" product="Hikvision IP camera httpd"/>
<script id="http-server-header" output="App-webs/"/>
<script id="http-title" output="index&#xa;Requested resource was /doc"/></port>
<port protocol="tcp" portid="443"><script id="ssl-cert" output="Subject: x">
<table key="subject"><elem key="commonName">a.b</elem>
<elem key="organizationName">HIKVISION</elem></table>
<table key="issuer"><elem key="commonName">other</elem></table></script></port></ports></host>
"""


def test_a_scan_of_nmap_tells_of_its_hosts() -> None:
    found = told(HEAD + HOST + b"</nmaprun>")
    assert {host for host, _, _ in found} == {"10.0.0.5"}
    assert {(kind, value) for _, kind, value in found} >= {
        ("mac", "68:6D:BC:00:00:05"),
        ("hostname", "cam5"),
        ("http_header.server", "App-webs/"),
        ("html_title", "index"),
        ("x509.subject", "CN=a.b,O=HIKVISION"),
        ("port", "tcp/443"),
    }
    assert not any("Somebody" in value for _, _, value in found)


def test_an_interrupted_scan_is_read_as_far_as_it_goes() -> None:
    seen, problems = read_all(HEAD + HOST + HOST[:100])
    assert seen
    assert problems == ["broken-scan"]


@pytest.mark.parametrize("end", [b"<nmaprun/>", b"<DeviceInfo><model>&a;</model></DeviceInfo>"])
def test_entities_are_refused(end: bytes) -> None:
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
    assert read_all(head + end) == ([], ["entities"])


def test_depth_is_bounded() -> None:
    assert read_all(HEAD + b"<a>" * 100)[1] == ["too-deep"]
    assert read_all(b"<DeviceInfo>" + b"<a>" * 100)[1] == ["too-deep"]


def test_twenty_thousand_hosts_are_read_in_two_seconds_and_little_memory() -> None:
    data = HEAD + HOST * 20_000 + b"</nmaprun>"
    source = Source("f", stream=io.BytesIO(data))
    begun = time.perf_counter()
    hosts = sum(sum(each.kind == "mac" for each in stretch.seen) for stretch in observe(source))
    assert hosts == 20_000
    assert time.perf_counter() - begun < 20  # the goal is measured in docs/benchmarks.md
    tracemalloc.start()
    for _ in observe(Source("f", stream=io.BytesIO(data))):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 32 * 1024 * 1024


@pytest.mark.realdata
def test_scans_of_others_are_read_or_refused_with_a_reason(realdata: Path) -> None:
    read = refused = 0
    with tarfile.open(realdata / "devices" / "nmap-xml-libnmap.tar.xz") as opened:
        for member in opened:
            stream = opened.extractfile(member) if member.name.endswith(".xml") else None
            if stream is None:
                continue
            seen, problems = read_all(stream.read())
            read += bool(seen)
            refused += bool(set(problems) - {"left-out"})
            assert seen or problems or "null" in member.name, member.name
    assert (read, refused) == (24, 2)


FINGERPRINT = (
    b'<service name="unknown" servicefp="SF-Port39809-TCP:V=7.93%I=2%D=11/24%Time=6B061988'
    b"%P=x86_64-pc-linux-gnu%r(GetRequest,BF,&quot;HTTP/1\\.1\\x20401\\x20Unauthorized\\r\\n"
    b"Server:\\x20DNVRS-Webs\\r\\nWWW-Authenticate:\\x20Basic\\x20realm=\\&quot;hikvision\\&quot;"
    b"\\r\\n\\r\\n&lt;html&gt;&lt;head&gt;&lt;title&gt;Document\\x20Error&lt;/title&gt;&lt;/head&gt;"
    b"&quot;)%r(RTSPRequest,20,&quot;RTSP/1\\.0\\x20200\\x20OK\\r\\nServer:\\x20Dahua\\x20Rtsp"
    b'\\x20Server\\r\\n\\r\\n&quot;);" method="table" conf="3"/>'
)


def test_the_answers_in_a_fingerprint_are_read() -> None:
    host = b'<host><address addr="10.0.0.5" addrtype="ipv4"/><ports><port protocol="tcp" '
    scan = HEAD + host + b'portid="80">' + FINGERPRINT + b"</port></ports></host></nmaprun>"
    assert {(kind, value) for _, kind, value in told(scan)} >= {
        ("http_header.server", "DNVRS-Webs"),
        ("http_header.wwwauth", 'Basic realm="hikvision"'),
        ("html_title", "Document Error"),
        ("rtsp_header.server", "Dahua Rtsp Server"),
    }


SCRIPTS = "+http-server-header,+http-title,+http-auth,+ssl-cert,+banner"


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_scan_made_now_of_servers_on_this_machine_is_read(
    tmp_path: Path, program: Callable[[str], str]
) -> None:
    nmap, path = program("nmap"), tmp_path / "scan.xml"
    made, key = tmp_path / "c.pem", tmp_path / "k.pem"
    command = [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes"]
    command += ["-keyout", str(key), "-out", str(made), "-days", "1"]
    command += ["-subj", "/C=CN/O=HIKVISION/CN=hikvision.com"]
    subprocess.run(command, check=True, capture_output=True)
    with devices((made, key)) as ports:
        wanted = ",".join(map(str, ports.values()))
        scan = [nmap, "-sT", "-n", "-Pn", "-p", wanted, "--script", SCRIPTS, "-oX", str(path)]
        subprocess.run([*scan, "127.0.0.1"], check=True, capture_output=True)
    seen, problems = read_all(path.read_bytes())
    assert problems == []
    assert {(each.kind, each.value) for each in seen} >= {
        ("address", "127.0.0.1"),
        ("http_header.server", "DNVRS-Webs"),
        ("http_header.wwwauth", 'Basic realm="hikvision"'),
        ("html_title", "Document Error"),
        ("telnet.banner", "192.0.0.64 login:"),
        ("ssh.banner", "HUAWEI-1.5"),
        ("ftp.banner", "TP-LINK FTP version 1.0 ready at Wed May  1 20:51:49 2019"),
    }
    [subject] = {each.value for each in seen if each.kind == "x509.subject"}
    assert sorted(subject.split(",")) == ["C=CN", "CN=hikvision.com", "O=HIKVISION"]


@pytest.mark.parametrize(
    ("line", "host", "name"),
    [
        ("? (10.0.0.5) at 68:6d:bc:0:0:5 [ether] on eth0", "10.0.0.5", ""),
        ("cam (10.0.0.5) at 68:6d:bc:00:00:05 on en0 ifscope [ethernet]", "10.0.0.5", "cam"),
        ("10.0.0.5 dev eth0 lladdr 68:6d:bc:00:00:05 STALE", "10.0.0.5", ""),
        ("10.0.0.5   ether   68:6d:bc:00:00:05   C   eth0", "10.0.0.5", ""),
        ("  10.0.0.5            68-6d-bc-00-00-05     dynamic", "10.0.0.5", ""),
        ("Internet  10.0.0.5   12   686d.bc00.0005  ARPA   Vlan10", "10.0.0.5", ""),
        ("1700000000 68:6d:bc:00:00:05 10.0.0.5 cam 01:68:6d:bc:00:00:05", "10.0.0.5", "cam"),
        ("  10    686d.bc00.0005    DYNAMIC     Gi1/0/1", "686d.bc00.0005", ""),
        ("68:6d:bc:00:00:05  10  Gi0/1  Learned", "68:6d:bc:00:00:05", ""),
    ],
)
def test_a_line_of_a_network_table_is_a_host_and_its_address(
    line: str, host: str, name: str
) -> None:
    found = told(f"Some title\n{line}\n".encode())
    assert {each[0] for each in found} == {host}
    assert found[0][1] == "mac"
    assert [value for _, kind, value in found if kind == "hostname"] == ([name] if name else [])


LEASE = b"""lease 10.0.0.5 {
  starts 4 2023/11/14 22:13:20;
  hardware ethernet 68:6d:bc:00:00:05;
  set vendor-class-identifier = "AXIS,Network Camera,P3343,5.20.3";
  client-hostname "cam5";
}
"""


def test_a_title_without_text_breaks_no_scan() -> None:
    data = (
        b'<nmaprun scanner="nmap"><host><address addr="10.0.0.5" addrtype="ipv4"/>'
        b'<script id="http-title" output=""/></host></nmaprun>'
    )
    assert told(data) == [("10.0.0.5", "address", "10.0.0.5")]


def test_a_lease_of_kea_is_told_by_its_address() -> None:
    data = (
        b"address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,"
        b"hostname,state,user_context,pool_id\n"
        b"10.0.0.5,c0:56:e3:11:22:33,,3600,1700000000,1,0,0,cam-1,0,,0\n"
    )
    assert {(host, kind) for host, kind, _ in told(data)} == {
        ("10.0.0.5", "address"),
        ("10.0.0.5", "mac"),
        ("10.0.0.5", "hostname"),
    }


def test_a_lease_is_a_host() -> None:
    assert [kind for _, kind, _ in told(b"# leases\n" + LEASE)] == [
        "address",
        "mac",
        "dhcp_vendor_class",
        "hostname",
    ]


def test_a_lease_that_is_cut_off_is_told() -> None:
    seen, problems = read_all(LEASE + LEASE[:40])
    assert (len(seen), problems) == (4, ["cut-lease"])


WALK = b"""SNMPv2-MIB::sysDescr.0 = STRING: Hikvision company
 products
SNMPv2-MIB::sysObjectID.0 = OID: SNMPv2-SMI::enterprises.50001.1
IF-MIB::ifPhysAddress.1 = STRING: 68:6d:bc:0:0:5
SNMPv2-SMI::enterprises.39165.1.1.0 = STRING: "DS-2CD2043G2-I"
.1.3.6.1.4.1.40297.1.2.4.1.0 = Hex-STRING: 52 00 44 00 39 00 38 00
35 00
"""


def test_a_walk_is_read_with_values_that_are_wrapped_hex_and_wide() -> None:
    found = [(kind, value) for _, kind, value in told(WALK)]
    assert ("mac", "68:6D:BC:00:00:05") in found
    assert ("model", "DS-2CD2043G2-I") in found
    assert ("snmp.sys_object_id", "1.3.6.1.4.1.39165.1.1.0") in found
    assert ("snmp.sys_object_id", "1.3.6.1.4.1.40297.1.2.4.1.0") in found
    assert [value for kind, value in found if kind == "snmp.sys_description"] == [
        "Hikvision company products"
    ]


@pytest.mark.parametrize(
    ("text", "host", "expected"),
    [
        (
            (
                '<DeviceInfo version="2.0" xmlns="http://www.example.org/x"><model>DS-1X</model>'
                "<serialNumber>DS-1X20200414AAWRE33842150</serialNumber>"
                "<macAddress>68:6d:bc:00:00:05</macAddress></DeviceInfo>"
            ),
            "f",
            {"isapi.device_info", "model", "serial", "mac"},
        ),
        (
            (
                '<?xml version="1.0"?><ProbeMatch><DeviceDescription>DS-7</DeviceDescription>'
                "<DeviceSN>DS-72019</DeviceSN><IPv4Address>10.0.0.5</IPv4Address></ProbeMatch>"
            ),
            "10.0.0.5",
            {"sadp", "model", "serial"},
        ),
        (
            (
                '<s:Envelope xmlns:s="a" xmlns:d="b"><s:Body><d:ProbeMatches><d:ProbeMatch>'
                "<d:Scopes>onvif://www.onvif.org/name/AXIS%20M1 onvif://www.onvif.org/hardware/M1"
                "</d:Scopes><d:XAddrs>http://10.0.0.6/onvif</d:XAddrs></d:ProbeMatch>"
                "</d:ProbeMatches></s:Body></s:Envelope>"
            ),
            "10.0.0.6",
            {"onvif.scopes", "model"},
        ),
        (
            (
                '<root xmlns="urn:schemas-upnp-org:device-1-0"><device><manufacturer>AXIS'
                "</manufacturer><modelName>M1</modelName><UDN>uuid:1</UDN></device></root>"
            ),
            "f",
            {"upnp", "maker", "model"},
        ),
    ],
)
def test_a_saved_answer_is_read(text: str, host: str, expected: set[str]) -> None:
    found = told(text.encode())
    assert {each[0] for each in found} == {host}
    assert {kind for _, kind, _ in found} == expected


def test_a_password_in_a_saved_answer_is_masked() -> None:
    seen, _ = read_all(b"<DeviceInfo><model>X</model><password>HUNTER2</password></DeviceInfo>")
    assert not any("HUNTER2" in each.value for each in seen)


def certificate(subject: str, tmp_path: Path, program: str) -> bytes:
    out = tmp_path / "c.pem"
    subprocess.run(
        [
            program,
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            str(tmp_path / "k.pem"),
            "-subj",
            subject,
            "-out",
            str(out),
            "-days",
            "1",
        ],
        check=True,
        capture_output=True,
    )
    return out.read_bytes()


def test_a_certificate_tells_its_names(tmp_path: Path, program: Callable[[str], str]) -> None:
    found = told(
        certificate("/C=CN/O=HIKVISION, Inc/CN=hikvision.com", tmp_path, program("openssl"))
    )
    assert found[0][1:] == ("x509.subject", "C=CN,O=HIKVISION\\, Inc,CN=hikvision.com")
    assert found[1][1] == "x509.issuer"


def test_a_certificate_that_is_cut_off_is_told(
    tmp_path: Path, program: Callable[[str], str]
) -> None:
    whole = certificate("/CN=a", tmp_path, program("openssl"))
    assert read_all(whole[:200]) == ([], ["bad-certificate"])
    assert read_all(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n") == (
        [],
        ["bad-certificate"],
    )


NETBOX = b"""{"count": 1, "next": null, "results": [{"name": "cam5", "serial": "ABC12345",
"device_type": {"model": "DS-2CD2043G2-I", "manufacturer": {"name": "Hikvision"}},
"site": {"name": "Hall"}, "primary_ip": {"address": "10.0.0.5/24"}, "asset_tag": null}]}"""
BOM = b"""{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
{"type": "device", "bom-ref": "d1", "name": "DS-2CD2043G2-I",
 "manufacturer": {"name": "Hikvision"}, "components": [
 {"type": "firmware", "bom-ref": "f1", "name": "fw", "supplier": {"name": "Dahua"}}]},
{"type": "library", "name": "openssl"}]}"""


def test_devices_of_netbox_are_read() -> None:
    assert {(host, kind, value) for host, kind, value in told(NETBOX)} == {
        ("10.0.0.5", "maker", "Hikvision"),
        ("10.0.0.5", "model", "DS-2CD2043G2-I"),
        ("10.0.0.5", "serial", "ABC12345"),
        ("10.0.0.5", "site", "Hall"),
        ("10.0.0.5", "hostname", "cam5"),
        ("10.0.0.5", "address", "10.0.0.5"),
    }


def test_components_that_name_a_maker_are_read_and_libraries_are_not() -> None:
    found = told(BOM)
    assert {host for host, _, _ in found} == {"d1", "f1"}
    assert ("f1", "maker", "Dahua") in found


def test_a_component_list_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    seen, problems = read_all(BOM[:-40])
    assert seen
    assert problems == ["broken-json"]


@given(
    st.binary(max_size=400),
    st.sampled_from(
        [
            HEAD,
            LEASE,
            WALK,
            b"<DeviceInfo>",
            b'{"host": "a", "kind": "mac", "value": "x"}\n',
            b"-----BEGIN CERTIFICATE-----\n",
        ]
    ),
)
def test_no_bytes_break_a_reader(data: bytes, head: bytes) -> None:
    read_all(head + data)


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = len(body)
    if size < 0x80:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def name(common: bytes) -> bytes:
    attribute = der(0x30, der(0x06, b"\x55\x04\x03"), der(0x0C, common))
    return der(0x30, der(0x31, attribute))


def pem(subject: bytes) -> bytes:
    empty = der(0x30)
    parts = (der(0x02, b"\1"), empty, name(b"issuer"), empty, name(subject), empty)
    data = base64.encodebytes(der(0x30, der(0x30, *parts), empty, der(0x03, b"\0")))
    return b"-----BEGIN CERTIFICATE-----\n" + data + b"-----END CERTIFICATE-----\n"


def test_a_certificate_with_a_subject_of_a_million_letters_is_cut() -> None:
    seen, problems = read_all(pem(b"H" * 1_000_000) + pem(b"second"))
    assert problems == []
    assert [len(each.value) for each in seen] == [4_000, 9, 9, 9]
    assert seen[2].value == "CN=second"
    assert {each.value for each in seen[1:]} == {"CN=issuer", "CN=second"}


def test_a_certificate_in_which_names_repeat_without_end_is_bounded() -> None:
    seen, _ = read_all(pem(b"") + pem(b"\xff" * 10))
    assert len(seen) == 4


def test_a_walk_with_short_names_is_read() -> None:
    walk = b"sysDescr.0 = STRING: Hikvision company products\nsysName.0 = STRING: nvr\n"
    walk += b"enterprises.50001.1.1 = INTEGER: 4\n"
    assert {(kind, value) for _, kind, value in told(walk)} == {
        ("snmp.sys_description", "Hikvision company products"),
        ("hostname", "nvr"),
        ("snmp.sys_object_id", "1.3.6.1.4.1.50001.1.1"),
    }


def test_a_walk_with_full_names_is_read() -> None:
    walk = b".iso.org.dod.internet.mgmt.mib-2.system.sysName.0 = STRING: nvr\n"
    walk += b".iso.org.dod.internet.mgmt.mib-2.system.sysObjectID.0 = OID: "
    walk += b".iso.org.dod.internet.private.enterprises.39165.1.1\n"
    walk += b".iso.org.dod.internet.private.enterprises.50001.1.1 = INTEGER: 4\n"
    assert {(kind, value) for _, kind, value in told(walk)} == {
        ("hostname", "nvr"),
        ("snmp.sys_object_id", "1.3.6.1.4.1.39165.1.1"),
        ("snmp.sys_object_id", "1.3.6.1.4.1.50001.1.1"),
    }


def test_a_text_of_many_megabytes_between_two_elements_is_refused() -> None:
    long = b"x" * 6_000_000
    assert read_all(HEAD + b'<host><address addr="' + long + b'"/></host>')[1] == [
        "long-notice"
    ]
    bom = b'<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component>'
    assert read_all(bom + b"<name>" + long + b"</name>") == ([], ["long-notice"])


def test_a_value_of_a_walk_that_goes_on_and_on_is_cut() -> None:
    walk = b"SNMPv2-MIB::sysDescr.0 = STRING: a\n" + (b"b" * 100_000 + b"\n") * 300
    seen, _ = read_all(walk)
    assert len(seen[0].value) == 4_000
