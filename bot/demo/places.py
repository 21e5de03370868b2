"""The invented city: its units, branches, districts and communities."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

CITY = "云川"
COMMITTEE = "云川市直机关工委"
BRANCHES = 9_000
# Units by weight; the city's name goes before each.
_UNITS = {
    3.0: """
市公安局 市教育局 市卫生健康委员会 市交通运输局 市水利局 市自然资源和规划局 市住房和城乡建设局
市城市管理局 市市场监督管理局 市税务局 市中级人民法院 市人民检察院 市司法局
市人力资源和社会保障局 市财政局 市农业农村局 市民政局 市生态环境局 市应急管理局
市机关事务管理局 市第一人民医院 市中医医院 学院 职业技术学院
""",
    1.4: """
市发展和改革委员会 市科学技术局 市工业和信息化局 市商务局 市文化广电和旅游局 市审计局 市统计局
市林业和草原局 市退役军人事务局 市行政审批服务局 市医疗保障局 市体育局 市粮食和物资储备局
市数据局 市信访局 市气象局 市邮政管理局 市消防救援支队 市园林管理中心 市第二人民医院
市第三人民医院 市妇幼保健院 市疾病预防控制中心 市中心血站 市急救中心 市第一中学 市第二中学
市第三中学 市实验中学 市实验小学 市特殊教育学校 市技师学院 开放大学 市图书馆 市博物馆 市文化馆
市广播电视台 日报社 市公共资源交易中心 市住房公积金管理中心 市社会保险中心 市供销合作社
市公路事业发展中心 市水文中心 市公共交通集团 市城市建设投资集团 市热力集团 市检验检测中心
市国资委 市农业科学院
""",
    0.25: """
市直机关工委机关 市纪委监委机关 市委办公室 市人大常委会机关 市政府办公室 市政协机关 市委组织部
市委宣传部 市委统战部 市委政法委 市委社会工作部 市委网信办 市委编办 市委巡察办 市委老干部局
市委党校 市委党史研究室 市委台办 市委政策研究室 市档案馆 市国家保密局 市总工会 团市委 市妇联
市科协 市文联 市社科联 市侨联 市工商联 市残联 市红十字会 市贸促会 市法学会 市外事办 市民族宗教局
市国防动员办 市知识产权局 市地震局 市烟草专卖局 海关 市地方志办公室 市美术馆 市少年宫 市老年大学
市救助管理站 市社会福利院 市法律援助中心 市公证处 市科技馆 市规划展览馆 市路灯管理处
市政工程管理处 市生态环境监测中心 市林业科学研究所 市机关幼儿园 市接待服务中心 市仲裁委办公室
市军休服务中心 市青少年活动中心 市自来水公司
""",
}
_OFFICES = """
办公室 组织人事科 政策法规科 计划财务科 宣传教育科 综合科 督查科 信息中心 服务中心 规划科 审批科
执法支队 研究室 后勤中心
"""
_DISTRICTS = {
    "滨河区": "长安 临波 柳岸 望江 水韵 映月 荷塘 金堤 渡口",
    "云岭区": "裕华 松涛 枫林 翠屏 梅园 青石 竹溪 山语 丹霞",
    "望溪区": "翠园 幸福里 春晖 桃源 杏花 锦绣 安居 书香 百合",
    "晴岚区": "同心 朝阳 星光 明德 和煦 永宁 康乐 益民 新桥",
}


@dataclass(frozen=True, slots=True)
class Organisation:
    id: str
    parent_id: str | None
    kind: str
    name: str
    path: str

    def child(self, id: str, kind: str, name: str) -> "Organisation":
        return Organisation(id, self.id, kind, name, f"{self.path}{id}/")


def organisations(dice: Random) -> list[Organisation]:
    """Parents before their children."""
    committee = Organisation("c", None, "committee", COMMITTEE, "/c/")
    return [committee, *_units(dice, committee), *_districts(committee)]


def _units(dice: Random, committee: Organisation) -> Iterator[Organisation]:
    weighted = [(name, weight) for weight, names in _UNITS.items() for name in names.split()]
    counts = shares(dice, BRANCHES, [weight for _, weight in weighted], 5, 200)
    number = 0
    for order, ((name, _), count) in enumerate(zip(weighted, counts, strict=True), 1):
        unit = committee.child(f"u{order:03}", "unit", CITY + name)
        yield unit
        for branch in _branch_names(count):
            number += 1
            yield unit.child(f"b{number:05}", "branch", branch)


def _districts(committee: Organisation) -> Iterator[Organisation]:
    number = 0
    for order, (name, communities) in enumerate(_DISTRICTS.items(), 1):
        district = committee.child(f"d{order}", "district", name)
        yield district
        for community in communities.split():
            number += 1
            yield district.child(f"k{number:02}", "community", f"{community}社区")


def _branch_names(count: int) -> list[str]:
    """Offices first, then numbers; a tenth are the retired people's."""
    retired = max(1, count // 10)
    offices = _OFFICES.split()[: (count - retired) // 2]
    numbered = count - retired - len(offices)
    return [
        *(f"{name}党支部" for name in offices),
        *(f"第{numeral(n)}党支部" for n in range(1, numbered + 1)),
        *(f"离退休第{numeral(n)}党支部" for n in range(1, retired + 1)),
    ]


def numeral(number: int) -> str:
    """1 to 999 as one writes it: 十二, 一百零五, 一百一十."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if not hundreds:
        ten = {0: "", 1: "十"}.get(tens, f"{digits[tens]}十")
        return ten + (digits[ones] if ones else "")
    ten = f"{digits[tens]}十" if tens else "零" if ones else ""
    return f"{digits[hundreds]}百{ten}{digits[ones] if ones else ''}"


def shares(dice: Random, total: int, weights: Sequence[float], low: int, high: int) -> list[int]:
    """`total` divided unevenly in about these proportions, each share within the limits."""
    drawn = [weight * dice.lognormvariate(0, 0.5) for weight in weights]
    scale = total / sum(drawn)
    found = [min(high, max(low, round(each * scale))) for each in drawn]
    missing = total - sum(found)
    step = 1 if missing > 0 else -1
    while missing:
        index = dice.randrange(len(found))
        if low <= found[index] + step <= high:
            found[index] += step
            missing -= step
    return found
