import { describe, expectTypeOf, test } from 'vitest';
import type * as protocol from '../../server/protocol/messages.ts';
import type { ClientMessage, LobbyClientMessage, LobbyMessage, ServerMessage } from './messages.ts';

type Of<Message, Type> = Extract<Message, { type: Type }>;
type Members<Message extends { type: string }> = {
  [Type in Message['type']]: keyof Of<Message, Type>;
};

describe('the plain types agree with the schemas of the protocol', () => {
  test('every message of the arena is one that the SDK understands', () => {
    expectTypeOf<protocol.ServerMessage>().toExtend<ServerMessage>();
    expectTypeOf<Members<ServerMessage>>().toEqualTypeOf<Members<protocol.ServerMessage>>();
  });

  test('every message of the SDK is one that the arena accepts', () => {
    expectTypeOf<ClientMessage>().toExtend<protocol.ClientMessage>();
    expectTypeOf<Members<ClientMessage>>().toEqualTypeOf<Members<protocol.ClientMessage>>();
  });

  test('the same holds in the lobby', () => {
    expectTypeOf<protocol.LobbyMessage>().toExtend<LobbyMessage>();
    expectTypeOf<Members<LobbyMessage>>().toEqualTypeOf<Members<protocol.LobbyMessage>>();
    expectTypeOf<Members<LobbyClientMessage>>().toEqualTypeOf<Members<protocol.LobbyClientMessage>>();
  });
});
