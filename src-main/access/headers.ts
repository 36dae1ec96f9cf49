/**
 * The headers of every answer. Where the policy is wider than 'none':
 * - style-src 'unsafe-inline': the ui kit sets the measured sizes of floating and virtual parts as style attributes;
 * - img-src data: blob: — pictures that the screen itself made (a QR, a preview of a chosen photo);
 * - media-src blob: — the camera's picture and the sounds of check-in, made by the screen;
 * - worker-src and manifest-src 'self': files of the program's own.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

const PROTECTION: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()',
};

/** The same answer with the protecting headers set; a `no-store` where the answer says nothing about caching. */
export const withProtection = (response: Response): Response => {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(PROTECTION)) headers.set(name, value);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
};
