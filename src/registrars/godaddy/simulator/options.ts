/** How the simulator behaves where the documents leave it open, or where a test wants another case. */

export interface GoDaddyOptions {
  /** What `offset` of a list of records counts: pages from 1 (terraform-provider-godaddy), or rows (Swagger file). */
  readonly offset: 'pages' | 'rows';
  /** What `{name}` of `records/SRV/{name}` is: the name alone, for all services, or with service and protocol. */
  readonly srvPath: 'name' | 'service';
  /** Whether records of a PATCH stay that came before one that was refused. */
  readonly partialAdd: boolean;
  /** How long the records of a zone answer 409 after a write. */
  readonly busyMs: number;
  /** How long accepted nameservers stay unseen. */
  readonly nameserverDelayMs: number;
  /** `closed`: the account is below the number of domains that the API asks for. */
  readonly gate: 'open' | 'closed';
  /** The monthly quota is used up. */
  readonly quota: 'left' | 'used';
}

export const usualOptions: GoDaddyOptions = {
  offset: 'pages',
  srvPath: 'name',
  partialAdd: false,
  busyMs: 0,
  // Short, so that a rehearsal does not take the time that a registry takes.
  nameserverDelayMs: 50,
  gate: 'open',
  quota: 'left',
};
