import { useCallback, useEffect, useState } from 'react';
import type { Template } from '../../../../src-core/certificates/template.rules.ts';
import { begun, changed, redone, undone } from './editing.rules.ts';

export type EditingHands = {
  readonly template: Template;
  /** Changes with the same `step`, one after another, are taken back together. */
  readonly change: (edit: (now: Template) => Template, step?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
};

/** Whether a key is the undo or the redo of any layout of letters. */
const wish = (event: KeyboardEvent): 'undo' | 'redo' | undefined => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined;
  if (event.code === 'KeyZ') return event.shiftKey ? 'redo' : 'undo';
  return event.code === 'KeyY' ? 'redo' : undefined;
};

/** The template in hand with its steps; Ctrl+Z and Ctrl+Shift+Z are the editor's own while it is open. */
export const useEditing = (stored: Template): EditingHands => {
  const [editing, setEditing] = useState(() => begun(stored));
  const undo = useCallback(() => setEditing(undone), []);
  const redo = useCallback(() => setEditing(redone), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const asked = wish(event);
      if (asked === undefined) return;
      event.preventDefault();
      if (asked === 'undo') undo();
      else redo();
    };
    // Before the window's own "undo", which would take back what was saved.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [undo, redo]);
  return {
    template: editing.now,
    change: (edit, step) => setEditing((before) => changed(before, edit(before.now), step)),
    undo,
    redo,
    canUndo: editing.past.length > 0,
    canRedo: editing.future.length > 0,
  };
};
