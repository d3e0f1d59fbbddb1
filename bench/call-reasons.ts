/**
 * Why a row of docs/calls.md cannot be lower, by registrar and scenario: what its API offers, as its page in
 * docs/registrars and its compile tests have it.
 */
export const reasons: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cloudflare: {
    'no change': 'the list of registrations (50 a page), the list of zones (50), the records (5,000)',
    'add 1': 'one batch',
    'add 100': 'one batch takes 200 changes, on paid plans 3,500',
    'change 1 of 4 values': 'one batch, with one record in it',
    'change the TTL of a 4-value set': 'one batch, with four records in it: each has a TTL of its own',
    'delete 50': 'one batch',
    'mixed 60 over 20 names': 'one batch deletes, edits and adds, as a whole or not at all',
    'type change A -> CNAME': 'one batch, so that the name is never without either',
  },
  gandi: {
    'no change': 'the registration (one list for each 100 domains, where there are several), the zone',
    'add 1': 'one set is one request',
    'add 100': 'the whole zone in one request',
    'change 1 of 4 values': 'one set is one request, however many values',
    'change the TTL of a 4-value set': 'one set is one request, and has one TTL',
    'delete 50': 'the whole zone in one request',
    'mixed 60 over 20 names': 'the whole zone in one request',
    'type change A -> CNAME': 'all sets of one name are one request',
  },
  godaddy: {
    'no change': 'the list of domains with their settings (1,000 a page), the zone (500 records a page)',
    'add 1': 'one request adds records of any names and types',
    'add 100': 'one request adds up to 500 records',
    'change 1 of 4 values': 'one set is one request',
    'change the TTL of a 4-value set': 'one set is one request',
    'delete 50': 'all records of the type in one request: no other request deletes several sets',
    'mixed 60 over 20 names':
      'A: one write of the type. TXT: one, and a deletion, as an empty list deletes nothing. AAAA: one addition. A and TXT are read just before each',
    'type change A -> CNAME': 'no request both deletes and adds',
  },
  hover: {
    'no change': 'the sign-in (three requests), the list of domains with their settings (all of them), the zone',
    'add 1': 'one record is one request',
    'add 100': 'one record is one request',
    'change 1 of 4 values': 'one addition, one deletion: no call that changes a record is known to work',
    'change the TTL of a 4-value set':
      'each record is deleted and added, in two rounds, so that some are always there: one more than the least',
    'delete 50': 'one request deletes any number of records',
    'mixed 60 over 20 names': '40 additions, and one deletion of all that goes',
    'type change A -> CNAME': 'one deletion, one addition',
  },
  namecheap: {
    'no change': 'the list of domains with their settings (100 a page), the zone',
    'add 1': 'the API writes whole zones; read back, as it confirms writes that it does not make',
    'add 100': 'the API writes whole zones; read back, as it confirms writes that it does not make',
    'change 1 of 4 values': 'the API writes whole zones; read back, as it confirms writes that it does not make',
    'change the TTL of a 4-value set':
      'the API writes whole zones; read back, as it confirms writes that it does not make',
    'delete 50': 'the API writes whole zones; read back, as it confirms writes that it does not make',
    'mixed 60 over 20 names': 'the API writes whole zones; read back, as it confirms writes that it does not make',
    'type change A -> CNAME': 'the API writes whole zones; read back, as it confirms writes that it does not make',
  },
  namecom: {
    'no change': 'the list of domains with their settings (1,000 a page), the zone (1,000 records a page)',
    'add 1': 'one record is one request',
    'add 100': 'one record is one request: the API has no batch',
    'change 1 of 4 values': 'one record is written over, by its id',
    'change the TTL of a 4-value set': 'each record has a TTL of its own',
    'delete 50': 'one record is one request: the API has no batch',
    'mixed 60 over 20 names': 'at each name the A is written over, and the TXT is written over as the AAAA',
    'type change A -> CNAME': 'one record is written over, type and all',
  },
  namesilo: {
    'no change': 'the list of domains (all of them), the zone (all of it)',
    'add 1': 'one record is one request',
    'add 100': 'one record is one request: the API has no batch',
    'change 1 of 4 values': 'one record is written over, by its id',
    'change the TTL of a 4-value set': 'each record has a TTL of its own',
    'delete 50': 'one record is one request: the API has no batch',
    'mixed 60 over 20 names': '20 records are written over, 20 added, 20 deleted: none can change its type',
    'type change A -> CNAME': 'a record cannot change its type: one deletion, one addition',
  },
  porkbun: {
    'no change': 'the list of domains with their settings (1,000 a page), the zone',
    'add 1': 'one record is one request',
    'add 100': 'one record is one request: the API has no batch',
    'change 1 of 4 values': 'one record is written over, by its id',
    'change the TTL of a 4-value set': 'each record has a TTL of its own; a write by name and type gives all one value',
    'delete 50': 'a deletion takes one record, or one set: these are 50 sets of one',
    'mixed 60 over 20 names': 'at each name the A is written over, and the TXT is written over as the AAAA',
    'type change A -> CNAME': 'one record is written over, type and all',
  },
};
