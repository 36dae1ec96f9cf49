/** The long work of certificates, done in a thread of its own: the issue of a batch, and its files. */
import { Zip, ZipPassThrough } from 'fflate';
import { fail } from '../access/index.ts';
import type { JobFile, JobTools, JobWork } from '../access/index.ts';
import { documentBytes, writeDocument } from '../documents/output/output.ts';
import { stopIfCancelled } from '../documents/output/writeFailure.ts';
import { backdropOf } from './backgrounds.ts';
import { batchInput, printInput } from './batch.schema.ts';
import { issueBatch } from './batch.store.ts';
import { qrText } from './certificate.code.rules.ts';
import { writeCertificatesPdf } from './certificatePdf.ts';
import type { CertificatesOptions, Page, Sheet } from './certificatePdf.ts';
import { readCertificates } from './certificates.store.ts';
import type { Certificate } from './certificates.store.ts';
import { certificateTexts } from './certificates.texts.ts';
import { fontWidths } from './metrics.ts';
import { findTemplate, readVerifyAddress } from './templates.store.ts';

const PDF = 'application/pdf';

/** Issues a batch in one transaction; cancelled or killed, it leaves nothing. Out: how many are new, how many had one. */
export const issueWork: JobWork = async (input, tools) => {
  const batch = batchInput.parse(input);
  const { store } = tools;
  const { tx, value } = await store.write(
    { actor: tools.actor.id, action: 'certificates.issue' },
    (writing) => issueBatch(writing, store, batch, (done, total) => tools.progress(done, total)),
  );
  return { tx, ...value };
};

const collator = new Intl.Collator(['kk', 'ru', 'en']);

/** Each certificate with what it is drawn on, in alphabetical order. Throws NOTHING_TO_PRINT. */
async function pagesOf(
  tools: Pick<JobTools, 'store'>,
  certificates: readonly Certificate[],
): Promise<readonly { readonly certificate: Certificate; readonly page: Page }[]> {
  const { store } = tools;
  const address = await readVerifyAddress(store);
  const sheets = new Map<string, Sheet>();
  for (const { templateId } of certificates) {
    if (sheets.has(templateId)) continue;
    const template = await findTemplate(store, templateId, true);
    sheets.set(templateId, { template, backdrop: await backdropOf(store, template) });
  }
  return certificates
    .toSorted((a, b) => collator.compare(a.values.name, b.values.name) || (a.number < b.number ? -1 : 1))
    .flatMap((certificate) => {
      const sheet = sheets.get(certificate.templateId);
      return sheet === undefined
        ? []
        : [
            {
              certificate,
              page: { sheet, values: certificate.values, qr: qrText(certificate.code, address) },
            },
          ];
    });
}

/** Writes issued certificates into one PDF or into an archive with a PDF each. Throws NOTHING_TO_PRINT, BACKGROUND_MISSING. */
export const printWork: JobWork = async (input, tools): Promise<JobFile> => {
  const { which, mode, language } = printInput.parse(input);
  const filter = 'ids' in which ? which : { ...which, revoked: false };
  const pages = await pagesOf(tools, await readCertificates(tools.store, filter));
  if (pages.length === 0) throw fail('not-found', 'NOTHING_TO_PRINT');
  const title = fileName(certificateTexts[language].file, pages[0]?.certificate.values.event ?? '');
  const options = {
    title,
    language,
    widths: await fontWidths(),
    signal: tools.signal,
    onProgress: (done: number) => tools.progress(done, pages.length),
  };
  if (mode === 'merged') {
    const path = tools.temporary('.pdf');
    await writeCertificatesPdf(
      path,
      pages.map(({ page }) => page),
      options,
    );
    return { path, name: `${title}.pdf`, type: PDF };
  }
  const path = tools.temporary('.zip');
  await writeEach(path, pages, options);
  return { path, name: `${title}.zip`, type: 'application/zip' };
};

async function writeEach(
  path: string,
  pages: Awaited<ReturnType<typeof pagesOf>>,
  options: CertificatesOptions,
): Promise<void> {
  const { onProgress, signal, ...each } = options;
  await writeDocument(path, async (write) => {
    let ready: Uint8Array[] = [];
    const zip = new Zip((error, chunk) => {
      if (error) throw error;
      ready.push(chunk);
    });
    const pass = async (): Promise<void> => {
      const chunks = ready;
      ready = [];
      if (chunks.length > 0) await write(Buffer.concat(chunks));
    };
    for (const [index, { certificate, page }] of pages.entries()) {
      stopIfCancelled(signal);
      const title = fileName(certificate.number, certificate.values.name);
      const bytes = await certificateBytes(page, { ...each, title });
      // PDFs are packed already; packing them again costs time and gains nothing.
      const entry = new ZipPassThrough(`${title}.pdf`);
      zip.add(entry);
      entry.push(bytes, true);
      await pass();
      onProgress?.(index + 1);
    }
    zip.end();
    await pass();
  });
}

/** One certificate as a document of its own. */
async function certificateBytes(page: Page, options: CertificatesOptions): Promise<Uint8Array> {
  return documentBytes(async (write) => {
    const { PassThrough } = await import('node:stream');
    const stream = new PassThrough();
    const reading = (async () => {
      for await (const chunk of stream) await write(chunk as Uint8Array);
    })();
    await writeCertificatesPdf(stream, [page], options);
    await reading;
  });
}

/** A name that every system can keep. */
function fileName(...words: readonly string[]): string {
  const plain = words
    .join(' ')
    .replaceAll(/[<>:"/\\|?*\p{Cc}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return Array.from(plain).slice(0, 110).join('').trim();
}
