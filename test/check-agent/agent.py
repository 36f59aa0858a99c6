"""An agent of the JSON door, broken as $FLAW says; without it, a good one."""

import asyncio
import json
import os

import websockets

flaw = os.environ.get("FLAW", "none")
url, ticket = os.environ["AGON_URL"], os.environ["AGON_TICKET"]
acts: dict[int, dict] = {}


def act_for(turn, is_anew=False):
    number = turn["turn"]
    if is_anew or number not in acts:
        move = {"text": "I would rather not say"} if flaw == "mumbles" else {"action": turn["legal"][0]}
        kept = acts.get(number, {}).get("id") if flaw == "keeps-id" else None
        acts[number] = {"type": "act", "turn": number, "id": kept or f"{number}-{len(acts)}-{is_anew}", **move}
    return acts[number]


async def converse(socket):
    """True when the match is over."""
    await socket.send(json.dumps({"type": "hello", "protocol": 1, "ticket": ticket}))
    turn = None
    async for frame in socket:
        message = json.loads(frame)
        if message["type"] == "turn":
            turn = message
            await socket.send(json.dumps(act_for(turn)))
        elif message["type"] == "refused" and message["code"] != "stale":
            if flaw == "crashes":
                raise RuntimeError("no refusal was expected")
            if message["attemptsLeft"] > 0:
                await socket.send(json.dumps(act_for(turn, True)))
        elif message["type"] == "refused" and flaw == "fears-stale":
            raise RuntimeError("too late")
        elif message["type"] == "end":
            return True
    return False


async def main():
    limit = 2**16 if flaw == "small-frames" else 2**24
    while True:
        try:
            async with websockets.connect(url.replace("http", "ws") + "/v1/play", max_size=limit) as socket:
                if await converse(socket):
                    return
        except websockets.ConnectionClosed as error:
            if error.rcvd and error.rcvd.code in (1000, 4003, 4011):
                return
        except OSError:
            pass
        await asyncio.sleep(0.02)


asyncio.run(main())
