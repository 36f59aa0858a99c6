/** A statement with `?` or `?n` for its parameters, as PostgreSQL writes them: `$n`. Its texts hold no question mark. */
export const numbered = (sql: string): string => {
  let last = 0;
  return sql.replaceAll(/\?(\d+)?/g, (_, given: string | undefined) => {
    last = given === undefined ? last + 1 : Number(given);
    return `$${last}`;
  });
};
