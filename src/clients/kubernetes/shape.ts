import { z } from 'zod';

/** Which parts of a JSON value are wanted: all of it, or these members. A list is as its elements are. */
export type Shape = true | readonly Member[];

export interface Member {
  /** Its name, as bytes. */
  readonly name: Uint8Array;
  readonly shape: Shape;
}

/** The parts that a schema looks at; everything else need not even be parsed. */
export function shapeOf(schema: z.core.$ZodType): Shape {
  if (schema instanceof z.ZodObject) {
    return Object.entries<z.core.$ZodType>(schema.shape).map(([name, inner]) => ({ name: Buffer.from(name), shape: shapeOf(inner) }));
  }
  if (schema instanceof z.ZodArray) return shapeOf(schema.element);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return shapeOf(schema.unwrap());
  return true;
}
