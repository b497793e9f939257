import type { z } from 'zod';

type Check = (value: unknown) => boolean;

/**
 * A quick test made of a schema: true means that the schema takes the value as it is and changes nothing of it, false that
 * the schema itself must be asked. For large values, of which zod makes a second copy. Pure.
 */
export function fitsSchema(schema: z.core.$ZodType): Check {
  const { def } = schema._zod as unknown as { readonly def: Definition };
  if ((def.checks?.length ?? 0) > 0) return () => false;
  switch (def.type) {
    case 'string':
      return def.check === undefined ? (value) => typeof value === 'string' : () => false;
    case 'number':
      return numberCheck(def);
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'literal':
    case 'enum': {
      const allowed = new Set<unknown>(def.values ?? Object.values(def.entries ?? {}));
      return (value) => allowed.has(value);
    }
    case 'optional':
      return optionalCheck(def);
    case 'array': {
      const check = inner(def.element);
      return (value) => Array.isArray(value) && value.every(check);
    }
    case 'union': {
      const checks = (def.options ?? []).map(fitsSchema);
      return (value) => checks.some((check) => check(value));
    }
    case 'record': {
      const check = inner(def.valueType);
      return (value) => isPlain(value) && Object.values(value).every(check);
    }
    case 'object':
      return objectCheck(def);
    default:
      return () => false;
  }
}

/** The parts of zod's definitions that are read here. */
interface Definition {
  readonly type: string;
  readonly check?: string;
  readonly format?: string;
  readonly checks?: readonly unknown[];
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly catchall?: z.core.$ZodType;
}

function numberCheck({ check, format }: Definition): Check {
  if (check === undefined) return Number.isFinite;
  return format === 'safeint' ? Number.isSafeInteger : () => false;
}

function optionalCheck({ innerType }: Definition): Check {
  const check = inner(innerType);
  return (value) => value === undefined || check(value);
}

/** Only objects that keep keys they do not know: others would have to lose them or be refused. */
function objectCheck({ shape = {}, catchall }: Definition): Check {
  if (catchall?._zod.def.type !== 'unknown') return () => false;
  const keys = Object.keys(shape);
  const checks = keys.map((key) => inner(shape[key]));
  return (value) => {
    if (!isPlain(value)) return false;
    for (let at = 0; at < keys.length; at++) {
      if (checks[at]?.(value[keys[at] ?? '']) !== true) return false;
    }
    return true;
  };
}

/** zod leaves `__proto__` out of what it copies. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, '__proto__');
}

function inner(schema: z.core.$ZodType | undefined): Check {
  return schema === undefined ? () => false : fitsSchema(schema);
}
