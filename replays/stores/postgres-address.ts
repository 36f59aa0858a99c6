import { createStoreError } from './store-error.ts';

/** Where a store in PostgreSQL lies. */
export interface PostgresAddress {
  /** As the driver takes it; without a password the driver reads PGPASSWORD or the password file. */
  readonly connectionString: string;
  /** The schema that holds the tables. */
  readonly schema: string;
  readonly hasPassword: boolean;
  /** The address without its password, for messages. */
  readonly shown: string;
}

const schemaDefault = 'agon';

/** Names that need no quoting anywhere. */
const schemaPattern = /^[a-z_][a-z0-9_]{0,62}$/;

/** Whether a text is the address of a database, not a path. */
export const isPostgresAddress = (text: string): boolean => /^postgres(ql)?:\/\//.test(text);

/** Reads `postgres://user@host:port/database?schema=NAME`; throws `store-address` where it is none. */
export const parsePostgresAddress = (text: string): PostgresAddress => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isPostgresAddress(text))
    throw createStoreError(
      'store-address',
      'This is no address of a PostgreSQL database, such as postgres://agon@127.0.0.1:5432/agon?schema=agon.',
    );
  const schema = url.searchParams.get('schema') ?? schemaDefault;
  if (!schemaPattern.test(schema))
    throw createStoreError(
      'store-address',
      `"${schema}" is no name of a schema: small letters, digits and _, not beginning with a digit.`,
    );
  const hasPassword = url.password !== '' || url.searchParams.has('password');
  url.searchParams.delete('schema');
  const connectionString = url.href;
  url.password = '';
  url.searchParams.delete('password');
  url.searchParams.set('schema', schema);
  return { connectionString, schema, hasPassword, shown: url.href };
};
