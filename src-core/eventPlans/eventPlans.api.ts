import { procedure, router } from '../access/index.ts';
import type { FormsTables } from '../forms/index.ts';

export const eventPlansRouter = router({
  /** The forms that a plan may ask after an event, by name. */
  forms: procedure('forms.read').query(({ ctx }) =>
    ctx.store
      .read<FormsTables>()
      .selectFrom('form')
      .where('kind', '=', 'feedback')
      .where('deleted_at', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .select(['id', 'name'])
      .execute(),
  ),
});
