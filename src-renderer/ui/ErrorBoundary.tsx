import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTexts } from '../i18n/i18n.ts';
import { EmptyState } from './EmptyState.tsx';
import { uiTexts } from './ui.texts.ts';

type State = { readonly hasFailed: boolean };

/**
 * Catches a screen that throws, so that the rest of the window keeps working; give it a `key` that changes with the
 * page. React offers this only to a class.
 */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? (
      <Stumbled onRetry={() => this.setState({ hasFailed: false })} />
    ) : (
      this.props.children
    );
  }
}

const Stumbled = ({ onRetry }: { readonly onRetry: () => void }) => {
  const t = useTexts(uiTexts);
  return (
    <EmptyState
      title={t('brokenTitle')}
      text={t('brokenText')}
      action={<Button onClick={onRetry}>{t('openAgain')}</Button>}
    />
  );
};
