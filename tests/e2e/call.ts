import type { Page } from 'playwright-core';

/** Calls a procedure from the page, with the page's own rights. */
export const call = <Out>(page: Page, path: string, input: unknown): Promise<Out> =>
  page.evaluate(
    async ({ to, body }) => {
      const answer = await fetch(`/api/${to}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const told = await answer.json();
      if (!answer.ok) throw new Error(JSON.stringify(told));
      return told.result.data;
    },
    { to: path, body: input },
  );
