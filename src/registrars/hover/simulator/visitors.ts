/** Who is asking: the sign-in form, one-time codes, and the cookies that they lead to. Sessions live as long as the process. */
import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { parseObject } from '../../http/fields.ts';
import { Refused } from '../../simulator/refused.ts';
import type { SimulatorRequest, SimulatorResponse } from '../../simulator/simulator.ts';
import { createCookieJar } from '../cookies.ts';
import { json, mustLogin, page, refused, robotCheck, wrongPassword } from './answers.ts';

export interface VisitorOptions {
  /** Whether scripts are kept out: by the generic refusal of the form, or everywhere by a page. */
  readonly robots: 'let-in' | 'kept-from-signing-in' | 'kept-out';
  readonly secondFactor: 'app' | 'email';
  /** Whether a code serves for one sign-in only. */
  readonly codesCountOnce: boolean;
  /** How many requests a session serves for. */
  readonly sessionRequests: number;
}

export class Visitors {
  private readonly credentials: Readonly<Record<string, string>>;
  private readonly now: () => Date;
  private readonly options: VisitorOptions;
  /** `hover_session` of those who gave the right password and still owe a code. */
  private readonly owing = new Set<string>();
  /** Requests left, by `hoverauth`. */
  private readonly sessions = new Map<string, number>();
  private readonly usedCodes = new Set<string>();

  constructor(credentials: Readonly<Record<string, string>>, now: () => Date, options: VisitorOptions) {
    this.credentials = credentials;
    this.now = now;
    this.options = options;
    // A session that a browser has begun.
    const imported = cookieOf(credentials.cookie ?? '', 'hoverauth');
    if (imported !== undefined) this.sessions.set(imported, Number.POSITIVE_INFINITY);
  }

  /** Undefined: not one of the sign-in's own paths. */
  respond(request: SimulatorRequest): SimulatorResponse | undefined {
    if (this.options.robots === 'kept-out') throw new Refused(robotCheck);
    switch (`${request.method} ${request.path}`) {
      case 'GET /signin':
        return this.form();
      case 'POST /signin/auth.json':
        return this.password(request);
      case 'POST /signin/auth2.json':
        return this.code(request);
      default:
        return undefined;
    }
  }

  /** Throws the refusal of a request without a session. */
  authorize(request: SimulatorRequest): void {
    const auth = cookieOf(request.headers.cookie ?? '', 'hoverauth') ?? '';
    const left = this.sessions.get(auth) ?? 0;
    if (left <= 0) throw new Refused(mustLogin);
    this.sessions.set(auth, left - 1);
  }

  private form(): SimulatorResponse {
    const flags = '{"recaptchaSigninEnabled":false,"magicSigninEnabled":true}';
    const head = `<meta name="csrf-token" content="${randomUUID()}"><script>window.flags=${flags}</script>`;
    return { ...page(200, 'Sign in to your Hover account', head), setCookies: [setCookie('hover_session')] };
  }

  private password(request: SimulatorRequest): SimulatorResponse {
    const { username, password, totp_secret: secret = '' } = this.credentials;
    const given = parseObject(request.body) ?? {};
    // An empty token is a wrong one.
    const isRight =
      username !== undefined &&
      given.username === username &&
      given.password === password &&
      (given.token ?? null) === null;
    const session = cookieOf(request.headers.cookie ?? '', 'hover_session');
    if (!isRight || session === undefined || this.options.robots !== 'let-in') throw new Refused(wrongPassword);
    if (secret === '') return this.completed();
    this.owing.add(session);
    return json(200, { status: 'need_2fa', type: this.options.secondFactor });
  }

  /** How a wrong code is answered is not known. */
  private code(request: SimulatorRequest): SimulatorResponse {
    const session = cookieOf(request.headers.cookie ?? '', 'hover_session') ?? '';
    const { code } = parseObject(request.body) ?? {};
    if (!this.owing.has(session)) throw new Refused(mustLogin);
    if (typeof code !== 'string' || !this.isRight(code)) throw refused('Invalid code.', 401);
    this.owing.delete(session);
    return this.completed();
  }

  /** Clocks may be half a minute apart. */
  private isRight(code: string): boolean {
    const secret = Secret.fromBase32((this.credentials.totp_secret ?? '').replace(/\s/g, ''));
    const timestamp = this.now().getTime();
    if (this.options.codesCountOnce && this.usedCodes.has(code)) return false;
    const isRight = new TOTP({ secret }).validate({ token: code, timestamp, window: 1 }) !== null;
    if (isRight) this.usedCodes.add(code);
    return isRight;
  }

  private completed(): SimulatorResponse {
    const auth = randomUUID();
    this.sessions.set(auth, this.options.sessionRequests);
    const body = {
      succeeded: true,
      status: 'completed',
      url: '/control_panel',
      email_verified: true,
      email: 'ops@example.com',
      email_notifications: { renew30before: true },
      username: this.credentials.username,
    };
    return { ...json(200, body), setCookies: [setCookie('hoverauth', auth), setCookie('hover_device_id')] };
  }
}

function setCookie(name: string, value: string = randomUUID()): string {
  return `${name}=${value}; path=/; expires=Sat, 23 Nov 2036 12:00:00 GMT; HttpOnly`;
}

function cookieOf(header: string, name: string): string | undefined {
  const pairs = createCookieJar(header).header().split('; ');
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
