import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTexts } from '../i18n/i18n.ts';
import { useDropTaker } from './drops.ts';
import styles from './states.module.css';
import { uiTexts } from './ui.texts.ts';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Takes a file dropped anywhere on the window, on any page that does not want it for itself. */
export const DropTarget = ({
  onFiles,
  children,
}: {
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}) => {
  const t = useTexts(uiTexts);
  const [isOver, setIsOver] = useState(false);
  const taker = useDropTaker();
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = taker?.onFiles ?? onFiles;
  });
  useEffect(() => {
    // Each child entered sends its own pair of events; the count is zero only when the pointer has left the window.
    let depth = 0;
    const listeners = {
      dragenter: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        depth += 1;
        setIsOver(true);
      },
      dragleave: () => {
        depth = Math.max(0, depth - 1);
        if (depth === 0) setIsOver(false);
      },
      dragover: (event: DragEvent) => hasFiles(event) && event.preventDefault(),
      drop: (event: DragEvent) => {
        depth = 0;
        setIsOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length > 0) latest.current(files);
      },
    };
    for (const [name, listener] of Object.entries(listeners))
      window.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        window.removeEventListener(name, listener as EventListener);
    };
  }, []);
  return (
    <>
      {children}
      {isOver && (
        <div className={styles.dropOverlay}>
          <div>
            <strong>{taker?.title ?? t('dropHere')}</strong>
            <p>{taker?.hint ?? t('dropHint')}</p>
          </div>
        </div>
      )}
    </>
  );
};
