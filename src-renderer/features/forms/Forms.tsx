import { useParams } from 'wouter';
import { addFailureTexts } from '../../api/sentence.ts';
import { Builder } from './Builder.tsx';
import { formFailureTexts } from './forms.texts.ts';
import { FormsList } from './FormsList.tsx';
import { Results } from './Results.tsx';

addFailureTexts(formFailureTexts);

/** The pages of forms: all of them, one in the builder (`new` for an empty one), what was answered where one was asked. */
export const Forms = () => {
  const { id, useId } = useParams<{ id?: string; useId?: string }>();
  if (id === undefined) return <FormsList />;
  if (id === 'results' && useId !== undefined) return <Results key={useId} useId={useId} />;
  return <Builder key={id} id={id === 'new' ? null : id} />;
};
