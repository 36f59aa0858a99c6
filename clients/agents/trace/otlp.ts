/** The value of an attribute; undefined leaves it out. */
type AttributeValue = string | number | boolean | readonly string[] | undefined;

export type Attributes = Readonly<Record<string, AttributeValue>>;

/** A span of OpenTelemetry, as far as this project writes them. */
export interface Span {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: 'internal' | 'client';
  /** Wall time in milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Attributes;
  readonly isError: boolean;
}

const kinds = { internal: 1, client: 3 } as const;
const statusError = 2;

const otlpValue = (value: Exclude<AttributeValue, undefined>): object => {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'object') return { arrayValue: { values: value.map(otlpValue) } };
  // Whole numbers are texts in OTLP, which has 64 bits for them.
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
};

const otlpAttributes = (attributes: Attributes): readonly object[] =>
  Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: otlpValue(value) }],
  );

const nanosAMilli = 1_000_000n;
const toNanos = (ms: number): string => String(BigInt(Math.round(ms)) * nanosAMilli);

/** A span as one line of OTLP in JSON, the form of OpenTelemetry's file exporter, which collectors read. */
export const formatSpan = (span: Span): string => {
  const { traceId, spanId, parentSpanId, name, kind, startMs, endMs, attributes, isError } = span;
  const body = {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name,
    kind: kinds[kind],
    startTimeUnixNano: toNanos(startMs),
    endTimeUnixNano: toNanos(endMs),
    attributes: otlpAttributes(attributes),
    ...(isError && { status: { code: statusError } }),
  };
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: otlpAttributes({ 'service.name': 'agon' }) },
        scopeSpans: [{ scope: { name: 'agon.models' }, spans: [body] }],
      },
    ],
  });
};
