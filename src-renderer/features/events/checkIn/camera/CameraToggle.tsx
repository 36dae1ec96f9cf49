import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCamera, IconCameraOff } from '@tabler/icons-react';
import { useTexts } from '../../../../i18n/i18n.ts';
import { cameraTexts } from './camera.texts.ts';

/** The key that turns the camera on and off. */
export const CAMERA_KEY = 'F7';

/** Turns the camera on and off. */
export const CameraToggle = ({
  isOn,
  onToggle,
}: {
  readonly isOn: boolean;
  readonly onToggle: () => void;
}) => {
  const t = useTexts(cameraTexts);
  const Sign = isOn ? IconCameraOff : IconCamera;
  const words = t(isOn ? 'turnOff' : 'turnOn');
  return (
    <Tooltip label={`${words} (${CAMERA_KEY})`}>
      <ActionIcon aria-label={words} aria-pressed={isOn} onClick={onToggle}>
        <Sign size={21} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
};
