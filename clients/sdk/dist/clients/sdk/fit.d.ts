/**
 * Reasoning cut so that its frame is not too big for the door, and still long enough that the arena sees and
 * marks the cut: a frame over the limit would close the socket, while long reasoning is only cut.
 */
export declare const fitReasoning: (reasoning: string) => string;
/** A text answer cut to one unit over what is parsed: the arena still refuses it as too long. */
export declare const fitText: (text: string) => string;
