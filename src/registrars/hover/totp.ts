/** One-time codes as Hover's "authenticator app" method takes them: RFC 6238 with SHA-1, 30 seconds, 6 digits. */

export const stepMs = 30_000;

/**
 * The code at this time (milliseconds since 1970). `secret` is the Base32 text that Hover shows when the method is set
 * up; blanks, hyphens and case do not matter. Null: it is not Base32.
 */
export async function totpCode(secret: string, atMs: number): Promise<string | null> {
  const base32 = secret
    .replace(/[\s-]/g, '')
    .toUpperCase()
    .replace(/(?<!=)=+$/, '');
  if (!/^[A-Z2-7]+$/.test(base32)) return null;
  // Loaded only where somebody signs in.
  const { Secret, TOTP } = await import('otpauth');
  const totp = new TOTP({ secret: Secret.fromBase32(base32), algorithm: 'SHA1', digits: 6, period: stepMs / 1000 });
  return totp.generate({ timestamp: atMs });
}
