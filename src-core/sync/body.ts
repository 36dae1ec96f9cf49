/** Why a body was not read: it is larger than allowed, or broke off. */
export type BodyProblem = 'tooLarge' | 'broken';

/** A request's body, read piece by piece and given up as soon as it is larger than `limit` bytes. */
export async function readBody(request: Request, limit: number): Promise<Buffer | BodyProblem> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) {
    await request.body?.cancel().catch(() => undefined);
    return 'tooLarge';
  }
  if (request.body === null) return Buffer.alloc(0);
  const reader = request.body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return Buffer.concat(pieces);
      length += value.length;
      if (length > limit) {
        await reader.cancel().catch(() => undefined);
        return 'tooLarge';
      }
      pieces.push(value);
    }
  } catch {
    return 'broken';
  }
}
