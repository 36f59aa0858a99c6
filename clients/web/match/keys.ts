/** What a key does on the page of a match. */
export const keyCommands = [
  'step-back',
  'step-on',
  'first',
  'last',
  'play',
  'flip',
  'next-match',
  'previous-match',
  'help',
] as const;
export type KeyCommand = (typeof keyCommands)[number];

/** A key, and what the list of keys calls it. */
export interface KeyBinding {
  readonly key: string;
  readonly shown: string;
  readonly command: KeyCommand;
  readonly meaning: string;
}

/** Every key of the page, in the order of its help. */
export const keyBindings: readonly KeyBinding[] = [
  { key: 'ArrowLeft', shown: '←', command: 'step-back', meaning: 'One step back' },
  { key: 'ArrowRight', shown: '→', command: 'step-on', meaning: 'One step on' },
  { key: 'Home', shown: 'Home', command: 'first', meaning: 'The start' },
  { key: 'End', shown: 'End', command: 'last', meaning: 'The end, or what is live' },
  { key: ' ', shown: 'Space', command: 'play', meaning: 'Play and pause' },
  { key: 'f', shown: 'f', command: 'flip', meaning: 'Flip the board' },
  { key: 'j', shown: 'j', command: 'next-match', meaning: 'Next match' },
  { key: 'k', shown: 'k', command: 'previous-match', meaning: 'Previous match' },
  { key: '?', shown: '?', command: 'help', meaning: 'This list' },
];

/** A press of a key, and what has the focus. */
export interface KeyPress {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly defaultPrevented: boolean;
  readonly target: { readonly tagName?: string; readonly isContentEditable?: boolean } | null;
}

const typing: readonly unknown[] = ['INPUT', 'TEXTAREA', 'SELECT'];
const pressable: readonly unknown[] = ['BUTTON', 'A', 'SUMMARY'];

/** What a press of a key asks for; undefined where it belongs to the browser or to what has the focus. */
export const commandOf = (press: KeyPress): KeyCommand | undefined => {
  const { key, target, altKey, ctrlKey, metaKey, defaultPrevented } = press;
  if (defaultPrevented || altKey || ctrlKey || metaKey) return undefined;
  if (typing.includes(target?.tagName) || target?.isContentEditable === true) return undefined;
  if (key === ' ' && pressable.includes(target?.tagName)) return undefined;
  return keyBindings.find((binding) => binding.key === key)?.command;
};
