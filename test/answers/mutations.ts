/** Changes of an answer that leave its meaning: what was meant is meant still, and what was refused is refused. */
export const harmless: readonly { readonly name: string; readonly mutate: (text: string) => string }[] = [
  { name: 'blanks around', mutate: (text) => `  \n${text}\n\n ` },
  { name: 'carriage returns', mutate: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'a byte-order mark', mutate: (text) => `\uFEFF${text}` },
  { name: 'a thought before it', mutate: (text) => `<think>Let me see.\nThis is hard.</think>\n${text}` },
  { name: 'a first line of prose', mutate: (text) => `Let me look at this position with care.\n\n${text}` },
  { name: 'a last line of thanks', mutate: (text) => `${text}\n\nThank you for the game!` },
  { name: 'no-break blanks', mutate: (text) => text.replaceAll(' ', '\u00A0') },
  { name: 'a fence', mutate: (text) => `\`\`\`\n${text}\n\`\`\`` },
  { name: 'a quotation', mutate: (text) => text.replaceAll(/^/gmu, '> ') },
  { name: 'said twice', mutate: (text) => `${text}\n\n${text}` },
];

/** The text without its character at `at`. */
export const without = (text: string, at: number): string => text.slice(0, at) + text.slice(at + 1);
