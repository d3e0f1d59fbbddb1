/** What readers of XML throw where an answer is not what they read. */

/** The text is not well-formed XML: an HTML page, or cut short. */
export class NotXml extends Error {}

/** Well-formed, but something that we need is missing or of another form. */
export class UnexpectedShape extends Error {}

/** What is read, or what is wrong with it. */
export function orUnexpected<T>(read: () => T): T | UnexpectedShape {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnexpectedShape) return error;
    throw error;
  }
}
