from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_makers import Whole, read_bytes, read_text

from countersight.read import Limits, Options
from countersight.read.notices.chinese_amounts import money

HEAD = "青石市公安局视频监控设备采购项目中标公告\n"
TEXT = """一、项目编号：QSZC-2024-0117（招标文件编号：QSZC-2024-0117）
二、项目名称：视频监控设备采购项目
三、中标（成交）信息
采购包1：
供应商名称：云岭安防科技有限公司
供应商地址：青石市高新路1号
中标（成交）金额：84.6000000（万元）
采购包2：
供应商名称：海图信息（青石）有限公司（牵头人）、北川设计院（联合体成员）
中标（成交）金额：人民币贰佰贰拾捌万叁仟元整（¥2283000.00）
四、主要标的信息
采购包1：
名称：网络摄像机
品牌：海康威视
规格型号：DS-2CD3T46
数量：120
采购包2：
名称：存储服务器
品牌：大华
规格型号：DH-EVS
名称：交换机
品牌：华为
规格型号：S5735
生产厂家：华为技术有限公司
五、评审专家（单一来源采购人员）名单：
张三、李四、王五（采购人代表）
六、代理服务收费标准及金额：
收费金额：1.2万元
七、公告期限
自本公告发布之日起1个工作日。
九、凡对本次公告内容提出询问，请按以下方式联系。
1.采购人信息
名称：青石市公安局
联系方式：0000-000000
2.采购代理机构信息
名称：方圆招标代理有限公司
3.项目联系方式
项目联系人：赵六
"""

PAGE = """<!DOCTYPE html><html><head><meta charset="gbk">
<title>青石市第二中学成交结果公告</title>
<script>供应商名称：不是公司</script></head><body>
<table><tr><td>采购单位</td><td>青石市第二中学</td><td>代理机构名称</td><td>方圆招标代理有限公司</td></tr></table>
<p>一、采购计划备案号：JH-1</p><p>二、项目编号：QS-99</p><p>三、项目名称：监控系统</p>
<p>四、成交结果</p>
<table><tr><th>包号</th><th>成交供应商名称</th><th>地址</th><th>成交金额（万元）</th></tr>
<tr><td rowspan="2">A包</td><td>云岭安防科技有限公司</td><td>x</td><td>12.5</td></tr>
<tr><td>海图信息有限公司</td><td></td><td>叁万伍仟元整</td></tr>
<tr><td>B包</td><td>废标</td><td></td><td></td></tr></table>
<p>五、主要标的信息</p>
<table><tr><th>序号</th><th>货物名称</th><th>品牌</th><th>规格型号</th><th>数量</th><th>供应商名称</th></tr>
<tr><td>1</td><td>摄像机</td><td>海康威视</td><td>DS-1</td><td>10</td><td>云岭安防科技有限公司</td></tr></table>
<p>评审小组成员：张三、李四</p></body></html>"""


def result(*lines: str, title: str = HEAD) -> Whole:
    shell = "一、项目编号：A-1\n二、项目名称：监控\n三、中标（成交）信息\n"
    return read_text(title + shell + "\n".join(lines))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_winners_of_packages_are_records_with_what_they_sell(encoding: str) -> None:
    got = read_bytes((HEAD + TEXT).encode(encoding))
    assert got.reading.format == "Chinese award notices"
    first = got.table.row(0, named=True)
    assert (first["name"], first["brand"]) == ("云岭安防科技有限公司", "海康威视")
    assert (first["model"], first["amount"]) == ("DS-2CD3T46", "84.6000000（万元）")
    assert (first["currency"], first["buyer"]) == ("CNY", "青石市公安局")
    assert first["id"] == "QSZC-2024-0117/1"
    assert "amount 846000 CNY" in first["description"]
    assert "agency 方圆招标代理有限公司" in first["description"]
    assert first["row"] == 6


def test_a_consortium_is_a_record_a_member_and_lines_go_to_its_leader() -> None:
    got = read_text(HEAD + TEXT)
    names = ["海图信息（青石）有限公司"] * 3 + ["北川设计院"]
    assert got.names[1:] == names
    table = got.table[1:]
    assert table["brand"].to_list() == [None, "大华", "华为", None]
    assert table["maker"].to_list() == [None, None, "华为技术有限公司", None]
    assert table["amount"].null_count() == 2
    assert table["description"][0].startswith("leader of a consortium; ")
    assert table["description"][3].startswith("member of a consortium; ")


def test_reviewers_and_contacts_are_counted_and_dropped() -> None:
    got = read_text(HEAD + TEXT)
    assert "4 contacts, reviewers and beneficial owners, left out" in got.reading.notes
    for person in ("张三", "李四", "王五", "赵六"):
        assert person not in str(got.table.rows())


def test_a_page_is_read_by_its_tables() -> None:
    got = read_bytes(PAGE.encode("gb18030"))
    assert got.names == ["云岭安防科技有限公司", "海图信息有限公司"]
    assert got.table["id"].to_list() == ["QS-99/A", "QS-99/A"]
    assert got.table["amount"].to_list() == ["12.5（万元）", "叁万伍仟元整"]
    assert got.table["brand"].to_list() == ["海康威视", None]
    assert got.table["buyer"].to_list() == ["青石市第二中学"] * 2
    assert "1 lots or awards without a winner" in got.reading.notes
    assert "2 contacts, reviewers and beneficial owners, left out" in got.reading.notes


def test_ranked_bidders_that_did_not_win_are_counted() -> None:
    got = result(
        "供应商名称\t报价（元）\t排名",
        "甲安防有限公司\t100\t1",
        "乙电子有限公司\t110\t2",
        "丙科技有限公司\t120\t3",
    )
    assert got.names == ["甲安防有限公司"]
    assert "2 bidders or candidates that did not win, left out" in got.reading.notes


def test_a_column_that_says_who_won_is_heard() -> None:
    got = result("供应商名称\t是否中标", "甲安防有限公司\t否", "乙电子有限公司\t是")
    assert got.names == ["乙电子有限公司"]


def test_candidates_have_not_won_yet() -> None:
    got = result("供应商名称：甲安防有限公司", title="某项目中标候选人公示\n")
    assert not got.names
    assert "1 bidders or candidates that did not win, left out" in got.reading.notes


def test_losers_in_a_section_of_their_own_are_counted() -> None:
    got = result("供应商名称：甲安防有限公司", "四、未中标供应商", "供应商名称：乙电子有限公司")
    assert got.names == ["甲安防有限公司"]
    assert "1 bidders or candidates that did not win, left out" in got.reading.notes


@pytest.mark.parametrize("title", ["某项目废标公告\n", "某项目更正公告\n", "某项目终止公告\n"])
def test_failed_and_corrected_notices_have_no_award(title: str) -> None:
    got = result("供应商名称：甲安防有限公司", title=title)
    assert not got.names
    assert any(note.startswith("1 notices without an award") for note in got.reading.notes)


def test_several_packages_on_one_line_are_parted() -> None:
    got = result(
        "供应商名称：01包：甲安防有限公司；02包：乙电子有限公司",
        "中标金额：01包：5万元；02包：7万元",
    )
    assert got.names == ["甲安防有限公司", "乙电子有限公司"]
    assert got.table["amount"].to_list() == ["5万元", "7万元"]
    assert got.table["id"].to_list() == ["A-1/01", "A-1/02"]


def test_members_in_a_line_of_their_own_join_the_winner() -> None:
    got = result("中标供应商：甲安防有限公司（牵头方）", "联合体成员：乙设计院")
    assert got.names == ["甲安防有限公司", "乙设计院"]


def test_a_name_with_a_stroke_that_is_no_consortium_stays_whole() -> None:
    assert result("中标人：甲、乙安防有限公司").names == ["甲、乙安防有限公司"]


def test_a_line_of_no_winner_is_a_record_without_a_name() -> None:
    got = result(
        "供应商名称：甲安防有限公司",
        "供应商名称：乙电子有限公司",
        "四、主要标的信息",
        "名称：摄像机",
        "品牌：海康威视",
    )
    assert got.names == ["甲安防有限公司", "乙电子有限公司", None]
    assert got.table["brand"].to_list() == [None, None, "海康威视"]


def test_a_decided_day_is_the_date_and_a_published_one_is_told() -> None:
    got = result(
        "供应商名称：甲安防有限公司", "成交日期：2024年3月4日", "发布日期：2024年3月5日"
    )
    assert got.table["date"].to_list() == ["2024-03-04"]
    assert "published 2024-03-05" in got.table["description"][0]


def test_a_page_or_text_without_sections_is_refused() -> None:
    assert read_text("<html><body><p>Hello</p></body></html>").codes == ["unknown-format"]


def test_a_table_with_chinese_headers_stays_a_table() -> None:
    got = read_text("供应商名称,中标金额\n甲安防有限公司,5\n")
    assert got.reading.format == "csv"


def test_a_broken_encoding_is_told_and_read_as_far_as_it_goes() -> None:
    data = (HEAD + TEXT).encode() + b"\xff\xff\x80"
    got = read_bytes(data)
    assert "odd-encoding" in got.codes
    assert got.reading.format == "Chinese award notices"


def test_lines_and_texts_above_the_bounds_are_told() -> None:
    long_ = HEAD + TEXT + "供应商名称：" + "甲" * 2000
    got = read_text(long_, Options(limits=Limits(max_cell=1000)))
    assert got.codes == ["long-line"]
    page = "<p>一、项目编号：A</p><p>二、项目名称：B</p><p>" + "甲" * 2000 + "</p>"
    assert read_text(page, Options(limits=Limits(max_cell=1000))).codes == ["long-line"]
    assert read_text(long_, Options(limits=Limits(max_line=500))).codes == ["long-notice"]


@pytest.mark.parametrize("junk", ["<a ", "<", "<!--", "<td rowspan=9999>", "<script>", "</td>"])
def test_html_that_is_none_takes_no_time(junk: str) -> None:
    assert read_text("<html>" + junk * 200_000).codes[0] in {"unknown-format", "long-line"}


@pytest.mark.parametrize(
    ("said", "unit", "amount", "currency"),
    [
        ("叁亿叁仟伍佰玖拾玖万元整", None, "335990000", "CNY"),
        ("33599万元", None, "335990000", "CNY"),
        ("3.3599亿元", None, "335990000", "CNY"),
        ("柒角捌分", None, "0.78", None),
        ("壹拾贰元柒角捌分", None, "12.78", "CNY"),
        ("两亿元", None, "200000000", "CNY"),
        ("一万亿元", None, "1000000000000", "CNY"),
        ("1,234.50元/年", None, "1234.50", "CNY"),
        ("1.5", "亿元", "150000000", "CNY"),
        ("USD 5,000.00", None, "5000", "USD"),
        ("80万美元", None, "800000", "USD"),
        ("95(%)", None, None, None),
        ("下浮率：5", None, None, None),
        ("费率2.5‰", None, None, None),
        ("单价：35.00元/台", None, None, None),
        ("贰佰元（300元）", None, None, "CNY"),
        ("详见附件", None, None, None),
        ("9" * 40, None, None, None),
        ("玖亿亿亿元", None, None, "CNY"),
    ],
)
def test_sums_keep_their_words_and_have_a_number_where_they_say_one(
    said: str, unit: str | None, amount: str | None, currency: str | None
) -> None:
    got = money(said, unit)
    assert got.text == said
    assert got.amount == (None if amount is None else Decimal(amount))
    assert got.currency == currency


@given(
    st.text(alphabet="零一二两三叁十拾百佰千仟万亿元角分0123456789.,，（）%¥整年", max_size=60)
)
def test_no_sum_raises(said: str) -> None:
    assert money(said).text == said


@given(
    st.text(alphabet="一二三、：供应商名称中标金额品牌包号1<>trd/甲公司\n\t（）", max_size=300)
)
def test_no_notice_raises(said: str) -> None:
    read_text("一、项目编号：A\n二、项目名称：B\n三、中标（成交）信息\n" + said)


def test_a_winner_in_a_table_of_scores_is_no_loser() -> None:
    got = result(
        "中标供应商：甲安防有限公司",
        "四、候选人得分",
        "供应商名称\t评审得分",
        "甲安防有限公司\t93.5",
        "乙电子有限公司\t88.1",
    )
    assert got.names == ["甲安防有限公司"]
    assert "1 bidders or candidates that did not win, left out" in got.reading.notes


def test_more_members_than_a_consortium_has_stay_one_name() -> None:
    many = "、".join(f"甲{n}公司" for n in range(80))
    assert result(f"中标人：{many}").names == [many]


def test_cells_that_reach_far_down_do_not_fill_memory() -> None:
    page = "<p>一、项目编号：A</p><table><tr>" + "<td rowspan=500>x" * 5_000 + "<tr>" * 500
    assert read_text(page).codes == ["long-notice"]


def test_amounts_of_no_package_take_no_time() -> None:
    awards = [f"供应商名称：甲{n}有限公司" for n in range(20_000)]
    got = result(*awards, *(["中标金额：包9：5元；包8：6元"] * 20_000))
    assert len(got.names) == 20_000


@pytest.mark.parametrize(
    ("header", "cell", "brand", "model"),
    [
        ("品牌型号", "海康威视 DS-2DE4A", "海康威视", "DS-2DE4A"),
        ("品牌/型号", "大华/DH-NVR5", "大华", "DH-NVR5"),
        ("品牌及规格型号", "宇视", "宇视", None),
        ("规格/型号", "DS-1", None, "DS-1"),
        ("品牌（如有）", "宇视", "宇视", None),
    ],
)
def test_brand_and_model_are_parted_where_they_share_a_cell(
    header: str, cell: str, brand: str | None, model: str | None
) -> None:
    got = result(
        "供应商名称：甲安防有限公司", "四、主要标的信息", f"名称\t{header}", f"摄像机\t{cell}"
    )
    assert got.names == ["甲安防有限公司"]
    assert got.table.select("brand", "model").row(0) == (brand, model)


def test_ranked_candidates_beside_a_winner_are_counted() -> None:
    got = result(
        "第一中标候选人：甲安防有限公司，投标报价：120万元",
        "第二中标候选人：乙电子有限公司",
        "中标人：甲安防有限公司",
        "中标价：120万元",
    )
    assert got.names == ["甲安防有限公司"]
    assert got.table["amount"].to_list() == ["120万元"]
    assert "1 bidders or candidates that did not win, left out" in got.reading.notes


@pytest.mark.parametrize(
    "text",
    [
        "项目编号：A-6\n项目名称：监控\n第一标段：\n中标单位：甲安防有限公司\n第二标段：流标\n",
        "采购项目名称：监控\n采购人：某县公安局\n中标供应商：甲安防有限公司\n包2：流标\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_notice_whose_sections_have_no_numbers_is_read(text: str, encoding: str) -> None:
    got = read_bytes(f"某项目中标结果公示\n{text}".encode(encoding))
    assert got.reading.format == "Chinese award notices"
    assert got.names == ["甲安防有限公司"]
    assert "1 lots or awards without a winner" in got.reading.notes


def test_keys_behind_a_package_and_letters_drawn_apart_are_heard() -> None:
    got = result(
        "包1：供 应 商 名 称：甲安防有限公司 中标金额：5万元", "包2：投标人不足三家，废标"
    )
    assert got.names == ["甲安防有限公司"]
    assert got.table["id"].to_list() == ["A-1/1"]
    assert "1 lots or awards without a winner" in got.reading.notes


def test_a_row_whose_last_cells_are_empty_is_no_less_a_row() -> None:
    got = result(
        "包号\t供应商名称\t中标金额\t备注",
        "1\t甲安防有限公司\t5万元\t无",
        "2\t乙电子有限公司\t7万元\t",
        "3\t有效供应商不足三家\t\t",
        "4\t--\t--\t",
    )
    assert got.names == ["甲安防有限公司", "乙电子有限公司"]
    assert got.table["amount"].to_list() == ["5万元", "7万元"]
    assert "2 lots or awards without a winner" in got.reading.notes


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        ("甲安防有限公司与乙设计院联合体", ["member", "member"]),
        ("甲安防有限公司和乙设计院组成的联合体", ["member", "member"]),
        ("联合体（牵头单位：甲安防有限公司，成员单位：乙设计院）", ["leader", "member"]),
    ],
)
def test_a_consortium_is_known_by_any_of_its_writings(said: str, roles: list[str]) -> None:
    got = result(f"中标人：{said}", "中标金额：500万元")
    assert got.names == ["甲安防有限公司", "乙设计院"]
    told = [text.split(" ")[0] for text in got.table["description"].to_list()]
    assert told == roles


def test_wide_digits_are_the_digits_they_are() -> None:
    got = read_text(
        "某项目中标公告\n一、项目编号：Ａ－１５\n二、项目名称：监控\n三、中标（成交）信息\n"
        "供应商名称：甲安防有限公司\n中标（成交）金额：１２３４５６．７８元\n"
    )
    assert got.table["id"].to_list() == ["A-15"]
    assert got.table["amount"].to_list() == ["１２３４５６．７８元"]
    assert "amount 123456.78 CNY" in got.table["description"][0]
