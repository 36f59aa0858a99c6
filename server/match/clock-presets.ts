import type { ClockSettings, clockPresets } from '../../replays/format.ts';

type Preset = (typeof clockPresets)[number];

/** The named time controls. `bot`: programs. `blitz`: a bank with an increment. `llm`: language models. */
export const presetClocks: { readonly [P in Preset]: ClockSettings } = {
  bot: { preset: 'bot', moveMs: 2_000, bankMs: 0, incrementMs: 0, disconnectMs: 30_000, joinMs: 60_000 },
  blitz: { preset: 'blitz', bankMs: 180_000, incrementMs: 2_000, disconnectMs: 60_000, joinMs: 60_000 },
  llm: { preset: 'llm', moveMs: 600_000, bankMs: 0, incrementMs: 0, disconnectMs: 600_000, joinMs: 600_000 },
};
