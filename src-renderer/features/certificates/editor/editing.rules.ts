/** The editor's template with its past and future: every change is a step that can be taken back. */
import type {
  CertificateField,
  QrPlace,
} from '../../../../src-core/certificates/certificate.layout.rules.ts';
import type { PageSize } from '../../../../src-core/certificates/certificate.layout.rules.ts';
import { LIMITS, type Template } from '../../../../src-core/certificates/template.rules.ts';

export type Editing = {
  readonly past: readonly Template[];
  readonly now: Template;
  readonly future: readonly Template[];
  /** The step that is going on: changes of one drag, or of one field's text, are taken back together. */
  readonly step: string | null;
};

/** So many steps can be taken back. */
const MOST_STEPS = 200;

/** An editor that has just been opened. */
export const begun = (template: Template): Editing => ({ past: [], now: template, future: [], step: null });

/** The next state of a template; changes with the same `step`, one after another, are one step. */
export const changed = (editing: Editing, next: Template, step: string | null = null): Editing => {
  if (next === editing.now) return editing;
  const isSame = step !== null && step === editing.step;
  return {
    past: isSame ? editing.past : [...editing.past, editing.now].slice(-MOST_STEPS),
    now: next,
    future: [],
    step,
  };
};

export const undone = (editing: Editing): Editing => {
  const before = editing.past.at(-1);
  if (before === undefined) return editing;
  const { past, now, future } = editing;
  return { past: past.slice(0, -1), now: before, future: [now, ...future], step: null };
};

export const redone = (editing: Editing): Editing => {
  const [next, ...future] = editing.future;
  if (next === undefined) return editing;
  return { past: [...editing.past, editing.now], now: next, future, step: null };
};

/** The name of the QR code among the things on a page; a field's id is never this. */
export const QR = 'qr';

export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export const boxOfQr = ({ x, y, size }: QrPlace): Box => ({ x, y, width: size, height: size });

/** The boxes of everything on the page, in the order in which they are drawn. */
export const boxesOf = ({ layout }: Pick<Template, 'layout'>): readonly (Box & { readonly id: string })[] => [
  ...layout.fields.map(({ id, x, y, width, height }) => ({ id, x, y, width, height })),
  ...(layout.qr === null ? [] : [{ id: QR, ...boxOfQr(layout.qr) }]),
];

/** To a tenth of a millimetre, which is finer than a printer's hand. */
const tenth = (mm: number): number => Math.round(mm * 10) / 10;

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** The smallest box that can still be taken hold of, in millimetres. */
const LEAST_SIDE = 3;
const FARTHEST = 2000;

/** Puts a thing into a box; a QR code stays a square and readable. */
export const withBox = (template: Template, id: string, box: Box): Template => {
  const { layout } = template;
  const x = clamp(tenth(box.x), -FARTHEST, FARTHEST);
  const y = clamp(tenth(box.y), -FARTHEST, FARTHEST);
  if (id === QR) {
    const size = clamp(tenth(Math.min(box.width, box.height)), LIMITS.qr.least, LIMITS.qr.most);
    return { ...template, layout: { ...layout, qr: { x, y, size } } };
  }
  const width = clamp(tenth(box.width), LEAST_SIDE, FARTHEST);
  const height = clamp(tenth(box.height), LEAST_SIDE, FARTHEST);
  return withField(template, id, { x, y, width, height });
};

/** Changes some of a field. */
export const withField = (template: Template, id: string, patch: Partial<CertificateField>): Template => ({
  ...template,
  layout: {
    ...template.layout,
    fields: template.layout.fields.map((field) => (field.id === id ? { ...field, ...patch } : field)),
  },
});

/** Takes a thing off the page. */
export const without = (template: Template, id: string): Template => ({
  ...template,
  layout:
    id === QR
      ? { ...template.layout, qr: null }
      : { ...template.layout, fields: template.layout.fields.filter((field) => field.id !== id) },
});

const freshId = ({ layout }: Template): string => {
  const known = new Set(layout.fields.map(({ id }) => id));
  let number = layout.fields.length + 1;
  while (known.has(`field${number}`)) number += 1;
  return `field${number}`;
};

/** Adds a field in the middle of the page. Out: the template and the field's id; null where there are too many. */
export const withNewField = (
  template: Template,
  text: string,
): { readonly template: Template; readonly id: string } | null => {
  const { layout, page } = template;
  if (layout.fields.length >= LIMITS.fields) return null;
  const id = freshId(template);
  const width = tenth(page.width * 0.6);
  const field: CertificateField = {
    id,
    text,
    x: tenth((page.width - width) / 2),
    y: tenth(page.height * 0.44),
    width,
    height: tenth(page.height * 0.1),
    size: 18,
    minSize: 9,
    fit: 'shrink',
    maxLines: 2,
    weight: 'regular',
    colour: '#12343f',
    align: 'center',
    valign: 'middle',
  };
  return { template: { ...template, layout: { ...layout, fields: [...layout.fields, field] } }, id };
};

/** A copy of a field, a little lower. */
export const withCopy = (
  template: Template,
  id: string,
): { readonly template: Template; readonly id: string } | null => {
  const field = template.layout.fields.find((one) => one.id === id);
  if (field === undefined || template.layout.fields.length >= LIMITS.fields) return null;
  const own = freshId(template);
  const fields = [...template.layout.fields, { ...field, id: own, y: tenth(field.y + 5) }];
  return { template: { ...template, layout: { ...template.layout, fields } }, id: own };
};

/** Gives the page a QR code in its lower right corner. */
export const withQr = (template: Template): Template => {
  const { width, height } = template.page;
  const size = tenth(Math.max(LIMITS.qr.least + 6, Math.min(width, height) * 0.19));
  const edge = Math.min(width, height) * 0.105;
  const qr = { x: tenth(width - edge - size), y: tenth(height - edge - size), size };
  return { ...template, layout: { ...template.layout, qr } };
};

/** Another page size: everything keeps its place in proportion, letters shrink or grow with the page. */
export const withPage = (template: Template, page: PageSize): Template => {
  const [across, down] = [page.width / template.page.width, page.height / template.page.height];
  const scale = Math.min(page.width, page.height) / Math.min(template.page.width, template.page.height);
  const letters = Math.min(scale, across);
  const points = (size: number): number =>
    clamp(Math.round(size * letters * 2) / 2, LIMITS.size.least, LIMITS.size.most);
  const fields = template.layout.fields.map((field) => ({
    ...field,
    x: tenth(field.x * across),
    y: tenth(field.y * down),
    width: tenth(field.width * across),
    height: tenth(field.height * down),
    size: points(field.size),
    minSize: points(field.minSize),
  }));
  const { qr } = template.layout;
  if (qr === null) return { ...template, page, layout: { fields, qr } };
  const size = clamp(tenth(qr.size * scale), LIMITS.qr.least, LIMITS.qr.most);
  // The middle of the code keeps its place, and the code stays on the page.
  const place = (middle: number, side: number): number => tenth(clamp(middle - size / 2, 0, side - size));
  return {
    ...template,
    page,
    layout: {
      fields,
      qr: {
        x: place((qr.x + qr.size / 2) * across, page.width),
        y: place((qr.y + qr.size / 2) * down, page.height),
        size,
      },
    },
  };
};
