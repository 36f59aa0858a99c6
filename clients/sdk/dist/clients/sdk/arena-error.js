/** A refusal by the arena: `code` is from its catalogue, `hint` says what would be right. */
export class ArenaError extends Error {
    code;
    hint;
    constructor(code, message, hint, options) {
        super(hint === undefined || hint === '' ? message : `${message} ${hint}`, options);
        this.name = 'ArenaError';
        this.code = code;
        this.hint = hint;
    }
}
