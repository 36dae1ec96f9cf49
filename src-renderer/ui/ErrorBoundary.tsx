import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTexts } from '../i18n/i18n.ts';
import { EmptyState } from './EmptyState.tsx';
import { uiTexts } from './ui.texts.ts';

type Props = { readonly children: ReactNode; readonly resetKey: string };

/** Catches a screen that throws, so that the rest of the window keeps working. React offers this only to a class. */
export class ErrorBoundary extends Component<Props, { readonly failedAt: string | undefined }> {
  override state: { readonly failedAt: string | undefined } = { failedAt: undefined };

  override componentDidCatch(): void {
    this.setState({ failedAt: this.props.resetKey });
  }

  static getDerivedStateFromError(): { readonly failedAt: string } {
    return { failedAt: '' };
  }

  override componentDidUpdate(previous: Props): void {
    if (this.state.failedAt !== undefined && previous.resetKey !== this.props.resetKey) this.setState({ failedAt: undefined });
  }

  override render(): ReactNode {
    if (this.state.failedAt === undefined) return this.props.children;
    return <Stumbled onRetry={() => this.setState({ failedAt: undefined })} />;
  }
}

const Stumbled = ({ onRetry }: { readonly onRetry: () => void }) => {
  const t = useTexts(uiTexts);
  return <EmptyState title={t('brokenTitle')} text={t('brokenText')} action={<Button onClick={onRetry}>{t('openAgain')}</Button>} />;
};
