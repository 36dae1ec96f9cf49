/** The headers of every answer; an answer may name a content policy of its own. */
const PROTECTION: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};
const POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Half a year: a browser that has once come by https does not come by http again. */
const STRICT_TRANSPORT = 'max-age=15552000';

/** The protecting headers of an answer that has no content policy of its own. */
export const protectionOf = ({
  isSecure,
}: {
  readonly isSecure: boolean;
}): Readonly<Record<string, string>> => ({
  ...PROTECTION,
  'content-security-policy': POLICY,
  'cache-control': 'no-store',
  ...(isSecure && { 'strict-transport-security': STRICT_TRANSPORT }),
});

/** The same answer with the protecting headers set; a `no-store` where the answer says nothing about caching. */
export const withProtection = (response: Response, secure: { readonly isSecure: boolean }): Response => {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(protectionOf(secure)))
    if (name in PROTECTION || !headers.has(name)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
};
