import { useEffect, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { QrPicture } from './QrPicture.tsx';
import type { Qr } from './qrFile.ts';
import styles from './shortLinks.module.css';

type Poster = { readonly title: string; readonly words: string; readonly url: string; readonly qr: Qr };

/** Prints a sheet with a large QR code by the browser's own printing. `page` is to be rendered; on the screen it is not seen. */
export const usePoster = (): { readonly print: (poster: Poster) => void; readonly page: ReactNode } => {
  const [poster, setPoster] = useState<Poster>();
  return {
    print: setPoster,
    page:
      poster === undefined
        ? null
        : createPortal(<Sheet poster={poster} onPrinted={() => setPoster(undefined)} />, document.body),
  };
};

const Sheet = ({ poster, onPrinted }: { readonly poster: Poster; readonly onPrinted: () => void }) => {
  const { title, words, url, qr } = poster;
  useEffect(() => {
    // The browser waits here until its dialog is closed.
    window.print();
    onPrinted();
    // A sheet is printed once, with the texts that it was made with.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, []);
  return (
    <div className={styles.sheet} data-print-sheet>
      <style>{`
@page { margin: 15mm; }
@media print {
  html, body { background: #fff !important; }
  body > :not([data-print-sheet]) { display: none !important; }
}`}</style>
      <h1>{title}</h1>
      <p>{words}</p>
      <QrPicture qr={qr} label={url} className={undefined} />
      <p className={styles.sheetUrl}>{url.replace(/^https?:\/\//, '')}</p>
    </div>
  );
};
