/**
 * The protocol's messages as plain types, so that this package needs nothing but the platform. The schemas
 * of the arena are the law; a test holds these types to them.
 */
export {};
