import type { VNode } from 'preact';

/** What a seat has reached in a match so far: who leads is seen without knowing the game. */
export const Standing = ({ text }: { readonly text: string | undefined }): VNode | null =>
  text === undefined || text === '' ? null : <span class="standing">{text}</span>;
