import { make } from './element.ts';
import { hasVideo, readPhoto, watchVideo } from './reader.ts';
import { words } from './words.ts';

type CameraOptions = {
  readonly onCode: (text: string) => void;
  readonly onReading: () => void;
  readonly onFailed: (said: readonly [string, string]) => void;
};

/** Live video where this page may have it, and a photo everywhere. */
export const openCamera = ({ onCode, onReading, onFailed }: CameraOptions) => {
  let stopVideo: (() => void) | undefined;
  const video = make('video', { playsinline: '', muted: '', hidden: '' });

  const stop = (): void => {
    stopVideo?.();
    stopVideo = undefined;
    video.hidden = true;
    toggle.textContent = words.video;
  };
  const start = async (): Promise<void> => {
    video.hidden = false;
    toggle.disabled = true;
    try {
      stopVideo = await watchVideo(video, onCode);
      toggle.textContent = words.stopVideo;
    } catch {
      video.hidden = true;
      onFailed([words.failed[0], words.noReader]);
    }
    toggle.disabled = false;
  };
  const toggle = make('button', { type: 'button', class: 'go' }, [words.video], {
    click: () => void (stopVideo === undefined ? start() : stop()),
  });

  const photograph = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    onReading();
    try {
      const text = await readPhoto(file);
      if (text === undefined) onFailed(words.noPicture);
      else onCode(text);
    } catch {
      onFailed([words.failed[0], words.noReader]);
    }
  };
  const photo = make('input', { type: 'file', accept: 'image/*', capture: 'environment' }, [], {
    change: () => void photograph(photo.files?.[0]).then(() => void (photo.value = '')),
  });
  const label = make('label', { class: hasVideo() ? 'b' : 'b go' }, [words.photo, photo]);
  return { video, buttons: hasVideo() ? [toggle, label] : [label], stop };
};
