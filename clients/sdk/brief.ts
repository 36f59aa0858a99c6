import type { ServerMessage } from './messages.ts';

type View = Extract<ServerMessage, { type: 'turn' }>['view'];

/**
 * Puts the `brief` back into the views of one connection, on which the arena sends it only once, and again when it has
 * changed. Null stands for a brief that there is no more.
 */
export const createBriefMemory = (): (<Message extends ServerMessage>(message: Message) => Message) => {
  let known: View | undefined;
  const whole = (view: View): View => {
    if (typeof view !== 'object' || view === null || Array.isArray(view)) return view;
    const members = view as { readonly [member: string]: View };
    const { brief, ...rest } = members;
    if (brief === undefined) return known === undefined ? view : { ...members, brief: known };
    known = brief ?? undefined;
    return brief === null ? rest : view;
  };
  return (message) =>
    message.type === 'turn' || message.type === 'update'
      ? { ...message, view: whole(message.view) }
      : message;
};
