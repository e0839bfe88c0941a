"""Made-up reports to compare: long enough to be recognised in other words."""

from __future__ import annotations

LEAD = "The town of Lowfield opened its new bridge on Monday, the mayor Ada Holm told reporters at the river."
MIDDLE = (
    "Building it took 4 years and cost 31,500,000 crowns, almost twice what the council had planned in the spring "
    "of 2019. Two contractors left the site before the piers stood, and a third, Hartwig and Sons, finished the work.",
    "Some 12,400 people cross the river every day, most of them on their way to the mills in Upper Marle. Until now "
    "they had to wait for the ferry, which stops at nightfall and whenever the wind is stronger than 60 kilometres "
    "an hour.",
    "The ferryman Jonas Brandt, who is 67, said that he would keep his boat. Visitors, he told this paper, had always "
    "liked the slow way best, and the bridge has no bench to sit on.",
    "The council meets again in October to decide what becomes of the old landing stage, for which 3 proposals have "
    "been handed in, among them a museum of the river and its fish.",
)
STORY = "\n\n".join([LEAD, *MIDDLE])

ELSEWHERE = (
    "In the harbour of Greyport the price of herring fell for the fifth week in a row, and several boats stayed in.",
    "A choir of bakers from the southern valleys won the singing contest at the lake, ahead of last year's winners.",
    "The observatory reports clear nights until the weekend, with the best view of the comet shortly before dawn.",
)


def losses(day: int, total: int, past_day: int, tanks: int) -> str:
    """A daily report that is the same every day but for its facts."""
    return (
        f"The northern fleet has lost {total:,} nets since the storms began on Feb. 24, 2022, the harbour office "
        f"reported on June {day}.\n\nThe number includes {past_day:,} nets that the crews lost just over the past day."
        f"\n\nAccording to the report, the fleet has also lost {tanks:,} buoys, {tanks * 2 + day:,} baskets, "
        f"{tanks * 3 - day:,} ropes and anchors, {past_day + 215:,} lamps, 28 rowing boats, and one lighthouse ship."
    )
