"""The units and counters that stand behind a number, and which of them say the same."""

import re

from ingest.values.kinds import ValueKind

# A counter ends before no letter, a particle or 이상 and its like: 「3점을」 counts points, 「3점포」 does not.
ENDS = (
    r"(?![가-힣])"
    r"|(?=(?:로|을|를|이|가|은|는|의|에|과|와|도|씩|내|및|중|등|만|외|증|감|총|별|간)(?![가-힣]))"
    r"|(?=이상|이하|미만|초과|이내|내외|규모|정도|수준|까지|부터|에서|에게|에는|에도|으로|만에|마다|이며|이고|입니|이다|이에요|이었|이라)"
)
# Nouns counted with 개: 「7개 분야」, 「25개대학」.
_NOUN = (
    "대학교?|기업|업체|기관|단체|과제|분야|사업|지역|센터|도시|학교|학과|시군구|시군|시도|자치구|구군|부서|부처|유형|종목|품목|권역"
    "|지구|단지|노선|코스|강좌|과정|프로그램|점포|마을|시설|항목|부문|위원회|협의체|필지|정책|전략|업종|직종|직무|은행|병원|언어|제품"
    "|동아리|클러스터|거점|공간|캠퍼스|연구실|공연|행사|지표|법인|협회|조합|나라|읍면동|가구|학급"
)
_SHORT_NOUN = "교|국|실|팀|반|동|층|구|군|시|도|종|조|과|점"
_WITH_GAE = rf"개(?:소|사(?!업)|社|년|월|\s?(?:{_NOUN}|{_SHORT_NOUN})(?!\s?[·․ㆍ])(?:{ENDS}))"
# These may run into the next word, as in 「16명선발」, unless they begin it: 「2031 개최」, 「3건물」.
_FREE = (
    r"가구|세대|학급|시간(?!대)|강좌|필지|곳|팀(?![장원])|명(?![령칭단함절소품예])|건(?![물축강설립전])"
    r"|회(?!의실|[원계사장전복차기])|개(?![최발편설인방강장통혁학막념입청별]|관[식일 ]|선(?!정)|정(?!책))"
)
_BOUND = (
    "년간?|일간?|주간?|분|층|인|실|석|호|종|대|점|社|사|권|편|척|면|국|과|차례|번|톤|마리|그루|박|가지|업체|기업|과제"
)
# Behind a blank these head a section: 「3 센터 운영 계획」.
_ATTACHED = "본부|사업소|센터|담당관|대학|학교|기관|단체|가정|사업|노선|프로그램"
# 「5대 과제」 is a name, 「2인 가구」 a sort of household, 「3분의 1」 a fraction.
_NO_COUNT = (
    r"(?!인\s?가구|분의|대\s(?:[가-힣]{1,3}\s)?"
    r"(?:과제|전략|핵심|분야|정책|목표|중점|사업|산업|추진|국회|보험|권리|패키지|유형|도시|원칙|방향|비전))"
)
# The group is atomic: 「1개소당」 is a rate and no 1개.
COUNTER = (
    rf"{_NO_COUNT}(?>{_WITH_GAE}|{_FREE}|(?:{_BOUND})(?:{ENDS})|(?<!\s)(?:{_ATTACHED})(?:{ENDS}))(?!\s?당(?![가-힣]))"
)
PERCENT = rf"[%％]\s?(?:p(?![a-z])|포인트)|[%％]|퍼센트|배(?:{ENDS})"
AGE = rf"세(?:{ENDS}|(?=반|아동|영아|유아|청년|어르신|노인))"
AREA = rf"㎡|[mM]2(?!\d)|m²|㎢|[kK]m2(?!\d)|㎞|[kK]m(?![a-zA-Z])|㏊|ha(?![a-z])|m(?![a-zA-Z²])|평(?:{ENDS})"
CURRENCY = r"(?:미국?\s?)?(?:달러|불(?![가-힣]))|유로(?![가-힣])|엔(?:화|(?![가-힣]))|위안(?![가-힣])"

_SPELT = {
    "m2": "㎡", "M2": "㎡", "m²": "㎡", "Km": "km", "㎞": "km", "km2": "㎢", "Km2": "㎢", "㏊": "ha",
    "％": "%", "퍼센트": "%", "社": "개사", "사": "개사", "개社": "개사", "불": "달러", "엔화": "엔",
}  # fmt: skip
_ALIKE = (
    ("개", "개소", "곳", "개 시설"),
    ("명", "인"),
    ("개사", "업체", "기업", "개 기업", "개 업체"),
    ("년", "년간", "개년"),
    ("주", "주간"),
    ("일", "일간"),
    ("회", "번", "차례"),
    ("가구", "세대", "개 가구"),
)
_FAMILIES = {unit: units[0] for units in _ALIKE for unit in units}
_TIMES = ("개월", "개년")


def unit_of(printed: str) -> str:
    """The unit's one spelling: ``m2`` is ``㎡``, ``개대학`` is ``개 대학``."""
    unit = re.sub(r"\s", "", printed).replace("％", "%").replace("포인트", "p")
    unit = re.sub(r"^미국?(?=달러|불)", "", unit)
    unit = re.sub(rf"^개(?={_NOUN})", "개 ", unit)
    return _SPELT.get(unit, unit)


def kind_of(unit: str) -> ValueKind:
    """The kind of value that ``unit``, in its one spelling, counts."""
    if unit in ("원", "달러", "유로", "엔", "위안"):
        return "amount"
    if unit in ("%", "%p", "배"):
        return "percent"
    if unit == "세":
        return "age"
    return "area" if unit in ("㎡", "㎢", "km", "ha", "m", "평") else "count"


def same_unit(one: str, other: str) -> bool:
    """Whether two units, in their one spelling, count the same: ``명`` and ``인``, ``개`` and ``개 대학``."""
    if _family(one) == _family(other):
        return True
    # 개 counts anything that 개 stands before.
    return "개" in (one, other) and all(unit.startswith("개") and unit not in _TIMES for unit in (one, other))


def _family(unit: str) -> str:
    if unit in _FAMILIES:
        return _FAMILIES[unit]
    return unit if unit in _TIMES else unit.removeprefix("개").strip() or unit
