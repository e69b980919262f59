import type { ButtonHTMLAttributes } from 'react';

export function Button({ quiet, className = '', ...props }: ButtonHTMLAttributes<HTMLButtonElement> & { quiet?: boolean }) {
  const look = quiet ? 'border border-(--line) hover:bg-(--canvas)' : 'bg-accent text-white hover:bg-indigo-500';
  return (
    <button
      type="button"
      className={`cursor-pointer rounded-lg px-3 py-1.5 text-sm font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-50 ${look} ${className}`}
      {...props}
    />
  );
}

export const inputClass =
  'rounded-lg border border-(--line) bg-(--surface) px-3 py-1.5 text-sm placeholder:text-(--muted) focus:outline-2 focus:outline-accent';
