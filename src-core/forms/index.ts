export {
  FORM_KINDS,
  FORM_SOURCES,
  formTables,
  formTable,
  formUseTable,
  formVersionTable,
  formAnswerTable,
} from './forms.schema.ts';
export type { FormsTables } from './forms.schema.ts';
