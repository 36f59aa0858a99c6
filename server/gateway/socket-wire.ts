import type { RefusalCode } from '../catalogue.ts';
import type { LobbyMessage, ServerMessage } from '../protocol/messages.ts';
import type { ServerSocket } from '../websocket/server-socket.ts';

/** A socket as a match and as the lobby see it. */
export interface SocketWire {
  send(message: ServerMessage | LobbyMessage): void;
  /** Whether neither side has begun to close it. */
  isOpen(): boolean;
  close(code: number, reason: string): void;
}

/** A socket of the JSON door as a wire; `onRefusal` learns of each error that is told. */
export const createSocketWire = (
  socket: ServerSocket,
  onRefusal: (code: RefusalCode) => void,
): SocketWire => ({
  send: (message) => {
    // A message whose texts are made when they are read is not made for nobody.
    if (!socket.isOpen()) return;
    if (message.type === 'error') onRefusal(message.code as RefusalCode);
    socket.send(JSON.stringify(message));
  },
  isOpen: () => socket.isOpen(),
  close: (code, reason) => socket.close(code, reason),
});
