"""Plays with clients/python/agon.py as its users would; argv: the arena's url, the scenario, its arguments."""

import asyncio
import json
import sys
import time

import agon

url, scenario, *arguments = sys.argv[1:]


def show(value):
    print(json.dumps(value), flush=True)


def first(turn):
    return turn.legal[0]


def play_by_ticket(ticket):
    """Answers once wrongly, and then as the refusal says; checks what a turn tells."""
    refusals = []

    async def player(turn):
        assert turn.welcome["rules"] and turn.game == "kuhn-poker" and turn.text
        assert 0 < turn.seconds_left <= 2.6
        if turn.refusal is None and turn.number == 1:
            return agon.Answer(text="all in", reasoning="x" * 300_000)
        if turn.refusal is not None:
            refusals.append([turn.refusal["code"], turn.attempts_left])
        return agon.Answer(action=first(turn), usage={"input": 3}, model="none", source="script")

    show({"end": agon.play(url, ticket, player), "refusals": refusals})


def play_slowly(ticket):
    """Blocks in a function that is not async, as a local model would."""

    def player(turn):
        time.sleep(0.01)
        return first(turn)

    show({"end": agon.play(url, ticket, player)})


def leave_silence(ticket):
    """Gives a process up soon that gives no sign of life."""
    agon.PING_SECONDS = agon.PONG_SECONDS = 0.3
    show({"end": agon.play(url, ticket, first)})


def fail_away(moment):
    """The player fails while its connection is down: in the wait before the next, or while that is made."""
    is_down = asyncio.Event()
    connect = agon._connect
    doors = []

    def wait_seconds(attempt):
        if moment == "wait":
            is_down.set()
        return 0.05

    async def connect_again(door):
        doors.append(door)
        if len(doors) == 2:
            is_down.set()
        return await connect(door)

    async def player(turn):
        await is_down.wait()
        raise LookupError(moment)

    agon._wait_seconds, agon._connect = wait_seconds, connect_again
    try:
        agon.play(url, "ticket", player)
    except LookupError as error:
        show({"told": str(error), "connections": len(doors)})


def fail(ticket):
    """Everything that goes wrong says what to do."""
    told = []
    try:
        agon.play(url, "m-none.0.guess", first)
    except agon.ArenaError as error:
        told.append([error.code, str(error)])
    try:
        agon.serve(url, "agon_agent_guess", {"chess": first})
    except agon.ArenaError as error:
        told.append([error.code, str(error)])
    try:
        agon.create_match(url, "ludo", ["open"])
    except agon.ArenaError as error:
        told.append([error.code, str(error)])
    try:
        agon.create_match("http://127.0.0.1:1", "chess", ["open", "open"])
    except agon.ArenaError as error:
        told.append([error.code, str(error)])
    try:
        agon.play("localhost:2567", ticket, first)
    except ValueError as error:
        told.append(["ValueError", str(error)])
    try:
        agon.play(url, ticket, lambda turn: 1 / 0)
    except ZeroDivisionError as error:
        told.append(["ZeroDivisionError", str(error)])
    show({"told": told})


async def stand_by(key, count):
    """Serves until so many matches have ended."""
    ended = []
    over = asyncio.Event()

    def on_end(invite, end, failure):
        ended.append({"match": invite["match"], "termination": end and end["termination"], "failure": repr(failure)})
        if len(ended) == int(count):
            over.set()

    async def player(turn):
        if turn.number == 3:
            show({"turn": turn.number})
        return first(turn)

    serving = asyncio.create_task(
        agon.serve_async(url, key, {"kuhn-poker": player, "tic-tac-toe": first}, concurrency=2, on_end=on_end)
    )
    await over.wait()
    serving.cancel()
    show({"ended": ended})


def turn_out(key):
    """Is turned out of the lobby while it plays."""
    ended = []

    def on_end(invite, end, failure):
        ended.append([invite["match"], end and end["termination"], failure and repr(failure)])

    try:
        agon.serve(url, key, {"kuhn-poker": first}, on_end=on_end)
    except agon.ArenaError as error:
        show({"ended": ended, "raised": error.code})


if scenario == "stand-by":
    asyncio.run(stand_by(*arguments))
elif scenario == "register":
    show(agon.register(url, arguments[0]))
else:
    scenarios = {
        "ticket": play_by_ticket,
        "slow": play_slowly,
        "silence": leave_silence,
        "fail": fail,
        "fail-away": fail_away,
        "turned-out": turn_out,
    }
    scenarios[scenario](*arguments)
