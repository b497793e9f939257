import { useState } from 'react';
import { TextInput } from '../../ui/field.tsx';

/** A whole number. What is no number in range is not taken over, and put right when the field is left. */
export function CountInput({
  value,
  onChange,
  min,
  max,
  label,
  id,
}: {
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min: number;
  readonly max: number;
  readonly label?: string;
  readonly id?: string;
}) {
  const [text, setText] = useState<string>();
  return (
    <TextInput
      id={id}
      type="number"
      inputMode="numeric"
      {...(label === undefined ? {} : { 'aria-label': label })}
      min={min}
      max={max}
      value={text ?? String(value)}
      className="tabular w-16"
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        const next = Number(typed);
        if (typed !== '' && Number.isInteger(next) && next >= min && next <= max) onChange(next);
      }}
      onBlur={() => setText(undefined)}
    />
  );
}
