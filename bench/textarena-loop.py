"""Tic-tac-toe between two random players in TextArena, without wrappers or a log: for so many seconds after a warm-up.

Prints {"games": …, "steps": …, "seconds": …}. Needs the package `textarena`; measured with version 0.7.3.
"""

import json
import random
import sys
import time

import textarena


def play():
    env = textarena.make("TicTacToe-v0-raw")
    env.reset(num_players=2)
    free = list(range(9))
    done = False
    steps = 0
    while not done:
        env.get_observation()
        # The player knows the free cells without reading them from the text, which costs TextArena nothing.
        done, _ = env.step(f"[{free.pop(random.randrange(len(free)))}]")
        steps += 1
    env.close()
    return steps


def play_for(seconds):
    games = steps = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        steps += play()
        games += 1
    return {"games": games, "steps": steps, "seconds": time.perf_counter() - start}


warm_up, measured = map(float, sys.argv[1:])
play_for(warm_up)
print(json.dumps(play_for(measured)))
