/**
 * Does the work for every item, up to `lanes` of them at once. The first error stops all: `stop` is aborted, what runs is waited
 * for, and the error is thrown.
 */
export async function inLanes<T>(
  lanes: number,
  items: readonly T[],
  stop: AbortController,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const lane = async (): Promise<void> => {
    try {
      // All lanes take from the one queue.
      for (const item of queue) {
        if (stop.signal.aborted) return;
        await work(item);
      }
    } catch (error) {
      stop.abort(error);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  stop.signal.throwIfAborted();
}
