import { limits } from '../../server/protocol/limits.js';
const encoder = new TextEncoder();
/** How long a text is in a JSON frame, in bytes. */
const frameBytes = (text) => encoder.encode(JSON.stringify(text)).length;
/**
 * Reasoning cut so that its frame is not too big for the door, and still long enough that the arena sees and
 * marks the cut: a frame over the limit would close the socket, while long reasoning is only cut.
 */
export const fitReasoning = (reasoning) => {
    let fitted = reasoning.slice(0, limits.reasoningBytesMax + 1);
    while (frameBytes(fitted) > limits.frameBytesMax * 0.75)
        fitted = fitted.slice(0, fitted.length / 2);
    return fitted;
};
/** A text answer cut to one unit over what is parsed: the arena still refuses it as too long. */
export const fitText = (text) => text.slice(0, limits.actionTextUnitsMax + 1);
