import type { Page } from 'playwright-core';

/** Opens a part of the page by its name (Russian), in the row of parts or in the menu of those that it has no room for. */
export const openPart = async (page: Page, name: RegExp): Promise<void> => {
  const row = page.getByRole('navigation', { name: /^Разделы/ });
  await row.getByRole('link').first().waitFor();
  const inRow = row.getByRole('link', { name });
  if ((await inRow.count()) > 0) return inRow.click();
  await row.getByRole('button').click();
  await page.getByRole('menuitem', { name }).click();
};
