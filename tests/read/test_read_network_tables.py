"""Tables of switches and routers are read whoever made them, as a library of templates does."""

import io

import pytest

from countersight.read import Source
from countersight.read.devices import observe

TABLES = {
    ("cisco_ios", "show mac-address-table"): """\
          Mac Address Table
-------------------------------------------

Vlan    Mac Address       Type        Ports
----    -----------       --------    -----
 All    0100.0ccc.cccc    STATIC      CPU
  10    686d.bc00.0005    DYNAMIC     Gi1/0/1
  10    0040.8c00.0006    DYNAMIC     Gi1/0/2
Total Mac Addresses for this criterion: 3
""",
    ("cisco_nxos", "show mac address-table"): """\
Legend:
        * - primary entry, G - Gateway MAC, (R) - Routed MAC, O - Overlay MAC
   VLAN     MAC Address      Type      age     Secure NTFY Ports
---------+-----------------+--------+---------+------+----+------------------
* 10       686d.bc00.0005   dynamic  0         F      F    Eth1/1
* 10       0040.8c00.0006   dynamic  0         F      F    Eth1/2
""",
    ("arista_eos", "show mac address-table"): """\
          Mac Address Table
------------------------------------------------------------------

Vlan    Mac Address       Type        Ports      Moves   Last Move
----    -----------       ----        -----      -----   ---------
  10    686d.bc00.0005    DYNAMIC     Et1        1       0:00:31 ago
  10    0040.8c00.0006    DYNAMIC     Et2        1       0:00:31 ago
Total Mac Addresses for this criterion: 2

          Multicast Mac Address Table
------------------------------------------------------------------

Vlan    Mac Address       Type        Ports
----    -----------       ----        -----
Total Mac Addresses for this criterion: 0
""",
    ("hp_procurve", "show mac-address"): """\
 Status and Counters - Port Address Table

  MAC Address   Port  VLAN
  ------------- ----- ----
  686dbc-000005 1     10
  00408c-000006 2     10
""",
    ("huawei_vrp", "display mac-address"): """\
-------------------------------------------------------------------------------
MAC Address    VLAN/VSI                          Learned-From        Type
-------------------------------------------------------------------------------
686d-bc00-0005 10/-                              GE0/0/1             dynamic
0040-8c00-0006 10/-                              GE0/0/2             dynamic
-------------------------------------------------------------------------------
Total items displayed = 2
""",
    ("hp_comware", "display mac-address"): """\
MAC Address      VLAN ID    State            Port/NickName            Aging
686d-bc00-0005   10         Learned          GE1/0/1                  Y
0040-8c00-0006   10         Learned          GE1/0/2                  Y
""",
    ("aruba_aoscx", "show mac-address-table"): """\
MAC age-time            : 300 seconds
Number of MAC addresses : 2

MAC Address          VLAN     Type                      Port
--------------------------------------------------------------
68:6d:bc:00:00:05    10       dynamic                   1/1/1
00:40:8c:00:00:06    10       dynamic                   1/1/2
""",
    ("cisco_nxos", "show ip arp"): """\
Flags: * - Adjacencies learnt on non-active FHRP router

IP ARP Table for context default
Total number of entries: 2
Address         Age       MAC Address     Interface       Flags
10.0.0.5        00:12:33  686d.bc00.0005  Vlan10
10.0.0.6        00:14:10  0040.8c00.0006  Vlan10
""",
    ("juniper_junos", "show arp no-resolve"): """\
MAC Address       Address         Interface                Flags
68:6d:bc:00:00:05 10.0.0.5        ge-0/0/1.0               none
00:40:8c:00:00:06 10.0.0.6        ge-0/0/2.0               none
Total entries: 2
""",
    ("mikrotik_routeros", "ip arp print without-paging"): """\
Flags: X - disabled, I - invalid, H - DHCP, D - dynamic, P - published, C - complete
 #    ADDRESS         MAC-ADDRESS       INTERFACE
 0 DC 10.0.0.5        68:6D:BC:00:00:05 bridge
 1 DC 10.0.0.6        00:40:8C:00:00:06 bridge
""",
    ("fortinet", "get system arp"): """\
Address           Age(min)   Hardware Addr      Interface
10.0.0.5          0          68:6d:bc:00:00:05 port1
10.0.0.6          1          00:40:8c:00:00:06 port2
""",
}
EXPECTED = {"686dbc000005", "00408c000006"}
"""Of devices: the group address of the first table is none."""


def plain(mac: str) -> str:
    return mac.translate(str.maketrans("", "", ".:-")).lower()


def ours(text: str) -> list[tuple[str, str, str]]:
    found = list(observe(Source("f", stream=io.BytesIO(text.encode()))))
    codes = {problem.code for stretch in found for problem in stretch.problems}
    assert codes <= {"left-out"}
    return [(each.host, each.kind, each.value) for stretch in found for each in stretch.seen]


@pytest.mark.parametrize(
    ("platform", "command"),
    TABLES,
    ids=lambda each: str(each).replace(" ", "-"),
)
def test_a_table_is_read_as_the_template_of_its_maker_reads_it(
    platform: str, command: str
) -> None:
    parse = pytest.importorskip("ntc_templates.parse")
    text = TABLES[platform, command]
    rows = parse.parse_output(platform=platform, command=command, data=text)
    theirs = {
        plain(value)
        for row in rows
        for name, value in row.items()
        if "mac" in name or name == "destination_address"
    }
    told = ours(text)
    macs = {plain(value) for _, kind, value in told if kind == "mac"}
    assert macs == EXPECTED
    assert {each for each in theirs if not int(each[:2], 16) & 1} == EXPECTED
    if "arp" in command:
        assert {host for host, _, _ in told} == {"10.0.0.5", "10.0.0.6"}


EXTREME = """\
Mac                     Vlan       Age  Flags         Port / Virtual Port List
------------------------------------------------------------------------------
68:6d:bc:00:00:05    default(0001) 0000 d m           1
00:40:8c:00:00:06    default(0001) 0000 d m           2
"""
JUNIPER = """\
Ethernet-switching table: 3 entries, 2 learned
  VLAN              MAC address       Type         Age Interfaces
  v10               *                 Flood          - All-members
  v10               68:6d:bc:00:00:05 Learn       0:00 ge-0/0/1.0
  v10               00:40:8c:00:00:06 Learn       0:12 ge-0/0/2.0
"""


@pytest.mark.parametrize("text", [EXTREME, JUNIPER])
def test_a_table_that_no_template_knows_is_read_too(text: str) -> None:
    assert {plain(value) for _, kind, value in ours(text) if kind == "mac"} == EXPECTED


@pytest.mark.parametrize(
    "text",
    [
        "Asset tag,MAC address,Maker\nA1,68:6d:bc:00:00:05,Axis\n",
        "Asset tag\tMAC address\tMaker\nA1\t68:6d:bc:00:00:05\tAxis\n",
    ],
)
def test_an_asset_list_with_addresses_stays_an_asset_list(text: str) -> None:
    assert ("A1", "maker", "Axis") in ours(text)
