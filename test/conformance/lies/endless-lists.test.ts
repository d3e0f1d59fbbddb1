/** Lists that go round, that announce more than can be, or that go on for ever: reading them ends, in an error. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RegistrarError } from '../../../src/registrars/errors.ts';
import type { SimulatorRequest, SimulatorResponse } from '../../../src/registrars/simulator/simulator.ts';
import { registrars } from '../../helpers/halves.ts';
import { clonedRows } from './pages.ts';
import { domain, neighbour, openScene, type Scene, type Stage, setStage, withoutWaits } from './scene.ts';

/** The nth page of a list, of which there are always more. */
interface Pages {
  readonly isList: (request: SimulatorRequest) => boolean;
  /** How many rows a page must have to be followed by another; absent: it says so itself. */
  readonly full?: number;
  more(page: SimulatorResponse, nth: number): SimulatorResponse;
}

const billion = 1_000_000_000;
const path = (pattern: RegExp) => (request: SimulatorRequest) => pattern.test(request.path);
const patch = (change: (json: Record<string, unknown>, nth: number) => object) => ({
  more: (page: SimulatorResponse, nth: number) => {
    const json = JSON.parse(page.body) as Record<string, unknown>;
    return { ...page, body: JSON.stringify({ ...json, ...change(json, nth) }) };
  },
});
const replaced = (change: (body: string) => string) => ({
  more: (page: SimulatorResponse) => ({ ...page, body: change(page.body) }),
});
const asItIs = { more: (page: SimulatorResponse) => page };
const counted = {
  more: (page: SimulatorResponse) => ({ ...page, headers: { ...page.headers, 'total-count': String(billion) } }),
};

const infoOf = patch(({ result_info: info }) => ({
  result_info: { ...(info as object), total_pages: billion, total_count: billion },
}));
const nextPage = patch((_json, nth) => ({ nextPage: nth + 1, lastPage: billion, totalCount: billion }));

const recordPages: Readonly<Record<string, Pages>> = {
  cloudflare: { isList: path(/\/dns_records$/), ...infoOf },
  gandi: { isList: path(/\/records$/), ...counted },
  godaddy: { isList: path(/\/records$/), full: 500, ...asItIs },
  namecom: { isList: path(/\/records$/), ...nextPage },
};

const domainPages: Readonly<Record<string, readonly Pages[]>> = {
  cloudflare: [
    { isList: path(/\/zones$/), ...infoOf },
    {
      isList: path(/\/registrations$/),
      ...patch(({ result_info: info }, nth) => ({ result_info: { ...(info as object), cursor: `page-${nth + 1}` } })),
    },
  ],
  gandi: [
    { isList: path(/\/domain\/domains$/), ...counted },
    { isList: path(/\/livedns\/domains$/), ...counted },
  ],
  godaddy: [{ isList: path(/\/domains$/), full: 1000, ...asItIs }],
  namecheap: [
    {
      isList: ({ body }) => body.includes('getList'),
      ...replaced((body) => body.replace(/<TotalItems>\d+/, `<TotalItems>${billion}`)),
    },
  ],
  namecom: [{ isList: path(/\/domains$/), ...nextPage }],
  namesilo: [
    {
      isList: path(/listDomains/),
      ...replaced((body) =>
        body.replace(
          '</domains>',
          `</domains><pager><page>1</page><pageSize>2</pageSize><total>${billion}</total></pager>`,
        ),
      ),
    },
  ],
  porkbun: [{ isList: path(/\/listAll$/), full: 1000, ...asItIs }],
};

/** Where a page is asked for once more, the API itself is no longer asked. */
const tooMany: SimulatorResponse = {
  status: 404,
  headers: { 'content-type': 'text/plain' },
  body: 'too many requests',
};

describe.each([...registrars])('%s', (name, registrar) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(registrar);
  });
  beforeEach(withoutWaits);

  /** How a read ends of a list that is `pages`, and how many of them it has asked for. */
  async function ending(
    pages: Pages,
    options: { fresh: boolean; most: number },
    read: (scene: Scene) => Promise<unknown>,
  ) {
    const scene = await openScene(registrar, stage);
    let asked = 0;
    let first: SimulatorResponse | undefined;
    const give = (request: SimulatorRequest, honest: SimulatorResponse) => {
      if (!pages.isList(request)) return honest;
      asked++;
      if (asked > options.most) return tooMany;
      const nth = options.fresh ? asked : 1;
      const text = pages.isList === recordPages[name]?.isList ? 'old' : neighbour;
      const rows = pages.full ?? (options.fresh ? 1 : 0);
      // Later pages are honestly empty.
      first ??= honest;
      return pages.more(rows === 0 ? first : clonedRows(first, text, nth, rows), asked);
    };
    scene.lie({ answers: give, answersOther: give });
    const error = await read(scene).catch((reason: unknown) => reason);
    await scene.close();
    return { error, asked };
  }

  const clientOf = (scene: Scene) => scene.portfolio.simulated.get('home')?.reconnect();
  const readZone = (scene: Scene) =>
    clientOf(scene)?.dns.readZone({ domain, ds: false, nameservers: false }) ?? Promise.reject(new Error('no client'));
  const readLists = async (scene: Scene) => {
    await clientOf(scene)?.registration.listRegistrations();
    await clientOf(scene)?.dns.listZones();
  };

  const records = recordPages[name];
  if (records === undefined && domainPages[name] === undefined) it('has no lists of several pages', () => {});

  if (records !== undefined) {
    it('records, the same page for ever', async () => {
      const { error, asked } = await ending(records, { fresh: false, most: 20 }, readZone);
      expect(error).toBeInstanceOf(RegistrarError);
      expect(error).toMatchObject({ code: 'unexpected-response', effect: 'none' });
      expect(asked).toBeLessThanOrEqual(3);
    });

    it('records, always new ones', async () => {
      const { error, asked } = await ending(records, { fresh: true, most: 1000 }, readZone);
      expect(error).toMatchObject({ name: 'RegistrarError', code: 'unexpected-response', effect: 'none' });
      expect(asked).toBeLessThanOrEqual(1000);
    });
  }

  it.each((domainPages[name] ?? []).map((pages, index) => [index + 1, pages] as const))(
    'domains, the same page for ever: list %i',
    async (_number, pages) => {
      const { error, asked } = await ending(pages, { fresh: false, most: 20 }, readLists);
      expect(error).toMatchObject({ name: 'RegistrarError', code: 'unexpected-response', effect: 'none' });
      expect(asked).toBeLessThanOrEqual(3);
    },
  );
});
