import type { Template } from '../../../../src-core/certificates/template.rules.ts';
import { PLACEHOLDERS } from '../../../../src-core/certificates/certificate.layout.rules.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { QR } from './editing.rules.ts';
import { editorTexts } from './editor.texts.ts';

/** Names a thing on the page by its first words, with the placeholders' names in the reader's language. */
export const useThingName = (): ((template: Template, id: string) => string) => {
  const t = useTexts(editorTexts);
  return (template, id) => {
    if (id === QR) return t('qr');
    const text = template.layout.fields.find((field) => field.id === id)?.text ?? '';
    const words = text.replaceAll(/\{(\w+)\}/g, (slot, name: string) => {
      const known = PLACEHOLDERS.find((placeholder) => placeholder === name);
      return known === undefined ? slot : `‹${t(`v_${known}`)}›`;
    });
    return words.replaceAll(/\s+/g, ' ').trim() || t('newText');
  };
};
