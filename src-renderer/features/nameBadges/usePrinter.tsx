import { useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { cornerOf, pageOf, perPage, type BadgeDesign } from '../../../src-core/nameBadges/nameBadge.rules.ts';
import styles from './nameBadges.module.css';

type Label = { readonly svg: string; readonly name: string; readonly design: BadgeDesign };
type Page = Label & { readonly number: number };

/**
 * Prints one label after the other through the browser's own printing, on a page of exactly the paper's size. `page` is to be
 * rendered; on the screen it is not seen. Labels of a sheet go one place further each time, from `place` (from 1).
 */
export const usePrinter = (): {
  readonly print: (label: Label) => void;
  readonly page: ReactNode;
  readonly place: number;
  readonly setPlace: (place: number) => void;
} => {
  const [place, setPlace] = useState(1);
  const [{ shown }, setState] = useState<{
    readonly shown: Page | undefined;
    readonly waiting: readonly Page[];
    readonly isBusy: boolean;
  }>({ shown: undefined, waiting: [], isBusy: false });

  const printed = (design: BadgeDesign): void => {
    setPlace((before) => (before % perPage(design)) + 1);
    setState((before) => {
      const [next, ...rest] = before.waiting;
      return next === undefined ? { ...before, isBusy: false } : { shown: next, waiting: rest, isBusy: true };
    });
  };
  const print = (label: Label): void =>
    setState((before) => {
      const number = (before.waiting.at(-1) ?? before.shown)?.number ?? 0;
      const page = { ...label, number: number + 1 };
      return before.isBusy
        ? { ...before, waiting: [...before.waiting, page] }
        : { shown: page, waiting: before.waiting, isBusy: true };
    });
  const page =
    shown === undefined
      ? null
      : createPortal(
          <PrintedPage
            key={shown.number}
            label={shown}
            place={place}
            onPrinted={() => printed(shown.design)}
          />,
          document.body,
        );
  return { print, page, place, setPlace };
};

type PageProps = {
  readonly label: Label;
  readonly place: number;
  readonly onPrinted: () => void;
};

const PrintedPage = ({ label, place, onPrinted }: PageProps) => {
  const { design, name, svg } = label;
  const [isDone, setDone] = useState(false);
  // The place is that at which this label began to print.
  const [own] = useState(place);
  const size = pageOf(design);
  const corner = cornerOf(design, (own - 1) % perPage(design));
  return (
    <div className={styles.printed} data-print-label>
      <style>{`
@page { size: ${size.width}mm ${size.height}mm; margin: 0; }
@media print {
  html, body { margin: 0 !important; padding: 0 !important; min-height: 0 !important; height: auto !important; background: #fff !important; }
  body > :not([data-print-label]) { display: none !important; }
}`}</style>
      <img
        alt={name}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
        style={{
          width: `${design.width}mm`,
          height: `${design.height}mm`,
          marginLeft: `${corner.x}mm`,
          marginTop: `${corner.y}mm`,
        }}
        onLoad={() => {
          if (isDone) return;
          setDone(true);
          // The browser waits here until its dialog is closed.
          window.print();
          onPrinted();
        }}
      />
    </div>
  );
};
