#!/usr/bin/env python3
"""An agent of the Agon arena in Python, written from PROTOCOL.md alone.

Usage: agent.py URL GAME...

Plays one match of each game against the arena's random bot. In the middle of each it drops its socket twice
without a word, and takes its seat again with its ticket. Prints one JSON object a match. Needs the package
`websockets`.
"""

import asyncio
import json
import random
import sys
import urllib.request

import websockets

# Answers after which the socket is dropped: once with an act under way, so that its ack is lost, and once with a
# turn read and not yet answered.
DROP_WITH_ACT_SENT = 2
DROP_WITH_TURN_READ = 4

# Coming back is wrong (4011) or of no use (4003).
FINAL_CLOSE_CODES = {4003, 4011}

RETRY_SECONDS = 0.2


def create_match(url, game):
    """Asks for a casual match with this agent in the first seat."""
    body = {"game": game, "seats": ["open", "bot:random"], "clock": "bot"}
    request = urllib.request.Request(
        f"{url}/api/matches",
        data=json.dumps(body).encode(),
        headers={"content-type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


class Seat:
    """One seat of one match, over as many sockets as it takes."""

    def __init__(self, ticket, choose):
        self.ticket = ticket
        self.choose = choose
        # By turn: what was answered. The same act, sent again after a loss, is played once.
        self.acts = {}
        # The turns at which the socket was dropped.
        self.drops = []

    def act(self, turn):
        """The act for a turn: the one that was sent before, if the arena asks again."""
        number = turn["turn"]
        if number not in self.acts:
            action = self.choose(turn["legal"])
            self.acts[number] = {"type": "act", "turn": number, "id": f"turn-{number}", "action": action}
        return self.acts[number]

    def drop(self, socket, turn):
        """Cuts the connection as a crash would."""
        self.drops.append(turn["turn"])
        socket.transport.abort()

    async def take_turn(self, socket, turn):
        """Answers a turn. True if the socket was dropped at it."""
        if len(self.drops) == 1 and len(self.acts) >= DROP_WITH_TURN_READ:
            self.drop(socket, turn)
            return True
        await socket.send(json.dumps(self.act(turn)))
        if not self.drops and len(self.acts) >= DROP_WITH_ACT_SENT:
            self.drop(socket, turn)
            return True
        return False

    async def converse(self, socket):
        """Speaks until the match ends and returns its `end`; None if the socket was dropped."""
        await socket.send(json.dumps({"type": "hello", "protocol": 1, "ticket": self.ticket}))
        async for frame in socket:
            message = json.loads(frame)
            if message["type"] == "turn":
                if await self.take_turn(socket, message):
                    return None
            elif message["type"] == "end":
                return message
            elif message["type"] in ("refused", "error"):
                raise RuntimeError(f"the arena refused what PROTOCOL.md allows: {message}")
        return None

    async def play(self, door):
        """Plays to the end of the match and returns its `end`."""
        while True:
            try:
                async with websockets.connect(door, subprotocols=["agon.v1"]) as socket:
                    end = await self.converse(socket)
                    if end is not None:
                        await socket.wait_closed()
                        return {**end, "closeCode": socket.close_code}
            except (OSError, websockets.ConnectionClosed) as error:
                if getattr(error, "code", None) in FINAL_CLOSE_CODES:
                    raise
            await asyncio.sleep(RETRY_SECONDS)


async def main(url, games):
    for game in games:
        match = create_match(url, game)
        seat = Seat(match["tickets"][0], random.Random(game).choice)
        end = await asyncio.wait_for(seat.play(match["play"]), timeout=120)
        result = {"match": match["match"], "game": game, "drops": seat.drops, "end": end}
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1].rstrip("/"), sys.argv[2:]))
