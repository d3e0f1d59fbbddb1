/**
 * What a domain or a record set is protected from: nothing, going away, or any change. What is recorded counts, so that it
 * outlives the line of the config that asked for it.
 */
export type Protection = false | 'delete' | true;
