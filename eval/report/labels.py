"""What the evaluation's terms are called in Korean, on the terminal and in the report."""

from eval.measures import MEASURES

CATEGORIES = {
    "budget": "예산",
    "schedule": "일정",
    "eligibility": "자격·지원",
    "organisation": "조직",
    "place": "위치",
    "size": "규모",
    "count": "수량",
    "definition": "정의·각주",
    "table": "표",
    "procedure": "절차",
    "arithmetic": "계산·비교",
    "unanswerable": "답 없음",
    "false_premise": "틀린 전제",
    "dialogue": "대화",
}
STYLES = {
    "formal": "격식체",
    "colloquial": "구어체",
    "keywords": "핵심어",
    "paraphrase": "다른 말",
    "typo": "오타·붙여 쓰기",
}
DIFFICULTIES = {"easy": "쉬움", "medium": "보통", "hard": "어려움"}
FAULTS = {
    "refused": "문서에 있는데 없다고 함",
    "not refused": "문서에 없는데 답함",
    "not answered": "질문을 인사로 여김",
    "failed": "서비스가 오류를 냄",
    "value missing": "정답 값이 없음",
    "forbidden value": "다른 값이 섞임",
    "too long": "너무 긴 답",
}
MEANINGS = MEASURES | {
    "latency-p50-ms": "답변의 절반이 이 시간(밀리초) 안에 옴",
    "latency-p95-ms": "답변의 95%가 이 시간(밀리초) 안에 옴",
}
"""What each figure says."""
STATUSES = {"answered": "답함", "not_found": "없다고 함", "small_talk": "인사로 여김", "failed": "오류"}
FACETS = {"category": "분야", "style": "질문 형식", "difficulty": "난이도"}
LABELS = CATEGORIES | STYLES | DIFFICULTIES | FAULTS | FACETS
"""The Korean name of every term."""
