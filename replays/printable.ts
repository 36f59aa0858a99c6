const escape = '\u001B';

/** Bold, dim, red, green and yellow, and their ends: what commands paint with. Others could hide what follows. */
const colour = `${escape}\\[(?:1|2|22|31|32|33|39)m`;

/**
 * Control characters but line breaks, tabs and those colours, and those that turn the direction of what follows. Whoever
 * wrote a name or an action could move the cursor of the terminal that shows it, or change what stands there.
 */
const unprintable = new RegExp(`(?!${colour})(?:[^\\P{Cc}\\n\\t]|\\p{Bidi_Control})`, 'gu');

/** A text as a terminal may show it, whoever wrote it: what it must not get stands as U+FFFD. */
export const printable = (text: string): string => text.replace(unprintable, '\uFFFD');
