const isFull = (decision) => typeof decision === 'object' &&
    decision !== null &&
    ('action' in decision || 'text' in decision || 'resign' in decision);
/** A decision without shorthand. */
export const fullDecision = (decision) => {
    if (isFull(decision))
        return decision;
    return typeof decision === 'string' ? { text: decision } : { action: decision };
};
