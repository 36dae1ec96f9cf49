import { fail } from '../access/index.ts';
import { record } from '../store/index.ts';
import type { Reading, Tx } from '../store/index.ts';
import { certificateSettingsTable, certificateTemplateTable } from './certificates.schema.ts';
import type { CertificatesTables } from './certificates.schema.ts';
import { templatePictures } from './pictures.ts';
import type { Picture, PictureTables } from './pictures.ts';
import type { Background, Template } from './template.rules.ts';

type Tables = CertificatesTables & PictureTables;
export type StoredTemplate = Template & { readonly id: string };

function templateOf(row: CertificatesTables['certificate_template']): StoredTemplate {
  return {
    id: row.id,
    name: row.name,
    language: row.language,
    nameForm: row.name_form,
    page: { width: row.page_width, height: row.page_height },
    background: JSON.parse(row.background) as Background,
    layout: JSON.parse(row.layout) as Template['layout'],
  };
}

/** The templates that are not put away, by name. */
export async function readTemplates(reading: Reading): Promise<readonly StoredTemplate[]> {
  const rows = await reading
    .read<Tables>()
    .selectFrom('certificate_template')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(templateOf);
}

/** One template; with `isPutAwayToo` also one that was put away, for its certificates are still printed. Throws CERTIFICATE_TEMPLATE_NOT_FOUND. */
export async function findTemplate(
  reading: Reading,
  id: string,
  isPutAwayToo = false,
): Promise<StoredTemplate> {
  const row = await reading
    .read<Tables>()
    .selectFrom('certificate_template')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined || (row.deleted_at !== null && !isPutAwayToo))
    throw fail('not-found', 'CERTIFICATE_TEMPLATE_NOT_FOUND', { id });
  return templateOf(row);
}

/** Which state of a template is written: another number with each change, whoever made it. */
export async function versionOf(reading: Reading, id: string): Promise<number> {
  const row = await reading
    .read<Tables>()
    .selectFrom('certificate_template')
    .select('seq')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** Writes a template. Throws BACKGROUND_MISSING where its picture is not here and no template is waiting for it either. */
export async function saveTemplate(tx: Tx, id: string, template: Template): Promise<void> {
  const { background } = template;
  const isAwaited = background.kind === 'file' && templatePictures.all(tx).includes(background.sha256);
  if (background.kind === 'file' && !isAwaited) await findPicture(tx, background.sha256);
  await record(tx, certificateTemplateTable, id, {
    name: template.name,
    language: template.language,
    name_form: template.nameForm,
    page_width: template.page.width,
    page_height: template.page.height,
    background: JSON.stringify(template.background),
    layout: JSON.stringify(template.layout),
  });
}

/** Puts a template away; its certificates stay. Throws CERTIFICATE_TEMPLATE_NOT_FOUND. */
export async function removeTemplate(tx: Tx, id: string): Promise<void> {
  await findTemplate(tx, id);
  await record(tx, certificateTemplateTable, id, { deleted_at: tx.at });
}

/** An uploaded background, or undefined where this desk does not have it. */
async function readPicture(reading: Reading, sha256: string): Promise<Picture | undefined> {
  return reading
    .read<Tables>()
    .selectFrom('certificate_picture')
    .selectAll()
    .where('sha256', '=', sha256)
    .executeTakeFirst();
}

/** Throws BACKGROUND_MISSING. */
export async function findPicture(reading: Reading, sha256: string): Promise<Picture> {
  const picture = await readPicture(reading, sha256);
  if (picture === undefined) throw fail('not-found', 'BACKGROUND_MISSING');
  return picture;
}

const SETTINGS = 'certificates';

/** The address before the codes, or null. */
export async function readVerifyAddress(reading: Reading): Promise<string | null> {
  const row = await reading
    .read<Tables>()
    .selectFrom('certificate_settings')
    .select('verify_address')
    .where('id', '=', SETTINGS)
    .executeTakeFirst();
  return row?.verify_address ?? null;
}

/** Writes the address before the codes; certificates that were printed keep theirs. */
export async function saveVerifyAddress(tx: Tx, address: string | null): Promise<void> {
  await record(tx, certificateSettingsTable, SETTINGS, { verify_address: address });
}
