import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { IconCameraOff, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTexts } from '../../../../i18n/i18n.ts';
import styles from './camera.module.css';
import { cameraTexts } from './camera.texts.ts';
import { useCamera } from './useCamera.ts';

type Props = { readonly onCode: (text: string) => void; readonly onClose: () => void };

/** The camera's picture with a frame to aim at; what it reads goes the way of a scanner. */
export const CameraPanel = ({ onCode, onClose }: Props) => {
  const t = useTexts(cameraTexts);
  const video = useRef<HTMLVideoElement>(null);
  const { problem, isOn, isMirrored, cameras, current, choose, retry } = useCamera({ video, onCode });
  return (
    <section className={styles.camera} aria-label={t('camera')} data-on={isOn || undefined}>
      <video
        ref={video}
        className={styles.video}
        data-mirrored={isMirrored || undefined}
        muted
        playsInline
        aria-label={t('aim')}
      />
      {isOn && <div className={styles.frame} aria-hidden />}
      <div className={styles.top}>
        {cameras.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={t('choose')}
            value={current ?? ''}
            data={cameras.map(({ id, name }, index) => ({
              value: id,
              label: name === '' ? t('nameless', { number: index + 1 }) : name,
            }))}
            onChange={({ currentTarget }) => {
              const chosen = cameras.find(({ id }) => id === currentTarget.value);
              if (chosen !== undefined) choose(chosen);
            }}
          />
        )}
        <ActionIcon
          variant="filled"
          color="dark"
          aria-label={t('turnOff')}
          title={t('turnOff')}
          onClick={onClose}
        >
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      {problem === undefined ? (
        <p className={styles.aim} role="status">
          {t(isOn ? 'aim' : 'starting')}
        </p>
      ) : (
        <div className={styles.problem} role="alert">
          <IconCameraOff size={34} aria-hidden />
          <b>{t(problem)}</b>
          <p>{t(`${problem}Text`)}</p>
          <Button size="compact-md" variant="default" onClick={retry}>
            {t('retry')}
          </Button>
        </div>
      )}
    </section>
  );
};
