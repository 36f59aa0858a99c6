import { expect, test } from 'vitest';
import { commandOf, keyBindings, keyCommands } from './keys.ts';

const press = (key: string, rest: object = {}) =>
  commandOf({
    key,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    defaultPrevented: false,
    target: { tagName: 'BODY' },
    ...rest,
  });

test('every command has a key, and no key two commands', () => {
  expect(keyBindings.map(({ command }) => command).sort()).toEqual([...keyCommands].sort());
  expect(new Set(keyBindings.map(({ key }) => key)).size).toBe(keyBindings.length);
  for (const { key, command } of keyBindings) expect(press(key)).toBe(command);
});

test('keys are off while somebody types, and with a modifier', () => {
  for (const tagName of ['INPUT', 'TEXTAREA', 'SELECT'])
    expect(press('f', { target: { tagName } })).toBeUndefined();
  expect(press('f', { target: { tagName: 'DIV', isContentEditable: true } })).toBeUndefined();
  for (const modifier of ['altKey', 'ctrlKey', 'metaKey'])
    expect(press('f', { [modifier]: true })).toBeUndefined();
  expect(press('f', { defaultPrevented: true })).toBeUndefined();
});

test('space presses the button that has the focus, the other keys still step', () => {
  expect(press(' ', { target: { tagName: 'BUTTON' } })).toBeUndefined();
  expect(press('ArrowLeft', { target: { tagName: 'BUTTON' } })).toBe('step-back');
  expect(press('q')).toBeUndefined();
});
