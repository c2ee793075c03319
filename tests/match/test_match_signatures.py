"""Signs are weighed by groups; conflict and silence are answers of their own."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countersight.catalogue import load, load_devices
from countersight.ids import VendorId
from countersight.match.signatures import MacLookup, SignatureBook, Weigher, plain_mac
from countersight.match.signatures.folding import folded
from countersight.model.device import DeviceState, Observation, Sign
from countersight.model.record import Origin
from countersight.model.signature import Holder, MacRegistry, Says, Strength
from countersight.model.values import PartialDate
from countersight.work.makers import families

CATALOGUE = load()
KNOWN = load_devices(CATALOGUE.vendors)
WEIGHER = Weigher(KNOWN, families(CATALOGUE))
MACS = MacLookup(KNOWN.registries)
HERE = Origin("a.jsonl", row=1)


def sign(
    about: str, group: str, strength: Strength = Strength.MEDIUM, says: Says = Says.MADE_BY
) -> Sign:
    name = f"{about}.{group}"
    return Sign(name, group, "x", HERE, strength, says, about, group, "It says so.")


def test_a_registered_prefix_alone_is_possible() -> None:
    assert WEIGHER.claim([sign("hikvision", "mac")]).state is DeviceState.POSSIBLE


def test_ports_and_chips_alone_are_nothing() -> None:
    chip = Sign("c", "http", "x", HERE, None, Says.CHIP_OF, "hisilicon", "http", "A chip.")
    claim = WEIGHER.claim([chip, sign("hikvision", "ports", Strength.HINT)])
    assert (claim.state, claim.maker) == (DeviceState.UNKNOWN, None)


def test_two_groups_and_a_strong_signal_confirm() -> None:
    claim = WEIGHER.claim([sign("axis", "mac"), sign("axis", "http", Strength.STRONG)])
    assert (claim.state, claim.maker) == (DeviceState.PROBABLE, "axis")
    more = [*claim.evidence, sign("axis", "tls", Strength.STRONG)]
    assert WEIGHER.claim(more).state is DeviceState.CONFIRMED
    decisive = sign("axis", "vendor_discovery", Strength.DECISIVE)
    assert WEIGHER.claim([decisive]).state is DeviceState.PROBABLE
    assert WEIGHER.claim([decisive, sign("axis", "mac")]).state is DeviceState.CONFIRMED


def test_many_signals_of_one_group_count_once() -> None:
    one = WEIGHER.claim([sign("axis", "http")])
    two = WEIGHER.claim(
        [
            sign("axis", "http"),
            Sign("o", "k", "y", HERE, Strength.MEDIUM, Says.MADE_BY, "axis", "http", ""),
        ]
    )
    assert one.probability == two.probability


def test_makers_that_exclude_each_other_are_a_conflict() -> None:
    claim = WEIGHER.claim([sign("hikvision", "mac"), sign("axis", "label", says=Says.SOLD_AS)])
    assert claim.state is DeviceState.CONFLICT
    assert [each.about for each in claim.against] in (["axis"], ["hikvision"])


def test_a_company_and_its_family_do_not_speak_against_each_other() -> None:
    claim = WEIGHER.claim([sign("ezviz", "mac"), sign("hikvision", "serial", Strength.STRONG)])
    assert (claim.state, claim.maker, claim.against) == (DeviceState.PROBABLE, "hikvision", ())


def test_a_brand_speaks_for_its_maker_and_not_against_it() -> None:
    signs = [sign("dahua", "mac"), sign("intelbras", "label", says=Says.SOLD_AS)]
    claim = WEIGHER.claim(signs, None, ["SS 3530 MF FACE W"])
    assert (claim.state, claim.maker, claim.against) == (DeviceState.PROBABLE, "dahua", ())


@pytest.mark.parametrize(
    ("bought", "state"),
    [
        ("2020-05-18", DeviceState.POSSIBLE),
        ("2025-04-07", DeviceState.UNKNOWN),
        (None, DeviceState.UNKNOWN),
    ],
)
def test_a_brand_that_was_owned_says_so_for_its_days_only(
    bought: str | None, state: DeviceState
) -> None:
    day = None if bought is None else PartialDate.parse(bought)
    claim = WEIGHER.claim([sign("lorex", "label", says=Says.SOLD_AS)], day)
    assert claim.state is state


def test_a_disputed_platform_alone_is_no_maker() -> None:
    claim = WEIGHER.claim([sign("luminys", "label", says=Says.SOLD_AS)])
    assert claim.state is DeviceState.UNKNOWN


@given(st.permutations([("hikvision", "mac"), ("axis", "label"), ("dahua", "http")]))
def test_the_order_of_signs_changes_nothing(order: list[tuple[str, str]]) -> None:
    claim = WEIGHER.claim([sign(*each) for each in order])
    assert (claim.state, claim.maker) == (DeviceState.CONFLICT, "hikvision")


@given(st.sampled_from(sorted(Strength)), st.sampled_from(["mac", "http", "snmp"]))
def test_one_more_sign_for_a_maker_never_lowers_its_probability(
    strength: Strength, group: str
) -> None:
    before = WEIGHER.claim([sign("axis", "serial")])
    after = WEIGHER.claim([sign("axis", "serial"), sign("axis", group, strength)])
    assert after.probability >= before.probability


def holders(*blocks: tuple[str, str]) -> MacRegistry:
    told = tuple(
        Holder(name, (block,), Says.MADE_BY, about=name.lower()) for name, block in blocks
    )
    return MacRegistry("test", PartialDate.parse("2026"), "test", told)


def test_the_longest_block_decides() -> None:
    lookup = MacLookup(
        [holders(("Axis", "001122"), ("Dahua", "0011223"), ("Zte", "001122334"))]
    )
    names = {
        mac: lookup.holder(mac)[0].name  # type: ignore[index]
        for mac in ("00:11:22:00:00:01", "00:11:22:30:00:01", "00:11:22:33:40:01")
    }
    assert list(names.values()) == ["Axis", "Dahua", "Zte"]


def test_a_whole_registry_goes_before_the_extract() -> None:
    whole = MacRegistry(
        "whole", PartialDate.parse("2027"), "x", (Holder("Someone", ("001122",)),), whole=True
    )
    lookup = MacLookup([whole, holders(("Axis", "001122"), ("Dahua", "AABBCC"))])
    found = lookup.holder("00:11:22:00:00:01")
    assert found is not None
    assert found[0].name == "Someone"
    assert lookup.sign("00:11:22:00:00:01", HERE) is None
    assert lookup.holder("A8:BB:CC:00:00:01") is None


@pytest.mark.parametrize("mac", ["02:00:00:00:00:01", "DA:A1:19:00:00:01", "01:00:5E:00:00:01"])
def test_a_local_random_or_group_address_says_nothing(mac: str) -> None:
    assert MACS.sign(mac, HERE) is None


@given(st.binary(min_size=6, max_size=6), st.sampled_from([":", "-", ""]))
def test_an_address_is_read_however_it_is_written(octets: bytes, separator: str) -> None:
    digits = octets.hex()
    written = separator.join(digits[at : at + 2] for at in range(0, 12, 2))
    expected = None if octets in (b"\0" * 6, b"\xff" * 6) else octets.hex(":").upper()
    assert plain_mac(written) == expected


@given(st.text(max_size=60), st.sampled_from(sorted(KNOWN.kinds)))
def test_folding_twice_is_folding_once(text: str, kind: str) -> None:
    if kind in {"onvif.scopes", "cpe", "snmp.sys_object_id", "x509.subject", "x509.issuer"}:
        return
    assert folded(kind, folded(kind, text)) == folded(kind, text)


def test_every_registered_name_of_the_extract_is_told() -> None:
    told = {holder.about for each in KNOWN.registries for holder in each.holders if holder.says}
    assert {"hikvision", "dahua", "uniview", "tiandy", "huawei", "zte", "hytera"} <= told
    assert all(VendorId(name) in CATALOGUE.vendors or name in KNOWN.brands for name in told)


def test_a_signature_that_another_vetoes_does_not_count() -> None:
    first = KNOWN.signatures[0]
    vetoed = replace(first, id="x.vetoed", not_when=("x.veto",))
    weigher = Weigher(
        replace(KNOWN, signatures=(*KNOWN.signatures, vetoed)), families(CATALOGUE)
    )
    one = replace(sign("axis", "http"), signature="x.vetoed")
    other = replace(sign("axis", "tls", Strength.HINT), signature="x.veto")
    assert weigher.claim([one]).state is DeviceState.POSSIBLE
    assert weigher.claim([one, other]).state is DeviceState.UNKNOWN


@pytest.mark.parametrize(
    ("model", "state"),
    [("IP2M-841B-EIG", DeviceState.POSSIBLE), ("IP9-OTHER", DeviceState.UNKNOWN)],
)
def test_a_row_of_some_models_speaks_for_these_alone(model: str, state: DeviceState) -> None:
    label = sign("amcrest", "label", says=Says.SOLD_AS)
    assert WEIGHER.claim([label], None, [model]).state is state
    assert WEIGHER.claim([label]).state is DeviceState.UNKNOWN


def test_what_was_written_down_is_not_said_to_answer() -> None:
    book = SignatureBook(KNOWN.signatures, KNOWN.kinds)
    [sign] = book.signs(Observation("h", "cpe", "cpe:/h:hikvision:x", HERE))
    assert sign.text.startswith("Its Common Platform Enumeration name is as those of devices")
    [sign] = book.signs(Observation("h", "http_header.server", "DNVRS-Webs", HERE))
    assert sign.text.startswith("It answers as devices of")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("2020-05-18", "until 2022-11, and this device dates of 2020-05-18."),
        ("2025-04-07", "until 2022-11, and this device dates of 2025-04-07, after that."),
        ("", "until 2022-11, and this is not known to be of that time."),
    ],
)
def test_the_date_of_a_device_is_told_beside_the_span_of_its_brand(
    made: str, said: str
) -> None:
    label = sign("lorex", "label", says=Says.SOLD_AS)
    claim = WEIGHER.claim([label], PartialDate.parse(made) if made else None)
    assert any(each.text.endswith(said) for each in claim.evidence)
