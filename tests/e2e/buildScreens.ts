import { buildRenderer } from '../../scripts/freshness.ts';

/** Builds the screens once before the end-to-end tests, where they are older than their sources. */
export const setup = async (): Promise<void> => {
  const { code, output } = await buildRenderer();
  if (code !== 0) throw new Error(`the screens could not be built:\n${output}`);
};
