import type { Reading } from '../store/index.ts';
import type { Backdrop } from './certificatePdf.ts';
import { designDrawing } from './designs.rules.ts';
import { readSvg } from './svg.ts';
import type { Template } from './template.rules.ts';
import { findPicture } from './templates.store.ts';

/** What is drawn under a template's texts. Throws BACKGROUND_MISSING where its picture is not on this desk. */
export async function backdropOf(reading: Reading, template: Template): Promise<Backdrop> {
  const { background, page } = template;
  if (background.kind === 'design')
    return { kind: 'drawing', drawing: designDrawing(background.design, page) };
  const picture = await findPicture(reading, background.sha256);
  const bytes = Buffer.from(picture.data, 'base64');
  return picture.kind === 'svg'
    ? { kind: 'drawing', drawing: readSvg(bytes.toString('utf8')) }
    : { kind: 'picture', bytes };
}
