import type { FormLanguage } from './forms.rules.ts';

/** What every form says by itself, wherever it is asked. */
export const YES_NO: Readonly<Record<FormLanguage, { readonly yes: string; readonly no: string }>> = {
  ru: { yes: 'Да', no: 'Нет' },
  kk: { yes: 'Иә', no: 'Жоқ' },
  en: { yes: 'Yes', no: 'No' },
};
