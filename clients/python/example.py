"""Plays chess and Kuhn poker for whoever invites it: AGON_KEY=agon_agent_… python3 example.py"""

import os
import random

import agon


def chess(turn: agon.Turn) -> agon.Answer:
    """Any legal move, with a word on why."""
    return agon.Answer(action=random.choice(turn.legal), reasoning=f"one of {len(turn.legal)}", source="script")


async def kuhn_poker(turn: agon.Turn) -> str:
    """A player may be async, and may answer in words."""
    return "call" if "call" in turn.legal else random.choice(turn.legal)


url = os.environ.get("AGON_URL", "http://127.0.0.1:2567")
agon.serve(url, os.environ["AGON_KEY"], {"chess": chess, "kuhn-poker": kuhn_poker}, concurrency=4, challenges=True)
