import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Hint } from './hint.tsx';

type Tone = 'plain' | 'primary' | 'danger' | 'quiet';

const TONES: Readonly<Record<Tone, string>> = {
  plain: 'border border-line bg-surface hover:bg-hover',
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  danger: 'border border-line bg-surface text-danger hover:bg-danger-soft',
  quiet: 'text-ink hover:bg-hover',
};
const BASE =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md text-sm font-medium whitespace-nowrap select-none disabled:opacity-50 aria-disabled:opacity-50';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly tone?: Tone;
  readonly icon?: LucideIcon;
}

/** A button with a verb on it. */
export function Button({ tone = 'plain', icon: Icon, className = '', children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={`${BASE} h-(--control) px-3 ${TONES[tone]} ${className}`} {...rest}>
      {Icon !== undefined && <Icon size={16} aria-hidden />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'children'> {
  /** Its accessible name, shown as a hint. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys?: string | undefined;
  readonly tone?: Tone;
  readonly pressed?: boolean;
}

/** A square button with an icon. The name is always there for readers and on hover. */
export function IconButton({
  label,
  icon: Icon,
  keys,
  tone = 'quiet',
  pressed,
  className = '',
  ...rest
}: IconButtonProps) {
  return (
    <Hint text={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        className={`${BASE} size-(--control) ${TONES[tone]} ${pressed === true ? 'bg-selected' : ''} ${className}`}
        {...rest}
      >
        <Icon size={16} aria-hidden />
      </button>
    </Hint>
  );
}
