import { buildPortal, buildRenderer } from '../../scripts/freshness.ts';

/** Builds the screens once before the end-to-end tests, where they are older than their sources. */
export const setup = async (): Promise<void> => {
  for (const build of [buildRenderer, buildPortal]) {
    const { code, output } = await build();
    if (code !== 0) throw new Error(`the screens could not be built:\n${output}`);
  }
};
