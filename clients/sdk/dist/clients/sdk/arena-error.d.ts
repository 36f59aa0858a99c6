/** A refusal by the arena: `code` is from its catalogue, `hint` says what would be right. */
export declare class ArenaError extends Error {
    readonly code: string;
    readonly hint: string | undefined;
    constructor(code: string, message: string, hint?: string, options?: ErrorOptions);
}
