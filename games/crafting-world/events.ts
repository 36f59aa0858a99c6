import type { Stack } from './world.ts';
import type { stopReasons } from './actions.ts';
import type { Situation } from './hero.ts';

/** What an action that worked did. `gained` and `left` list units by item; `left` did not fit and is lost. */
export type Event =
  | { readonly kind: 'moved'; readonly steps: number; readonly x: number; readonly y: number }
  | {
      readonly gained: readonly Stack[];
      readonly kind: 'gathered';
      readonly left: readonly Stack[];
      readonly resource: string;
    }
  | {
      readonly gained: readonly Stack[];
      readonly item: string;
      readonly kind: 'crafted';
      readonly spent: readonly Stack[];
    }
  | {
      readonly gained: readonly Stack[];
      readonly gold: number;
      readonly hp: number;
      readonly isWon: boolean;
      readonly kind: 'fought';
      readonly left: readonly Stack[];
      readonly monster: string;
      readonly rounds: number;
      readonly spent: readonly Stack[];
    }
  | {
      readonly item: string;
      readonly kind: 'equipped' | 'unequipped';
      readonly quantity: number;
      readonly slot: string;
    }
  | { readonly hp: number; readonly item: string; readonly kind: 'used'; readonly quantity: number }
  | { readonly hp: number; readonly kind: 'rested'; readonly steps: number }
  | {
      readonly gained: readonly Stack[];
      readonly item: string;
      readonly kind: 'recycled';
      readonly quantity: number;
    }
  | { readonly item: string; readonly kind: 'deposited' | 'withdrawn'; readonly quantity: number }
  | {
      readonly gold: number;
      readonly item: string;
      readonly kind: 'bought' | 'sold';
      readonly quantity: number;
    }
  | { readonly kind: 'levelled'; readonly level: number; readonly skill: string }
  | {
      readonly id: string;
      readonly kind: 'looked';
      /** All that is known from now on: the thing, and whatever gives, sells or buys it. */
      readonly shown: readonly string[];
    }
  | { readonly kind: 'stopped'; readonly reason: (typeof stopReasons)[number] };

/** Every reason for which the kernel refuses an action; what each means for the failure classes is in report.ts. */
export const refusalCodes = [
  'already-here',
  'bad-slot',
  'cannot-afford',
  'exhausted',
  'level-too-low',
  'missing-items',
  'missing-tool',
  'no-effect',
  'no-recipe',
  'no-space',
  'no-such-place',
  'not-here',
  'not-in-these-rules',
  'not-traded',
  'over-budget',
  'skill-too-low',
  'slot-empty',
  'slot-taken',
  'unknown-id',
  'unknown-item',
  'unknown-slot',
  'unreachable',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** Why an action did nothing: a code, and a sentence that says what would be right. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
}

export const refuse = (code: RefusalCode, message: string): Refusal => ({ code, message });

/** What an action that worked leads to. */
export interface Done {
  readonly events: readonly Event[];
  readonly situation: Situation;
}

/** What an action comes to: its consequences, or why nothing happened. */
export type Acted = Done | Refusal;
