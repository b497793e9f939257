/** How far something is, 0..1; without `value` it only works. */
export function Progress({
  value,
  label,
  tone = 'accent',
}: {
  readonly value: number | undefined;
  readonly label: string;
  readonly tone?: 'accent' | 'danger' | 'muted';
}) {
  const colour = { accent: 'bg-accent', danger: 'bg-danger', muted: 'bg-line-strong' }[tone];
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === undefined ? {} : { 'aria-valuenow': percent })}
      className="h-1.5 w-full overflow-hidden rounded-full bg-sunken"
    >
      <div
        className={`h-full rounded-full transition-[width] duration-150 ${colour} ${percent === undefined ? 'w-1/3 animate-pulse' : ''}`}
        style={percent === undefined ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}
