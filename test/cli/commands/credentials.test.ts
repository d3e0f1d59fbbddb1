import { expect, test } from 'vitest';
import { small, workplace } from './config.ts';
import { standing } from './standing.ts';

test('credentials verify tells what each account holds; one that fails stops no other', async () => {
  const place = workplace(small);
  const { env } = await standing(place);
  const fine = await place.runWith(env, 'credentials', 'verify');
  expect(fine.code).toBe(0);
  expect(fine.stdout).toMatch(/^gandi +Gandi +yes +2 +2$/m);

  place.write(small.replace('domains:', '  namesilo: { credentials: { api_key: "${GANDI_TOKEN}" } }\ndomains:'));
  const broken = { ...env, DOMCTL_ENDPOINT_NAMESILO: 'http://127.0.0.1:9' };
  const both = await place.runWith(broken, 'credentials', 'verify', '--format', 'json');
  expect(both.code).toBe(1);
  expect(JSON.parse(both.stdout)).toMatchObject({
    format_version: '1.0',
    accounts: [
      { account: 'gandi', works: true, registrations: { status: 'read', domains: 2 }, zones: { status: 'read' } },
      { account: 'namesilo', works: false, registrations: { status: 'failed' }, zones: { status: 'failed' } },
    ],
  });
  const shown = await place.runWith(broken, 'credentials', 'verify');
  expect(shown.stdout).toMatch(/^namesilo +NameSilo +no +failed +failed$/m);
  expect(shown.stdout).toMatch(/^namesilo: /m);
  expect((await place.runWith(broken, 'credentials', 'verify', 'gandi')).code).toBe(0);
  const slip = await place.runWith(env, 'credentials', 'verify', 'gandy');
  expect(slip.stderr).toContain('The config has no account "gandy": did you mean "gandi"?');
}, 120_000);
