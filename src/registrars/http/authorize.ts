/**
 * How a request says whose it is. The transport asks for each attempt, when its turn has come, so that what is signed or
 * dated is so for that attempt; what is added is sent and never seen: messages and logs are made from the bare request.
 */

/** A request as it goes out. */
export interface Outgoing {
  readonly method: string;
  /** Absolute, with the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The same request with what the account adds: headers, parameters of the URL or the body, a signature over it all. */
export type Authorize = (outgoing: Outgoing) => Outgoing | Promise<Outgoing>;

type Values = Readonly<Record<string, string>>;

export function withHeaders(headers: Values): Authorize {
  return (outgoing) => ({ ...outgoing, headers: { ...outgoing.headers, ...headers } });
}

export function withQuery(parameters: Values): Authorize {
  return (outgoing) => {
    const url = new URL(outgoing.url);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.append(name, value);
    return { ...outgoing, url: url.href };
  };
}

/** In a body of form fields. */
export function withForm(fields: Values): Authorize {
  return (outgoing) => {
    const form = new URLSearchParams(outgoing.body);
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return { ...outgoing, body: form.toString() };
  };
}

/** In a body that is a JSON object. */
export function withJson(fields: Values): Authorize {
  return (outgoing) => ({ ...outgoing, body: JSON.stringify({ ...JSON.parse(outgoing.body ?? '{}'), ...fields }) });
}

/** One after the other. */
export function all(...steps: readonly Authorize[]): Authorize {
  return async (outgoing) => {
    let done = outgoing;
    for (const step of steps) done = await step(done);
    return done;
  };
}
