import { useEffect, useState } from 'react';
import { isOwnWindow } from '../../api/ownWindow.ts';

/** What only this window knows of its machine. */
export type OwnCondition = {
  readonly capability: 'camera' | 'updates';
  readonly state: 'ready' | 'idle' | 'off';
  readonly reason: 'noCamera' | 'noUpdates' | null;
};

/** The camera, and in the program's own window the way to new versions. */
export const useOwnConditions = (isOnline: boolean): readonly OwnCondition[] => {
  const hasCamera = useCameraThere();
  return [
    { capability: 'camera', state: hasCamera ? 'ready' : 'idle', reason: hasCamera ? null : 'noCamera' },
    ...(isOwnWindow()
      ? [
          {
            capability: 'updates',
            state: isOnline ? 'ready' : 'off',
            reason: isOnline ? null : 'noUpdates',
          } as const,
        ]
      : []),
  ];
};

/** Whether a camera is plugged in; whether it may be used is asked when it is. */
const useCameraThere = (): boolean => {
  const [isThere, setThere] = useState(true);
  useEffect(() => {
    const devices: MediaDevices | undefined = navigator.mediaDevices;
    const look = async (): Promise<void> => {
      const all = (await devices?.enumerateDevices().catch(() => [])) ?? [];
      setThere(all.some(({ kind }) => kind === 'videoinput'));
    };
    void look();
    const again = (): void => void look();
    devices?.addEventListener('devicechange', again);
    return () => devices?.removeEventListener('devicechange', again);
  }, []);
  return isThere;
};
