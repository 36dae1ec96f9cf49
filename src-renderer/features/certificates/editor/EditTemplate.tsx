import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../../api/client.ts';
import { useSentence } from '../../../api/sentence.ts';
import { ErrorSentence } from '../../../ui/ErrorSentence.tsx';
import { Page } from '../../../ui/PageHeader.tsx';
import { Editor } from './Editor.tsx';
import { Back } from './Back.tsx';

/** Opens the editor of a template as it is now. What others write meanwhile does not disturb the hand. */
export const EditTemplate = ({ id }: { readonly id: string }) => {
  const sentence = useSentence();
  const [opening, setOpening] = useState(() => crypto.randomUUID());
  const found = useQuery({
    // Asked anew at each opening: an answer of an earlier one may be older than what was written on leaving.
    queryKey: [...api.certificateTemplates.get.queryKey({ id }), opening],
    queryFn: () => client.certificateTemplates.get.query({ id }),
    gcTime: 0,
  });
  if (found.isError)
    return (
      <Page>
        <Back />
        <ErrorSentence sentence={sentence(found.error)} onRetry={() => void found.refetch()} />
      </Page>
    );
  if (found.data === undefined) return null;
  const { id: _id, version, ...template } = found.data;
  return (
    <Editor
      key={opening}
      id={id}
      stored={template}
      version={version}
      onTakeTheirs={() => setOpening(crypto.randomUUID())}
    />
  );
};
