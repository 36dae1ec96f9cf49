import { useCallback } from 'react';
import type { Problem } from '../../../../src-core/people/import/plan.ts';
import { problemSentence } from '../../../../src-core/people/import/problems.texts.ts';
import { useLanguage, useTexts } from '../../../i18n/i18n.ts';
import { importTexts } from '../imports.texts.ts';

/** The sentence for a remark, with its cell. */
export const useProblemSentence = (): ((problem: Problem) => string) => {
  const { language } = useLanguage();
  const t = useTexts(importTexts);
  return useCallback(
    (problem) => {
      const { sheet, row, column } = problem;
      const place = column === null ? '' : `${t('placeCell', { sheet, column, row })}: `;
      return place + problemSentence(problem, language);
    },
    [language, t],
  );
};
