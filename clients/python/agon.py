"""Play matches of an Agon arena. A player is a function from a turn to an answer.

    import agon

    agon.serve("http://127.0.0.1:2567", key, {"chess": lambda turn: turn.legal[0]})

Needs Python 3.9 or newer and the package `websockets` 10 or newer (Debian: python3-websockets). README.md tells the rest.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import random
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from typing import Any, Awaitable, Callable, Mapping, Optional, Sequence, Union
from urllib.parse import urlsplit, urlunsplit

import websockets
from websockets.exceptions import ConnectionClosed, WebSocketException

__all__ = [
    "Answer", "ArenaError", "Turn", "create_match", "play", "play_async", "register", "serve", "serve_async",
]

Json = Union[None, bool, int, float, str, Sequence[Any], Mapping[str, Any]]

PROTOCOL = 1
SUBPROTOCOL = "agon.v1"
DOOR_PATH = "/v1/play"

# What the arena reads of a frame, and of the texts in it; see the limits in PROTOCOL.md.
FRAME_BYTES_MAX = 256 * 1024
REASONING_CHARACTERS_MAX = 16 * 1024
TEXT_CHARACTERS_MAX = 4096
# Views are far smaller; a bound all the same.
INBOUND_BYTES_MAX = 16 * 1024 * 1024

WAIT_SECONDS_MIN = 0.25
WAIT_SECONDS_MAX = 10.0
# Slow growth: where a process died, another has its matches within seconds.
WAIT_GROWTH = 1.5
# A process that stands still takes connections and says nothing on them.
WELCOME_SECONDS = 10.0
# It leaves those it has open and silent: they are asked for a sign of life this often, and given up without one.
PING_SECONDS = 8.0
PONG_SECONDS = 6.0
# It says goodbye as little: nothing waits long for that.
CLOSE_SECONDS = 1.0
# A turn is decided anew this often because a frame was refused, which costs no attempt.
FRAME_ERRORS_MAX = 2

CLOSED_TOO_BIG = 1009
FINAL_CLOSES = {
    4003: ("bad-ticket", "The ticket opens no seat, or the key no lobby."),
    4011: ("replaced", "Another connection has taken this place."),
}
# Refusals in the lobby that coming back does not mend.
FINAL_CODES = {"bad-key", "not-an-agent", "unknown-game", "bad-frame", "too-many-sockets"}


class ArenaError(Exception):
    """A refusal by the arena: `code` is from PROTOCOL.md, `hint` says what would be right."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.code = code
        self.hint = hint


@dataclass(frozen=True)
class Turn:
    """What a player gets: all that its seat may know, and how long it may think."""

    number: int
    view: Any
    text: str
    # The legal actions; None where the match does not tell them.
    legal: Optional[Sequence[Any]]
    attempts_left: int
    # Why the last answer to this turn was refused: {"code", "message"}.
    refusal: Optional[Mapping[str, str]]
    # One line for each thing that happened since this seat's last turn.
    news: Sequence[str]
    # The match as the arena introduced it: rules, role, seat, game, config, actionSchema.
    welcome: Mapping[str, Any]
    # When the time is up, by time.monotonic().
    due: float

    @property
    def game(self) -> str:
        return str(self.welcome["game"]["id"])

    @property
    def seconds_left(self) -> float:
        """Time for this answer, 0 when it is up."""
        return max(0.0, self.due - time.monotonic())


@dataclass(frozen=True)
class Answer:
    """An answer with its claims. Without any, a player may return the action itself, or text as a str."""

    action: Any = None
    text: Optional[str] = None
    resign: bool = False
    reasoning: Optional[str] = None
    # Tokens and money: {"input": 812, "output": 40, "costUsd": 0.001}; leave out what is not known.
    usage: Optional[Mapping[str, float]] = None
    model: Optional[str] = None
    source: Optional[str] = None
    settings: Optional[Mapping[str, Any]] = None
    # Why the model stopped; "length" without an action is refused as truncated.
    finish: Optional[str] = None


Player = Callable[[Turn], Union[Answer, Json, Awaitable[Union[Answer, Json]]]]


def _door(url: str) -> str:
    """The address of the JSON door of the arena at `url`."""
    parts = urlsplit(url)
    schemes = {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}
    if parts.scheme not in schemes or not parts.netloc:
        raise ValueError(f"{url!r} is no address of an arena; write it such as http://127.0.0.1:2567")
    path = parts.path if parts.path.endswith(DOOR_PATH) else parts.path.rstrip("/") + DOOR_PATH
    return urlunsplit((schemes[parts.scheme], parts.netloc, path, parts.query, ""))


def _moved_door(base: str, url: str) -> str:
    """Where the arena sends a seat; the base address where that is none, or would take the ticket off an encrypted wire."""
    try:
        door = _door(url)
    except ValueError:
        return base
    return base if base.startswith("wss:") and not door.startswith("wss:") else door


def _wait_seconds(attempt: int) -> float:
    """Growing, and spread so that not all agents come back at once."""
    return min(WAIT_SECONDS_MAX, WAIT_SECONDS_MIN * WAIT_GROWTH ** min(attempt, 10)) * (0.5 + random.random() / 2)


def _close_code(error: BaseException) -> Optional[int]:
    received = getattr(error, "rcvd", None)
    return getattr(received, "code", None)


async def _connect(door: str) -> Any:
    return await websockets.connect(  # type: ignore
        door,
        subprotocols=[SUBPROTOCOL],
        max_size=INBOUND_BYTES_MAX,
        ping_interval=PING_SECONDS,
        ping_timeout=PONG_SECONDS,
        close_timeout=CLOSE_SECONDS,
    )


def _act(turn: int, answer: Union[Answer, Json]) -> dict[str, Any]:
    """The message for an answer, its texts cut to what a frame may hold."""
    if not isinstance(answer, Answer):
        answer = Answer(text=answer) if isinstance(answer, str) else Answer(action=answer)
    if answer.resign:
        return {"type": "resign"}
    claims = {name: getattr(answer, name) for name in ("usage", "model", "source", "settings", "finish")}
    act: dict[str, Any] = {"type": "act", "turn": turn, "id": f"{turn}-{uuid.uuid4().hex[:12]}"}
    if answer.text is None:
        act["action"] = answer.action
    else:
        act["text"] = answer.text[: TEXT_CHARACTERS_MAX + 1]
    if answer.reasoning is not None:
        act["reasoning"] = answer.reasoning[:REASONING_CHARACTERS_MAX]
    act.update({name: claim for name, claim in claims.items() if claim is not None})
    if len(json.dumps(act)) > FRAME_BYTES_MAX:
        raise ValueError(f"the answer to turn {turn} is larger than a frame may be ({FRAME_BYTES_MAX} bytes)")
    return act


@dataclass
class _Pending:
    """A turn that is open: being decided, or answered and not yet acknowledged."""

    message: Mapping[str, Any]
    news: Sequence[str]
    due: float
    act: Optional[dict[str, Any]] = None
    task: Optional[asyncio.Task[None]] = None


@dataclass
class _Seat:
    """One seat of one match, over as many sockets as it takes."""

    ticket: str
    player: Player
    welcome: Mapping[str, Any] = field(default_factory=dict)
    news: list[str] = field(default_factory=list)
    pending: Optional[_Pending] = None
    socket: Any = None
    # The constant part of views, which the arena sends once a socket.
    brief: Any = None
    # Whether the arena has welcomed the seat on this socket, or said that another process has its match.
    is_welcome: bool = False
    moved_to: Optional[str] = None
    frame_errors: int = 0
    failure: Optional[BaseException] = None
    last_error: Optional[Mapping[str, Any]] = None

    def drop_pending(self) -> None:
        if self.pending is not None and self.pending.task is not None:
            self.pending.task.cancel()
        self.pending = None

    async def send(self, message: Mapping[str, Any]) -> None:
        """A frame that is lost with its socket is sent again when the turn comes again."""
        try:
            await self.socket.send(json.dumps(message))
        except ConnectionClosed:
            pass

    async def decide(self, pending: _Pending, attempts_left: int, refusal: Optional[Mapping[str, str]]) -> None:
        message = pending.message
        turn = Turn(
            number=message["turn"],
            view=message["view"],
            text=message["text"],
            legal=message.get("legal"),
            attempts_left=attempts_left,
            refusal=refusal,
            news=pending.news,
            welcome=self.welcome,
            due=pending.due,
        )
        try:
            # A function that is not async may compute for long: in a thread it holds up no other match.
            if inspect.iscoroutinefunction(self.player):
                answer: Any = await self.player(turn)
            else:
                answer = await asyncio.to_thread(self.player, turn)
                if inspect.isawaitable(answer):
                    answer = await answer
            pending.act = _act(turn.number, answer)
        except Exception as error:
            self.failure = error
            await self.socket.close()
            return
        if self.pending is pending:
            await self.send(pending.act)

    def start(self, pending: _Pending, attempts_left: int, refusal: Optional[Mapping[str, str]]) -> None:
        self.drop_pending()
        self.pending = pending
        pending.task = asyncio.create_task(self.decide(pending, attempts_left, refusal))

    def retry(self, attempts_left: int, refusal: Mapping[str, str]) -> None:
        pending = self.pending
        assert pending is not None
        self.start(_Pending(pending.message, pending.news, pending.due), attempts_left, refusal)

    def refuse_frame(self, code: str, message: str) -> bool:
        """A frame was refused: the player answers anew, but not for ever."""
        if self.pending is None or self.pending.act is None or self.frame_errors == FRAME_ERRORS_MAX:
            return False
        self.frame_errors += 1
        self.retry(self.pending.message["attemptsLeft"], {"code": code, "message": message})
        return True

    async def on_turn(self, message: Mapping[str, Any]) -> None:
        pending = self.pending
        if pending is not None and pending.message["turn"] == message["turn"]:
            # The socket was lost in between: what was decided is sent again, what is being decided goes on.
            if pending.act is not None:
                await self.send(pending.act)
            return
        news = self.news + ([message["news"]] if message.get("news") else [])
        self.news, self.frame_errors = [], 0
        deadline = message["deadline"]
        due = time.monotonic() + (deadline.get("moveMs", 0) + deadline["bankMs"]) / 1000
        self.start(_Pending(message, news, due), message["attemptsLeft"], message.get("refusal"))

    def on_refused(self, message: Mapping[str, Any]) -> None:
        pending = self.pending
        if pending is None or pending.act is None or pending.act.get("id") != message["id"]:
            return
        if message["code"] == "stale" or message["attemptsLeft"] == 0:
            self.drop_pending()
        else:
            self.retry(message["attemptsLeft"], {"code": message["code"], "message": message["message"]})

    def on_durable(self, action_id: str) -> None:
        if self.pending is not None and self.pending.act is not None and self.pending.act.get("id") == action_id:
            self.drop_pending()

    def keep_brief(self, view: Any) -> None:
        """Puts the brief back into a view that leaves it out."""
        if not isinstance(view, dict):
            return
        self.brief = view.pop("brief", self.brief)
        if self.brief is not None:
            view["brief"] = self.brief

    async def take(self, message: Mapping[str, Any]) -> None:
        kind = message["type"]
        if kind in ("turn", "update"):
            self.keep_brief(message["view"])
        if kind == "welcome":
            self.welcome, self.is_welcome, self.last_error = message, True, None
            if message.get("last"):
                self.on_durable(message["last"]["id"])
        elif kind == "turn":
            await self.on_turn(message)
        elif kind == "ack":
            self.on_durable(message["id"])
        elif kind == "refused":
            self.on_refused(message)
        elif kind == "update" and message.get("news"):
            self.news.append(message["news"])
        elif kind == "moved":
            self.moved_to = message["url"]
        elif kind == "error":
            self.last_error = message
            self.refuse_frame(message["code"], f"{message['message']} {message['hint']}")

    async def converse(self, door: str) -> Mapping[str, Any]:
        """Speaks on one socket; answers the `end` of the match, raises when the socket is to be replaced."""
        self.is_welcome, self.moved_to, self.brief = False, None, None
        self.socket = await _connect(door)
        patience: Optional[float] = WELCOME_SECONDS
        try:
            self.check_failure()
            await self.socket.send(json.dumps({"type": "hello", "protocol": PROTOCOL, "ticket": self.ticket}))
            while True:
                message = json.loads(await asyncio.wait_for(self.socket.recv(), patience))
                patience = None
                if message["type"] == "end":
                    return message  # type: ignore[no-any-return]
                await self.take(message)
        finally:
            await self.socket.close()

    def check_failure(self) -> None:
        """Raises what the player raised; where that was between two sockets, no socket's end tells it."""
        if self.failure is not None:
            raise self.failure

    def check_closed(self, code: Optional[int]) -> None:
        """Raises where coming back is wrong or of no use."""
        self.check_failure()
        said = self.last_error
        if code in FINAL_CLOSES:
            default, text = FINAL_CLOSES[code]
            raise ArenaError(said["code"], said["message"], said["hint"]) if said else ArenaError(default, text)
        too_big = "The frame was larger than the arena reads. Send less."
        if code == CLOSED_TOO_BIG and not self.refuse_frame("frame-too-big", too_big):
            raise ArenaError("frame-too-big", too_big)

    async def play(self, url: str) -> Mapping[str, Any]:
        base, attempt = _door(url), 0
        door = base
        try:
            while True:
                self.check_failure()
                code: Optional[int] = None
                try:
                    return await self.converse(door)
                except ConnectionClosed as error:
                    code = _close_code(error)
                except (OSError, WebSocketException, asyncio.TimeoutError):
                    pass
                self.check_closed(code)
                # A hop away from the base address is taken at once; two processes that point at each other must not spin.
                is_hop = self.moved_to is not None and door == base
                if self.moved_to is not None:
                    door = _moved_door(base, self.moved_to)
                elif not self.is_welcome:
                    door = base
                if is_hop:
                    continue
                attempt = 0 if self.is_welcome else attempt + 1
                await asyncio.sleep(_wait_seconds(attempt))
        finally:
            self.drop_pending()


async def play_async(url: str, ticket: str, player: Player) -> Mapping[str, Any]:
    """Plays the seat that `ticket` opens, to the end of its match; answers the arena's `end` message.

    Comes back for ever when a connection is lost. Raises `ArenaError` where the arena turns the seat away, and
    whatever the player raises.
    """
    return await _Seat(ticket, player).play(url)


def play(url: str, ticket: str, player: Player) -> Mapping[str, Any]:
    """`play_async` for programs without an event loop."""
    return asyncio.run(play_async(url, ticket, player))


def _place(invite: Mapping[str, Any]) -> tuple[str, int]:
    return invite["match"], invite["seat"]


@dataclass
class _Lobby:
    """An agent that stands by, over as many sockets as it takes."""

    url: str
    key: str
    players: Mapping[str, Player]
    concurrency: int
    challenges: bool
    on_end: Callable[[Mapping[str, Any], Optional[Mapping[str, Any]], Optional[BaseException]], None]
    worker: str = field(default_factory=lambda: uuid.uuid4().hex)
    # By match and seat: an agent may be asked to play against itself.
    playing: dict[tuple[str, int], asyncio.Task[None]] = field(default_factory=dict)
    entered: bool = False
    last_error: Optional[Mapping[str, Any]] = None

    async def play_one(self, invite: Mapping[str, Any]) -> None:
        end: Optional[Mapping[str, Any]] = None
        failure: Optional[BaseException] = None
        try:
            # The address that this program was given reaches the arena; the one in the invitation may not.
            end = await play_async(self.url, invite["ticket"], self.players[invite["game"]])
        except Exception as error:
            failure = error
        finally:
            self.playing.pop(_place(invite), None)
        self.on_end(invite, end, failure)

    def take(self, message: Mapping[str, Any]) -> None:
        kind = message["type"]
        if kind == "entered":
            self.entered, self.last_error = True, None
        # A match that is played already is offered again while its connection is down.
        elif kind == "invite" and _place(message) not in self.playing and message["game"] in self.players:
            self.playing[_place(message)] = asyncio.create_task(self.play_one(message))
        elif kind == "error":
            self.last_error = message
            if message["code"] in FINAL_CODES:
                raise ArenaError(message["code"], message["message"], message["hint"])

    async def stand(self, door: str) -> Optional[int]:
        """Stands by on one socket; answers why it was closed."""
        socket = await _connect(door)
        enter = {
            "type": "enter",
            "games": list(self.players),
            "concurrency": self.concurrency,
            "challenges": self.challenges,
            "worker": self.worker,
        }
        try:
            await socket.send(json.dumps({"type": "hello", "protocol": PROTOCOL, "key": self.key}))
            await socket.send(json.dumps(enter))
            async for frame in socket:
                self.take(json.loads(frame))
        finally:
            await socket.close()
        return getattr(socket, "close_code", None)

    async def run(self) -> None:
        door, attempt = _door(self.url), 0
        try:
            while True:
                self.entered = False
                code: Optional[int] = None
                try:
                    code = await self.stand(door)
                except ConnectionClosed as error:
                    code = _close_code(error)
                except (OSError, WebSocketException, asyncio.TimeoutError):
                    pass
                if code in FINAL_CLOSES:
                    raise ArenaError(*FINAL_CLOSES[code])
                attempt = 0 if self.entered else attempt + 1
                await asyncio.sleep(_wait_seconds(attempt))
        except ArenaError:
            # It gets no further matches; those under way are still its own, and would be forfeited.
            await asyncio.gather(*self.playing.values(), return_exceptions=True)
            raise
        finally:
            for task in list(self.playing.values()):
                task.cancel()


def _print_end(
    invite: Mapping[str, Any], end: Optional[Mapping[str, Any]], failure: Optional[BaseException]
) -> None:
    if end is None:
        print(f"{invite['game']} {invite['match']}: given up: {failure!r}", flush=True)
    else:
        print(f"{invite['game']} {invite['match']}: {end['termination']} {end['outcome']}", flush=True)


async def serve_async(
    url: str,
    key: str,
    players: Mapping[str, Player],
    *,
    concurrency: int = 1,
    challenges: bool = False,
    on_end: Callable[
        [Mapping[str, Any], Optional[Mapping[str, Any]], Optional[BaseException]], None
    ] = _print_end,
) -> None:
    """Stands by in the lobby with a player a game, and plays every match that the agent is invited to.

    Goes on until it is cancelled, or the arena turns the agent away (`ArenaError`) and the matches under way are over.
    `on_end` hears of each match: its invitation, its `end`, or what its player raised; the arena offers such a match
    again while its clock runs.
    """
    await _Lobby(url, key, players, concurrency, challenges, on_end).run()


def serve(url: str, key: str, players: Mapping[str, Player], **options: Any) -> None:
    """`serve_async` for programs without an event loop; Ctrl-C ends it."""
    try:
        asyncio.run(serve_async(url, key, players, **options))
    except KeyboardInterrupt:
        pass


def _post(url: str, path: str, body: Mapping[str, Any], key: Optional[str]) -> dict[str, Any]:
    headers = {"content-type": "application/json"}
    if key is not None:
        headers["authorization"] = f"Bearer {key}"
    request = urllib.request.Request(url.rstrip("/") + path, json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)  # type: ignore[no-any-return]
    except urllib.error.HTTPError as error:
        try:
            problem = json.load(error)
        except ValueError:
            raise ArenaError(f"http-{error.code}", f"The arena answered {error.code}.") from error
        raise ArenaError(problem["code"], problem["detail"], problem["hint"]) from error
    except urllib.error.URLError as error:
        hint = "Check the address; `agon serve` runs an arena."
        raise ArenaError("arena-unreachable", f"{url} does not answer: {error.reason}.", hint) from error


def create_match(
    url: str, game: str, seats: Sequence[str], *, key: Optional[str] = None, **settings: Any
) -> dict[str, Any]:
    """Asks for a casual match: seats are "open", "bot:NAME", "agent:ID"; settings as `POST /api/matches` has them.

    Answers {"match", "tickets", "play", "watch"}; a ticket is None where no seat is open.
    """
    return _post(url, "/api/matches", {"game": game, "seats": list(seats), **settings}, key)


def register(url: str, name: str, *, owner_key: Optional[str] = None) -> dict[str, str]:
    """Registers an agent, and an owner of the same name unless `owner_key` is given.

    Answers {"agent", "key", "owner_key"}: the keys are shown only this once.
    """
    if owner_key is None:
        owner_key = str(_post(url, "/api/owners", {"name": name}, None)["key"])
    made = _post(url, "/api/agents", {"name": name}, owner_key)
    return {"agent": made["agent"], "key": made["key"], "owner_key": owner_key}
