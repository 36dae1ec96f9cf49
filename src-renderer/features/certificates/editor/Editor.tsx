import { ActionIcon, Button, NativeSelect, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconFileTypePdf } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Template } from '../../../../src-core/certificates/template.rules.ts';
import { client } from '../../../api/client.ts';
import { openPdf, upload } from '../../../api/files.ts';
import { useSentence } from '../../../api/sentence.ts';
import { useTexts } from '../../../i18n/i18n.ts';
import { useDroppedFiles } from '../../../ui/drops.ts';
import { useBackground, usePlaced } from '../sheet/useSheet.ts';
import { Back } from './Back.tsx';
import { boxesOf, QR, withBox, withCopy, withField, withNewField, without, withQr } from './editing.rules.ts';
import styles from './editor.module.css';
import { editorTexts } from './editor.texts.ts';
import { FieldPanel } from './FieldPanel.tsx';
import { PagePanel } from './PagePanel.tsx';
import { QrPanel } from './QrPanel.tsx';
import { Stage } from './Stage.tsx';
import { Things, Warnings } from './Things.tsx';
import { useColourUnder } from './useColourUnder.ts';
import { useEditing } from './useEditing.ts';
import { useSaving, type Saving } from './useSaving.ts';
import { TRIALS, useTrial } from './useTrial.ts';
import { warningsOf } from './warnings.rules.ts';

type Props = {
  readonly id: string;
  readonly stored: Template;
  /** The state of the template that `stored` is. */
  readonly version: number;
  /** Opens the template anew, as another window has written it. */
  readonly onTakeTheirs: () => void;
};

/** The editor: the page as it will be printed, what stands on it, and all about the chosen thing. */
export const Editor = ({ id, stored, version, onTakeTheirs }: Props) => {
  const t = useTexts(editorTexts);
  const sentence = useSentence();
  const { template, change, undo, redo, canUndo, canRedo } = useEditing(stored);
  const saving = useSaving(id, template, version);
  const { trial, setTrial, personId, values, qr } = useTrial(template);
  const background = useBackground(template.background, template.page);
  const placed = usePlaced(template, values);
  const under = useColourUnder(background.address, template.page);
  const modules = qr && qr.modules + qr.quiet * 2;
  const warnings = useMemo(
    () => (placed === undefined ? [] : warningsOf(placed, modules, under)),
    [placed, modules, under],
  );
  const warned = useMemo(() => new Set(warnings.map(({ field }) => field)), [warnings]);
  const [chosenId, setChosen] = useState<string | null>(null);
  const chosen = boxesOf(template).some((box) => box.id === chosenId) ? chosenId : null;
  const textArea = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    document.title = `${stored.name} — Orda`;
  }, [stored.name]);

  const takeFile = useMutation({
    mutationFn: async (file: File) => {
      const { token } = await upload(file);
      return client.certificateTemplates.uploadBackground.mutate({ token });
    },
    meta: { shown: true },
    onSuccess: ({ background: own }) => change((now) => ({ ...now, background: own })),
  });
  useDroppedFiles({
    title: t('dropTitle'),
    hint: t('dropHint'),
    onFiles: ([file]) => file !== undefined && takeFile.mutate(file),
  });
  const preview = useMutation({
    mutationFn: async () => {
      const name = template.name.trim() || stored.name;
      const { token, name: fileName } = await client.certificateTemplates.previewPdf.mutate({
        template: { ...template, name },
        ...(personId === undefined ? {} : { personId }),
      });
      await openPdf(token, fileName);
    },
  });

  const add = (made: { readonly template: Template; readonly id: string } | null): void => {
    if (made === null) return;
    change(() => made.template);
    setChosen(made.id);
  };
  const remove = (thing: string): void => {
    change((now) => without(now, thing));
    setChosen(null);
  };
  const centre = (thing: string): void =>
    change((now) => {
      const box = boxesOf(now).find((one) => one.id === thing);
      return box === undefined ? now : withBox(now, thing, { ...box, x: (now.page.width - box.width) / 2 });
    });
  const field = template.layout.fields.find((one) => one.id === chosen);
  const problem = takeFile.error ?? background.error;
  return (
    <div className={styles.editor}>
      <header className={styles.bar}>
        <Back />
        <h1 className={styles.title}>{template.name.trim() || stored.name}</h1>
        <SavedState saving={saving} />
        <div className={styles.spacer} />
        <Tooltip label={`${t('undo')} (Ctrl+Z)`}>
          <ActionIcon aria-label={t('undo')} disabled={!canUndo} onClick={undo}>
            <IconArrowBackUp size={19} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={`${t('redo')} (Ctrl+Shift+Z)`}>
          <ActionIcon aria-label={t('redo')} disabled={!canRedo} onClick={redo}>
            <IconArrowForwardUp size={19} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <NativeSelect
          size="sm"
          aria-label={t('sample')}
          data={TRIALS.map((value) => ({ value, label: t(value) }))}
          value={trial}
          onChange={({ currentTarget }) =>
            setTrial(TRIALS.find((known) => known === currentTarget.value) ?? trial)
          }
        />
        <Button
          variant="default"
          leftSection={<IconFileTypePdf size={17} aria-hidden />}
          loading={preview.isPending}
          onClick={() => preview.mutate()}
        >
          {t('preview')}
        </Button>
      </header>
      {saving.state === 'overtaken' && <Overtaken saving={saving} onTakeTheirs={onTakeTheirs} />}
      <div className={styles.work}>
        <div className={styles.table}>
          <Stage
            template={template}
            placed={placed}
            background={background.address}
            qr={qr}
            chosen={chosen}
            warned={warned}
            onChoose={setChosen}
            onBox={(thing, box, step) => change((now) => withBox(now, thing, box), step)}
            onRemove={remove}
            onWrite={() => textArea.current?.select()}
          />
          <p className={styles.hint}>{t('keysHint')}</p>
        </div>
        <div className={styles.panel}>
          <Warnings template={template} warnings={warnings} onChoose={setChosen} />
          {field !== undefined && (
            <FieldPanel
              key={field.id}
              field={field}
              textRef={textArea}
              onChange={(patch, step) => change((now) => withField(now, field.id, patch), step)}
              onBox={(box) => change((now) => withBox(now, field.id, box), `box-${field.id}`)}
              onCentre={() => centre(field.id)}
              onCopy={() => add(withCopy(template, field.id))}
              onRemove={() => remove(field.id)}
            />
          )}
          {chosen === QR && template.layout.qr !== null && (
            <QrPanel
              qr={template.layout.qr}
              onBox={(box) => change((now) => withBox(now, QR, box), 'box-qr')}
              onCentre={() => centre(QR)}
              onRemove={() => remove(QR)}
            />
          )}
          <Things
            template={template}
            chosen={chosen}
            warned={warned}
            onChoose={setChosen}
            onAdd={() => add(withNewField(template, t('newText')))}
            onAddQr={() => {
              change(withQr);
              setChosen(QR);
            }}
          />
          <PagePanel
            template={template}
            onChange={(next, step) => change(() => next, step)}
            onFile={(file) => takeFile.mutate(file)}
            isUploading={takeFile.isPending}
            problem={problem === null ? undefined : sentence(problem)}
          />
        </div>
      </div>
    </div>
  );
};

/** Another window has written the template meanwhile: whose is kept is for a human to say. */
const Overtaken = ({
  saving: { keepMine, giveUp },
  onTakeTheirs,
}: {
  readonly saving: Saving;
  readonly onTakeTheirs: () => void;
}) => {
  const t = useTexts(editorTexts);
  return (
    <div className={styles.overtaken} role="alert">
      <p>{t('overtaken')}</p>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          giveUp();
          onTakeTheirs();
        }}
      >
        {t('takeTheirs')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => void keepMine()}>
        {t('keepMine')}
      </Button>
    </div>
  );
};

const SavedState = ({ saving }: { readonly saving: Saving }) => {
  const t = useTexts(editorTexts);
  const sentence = useSentence();
  const { state, error, flush } = saving;
  if (state === 'failed')
    return (
      <span className={styles.state} data-state="failed" role="alert">
        {t('unsaved')}: {sentence(error)}{' '}
        <Button size="compact-xs" variant="default" onClick={() => void flush()}>
          {t('retrySave')}
        </Button>
      </span>
    );
  return (
    <span className={styles.state} data-state={state} role="status">
      {t(state === 'saved' ? 'saved' : state === 'overtaken' ? 'unsaved' : 'saving')}
    </span>
  );
};
